"""The signed-in person's own account and password."""

from pccdesk.ui.dialogs.password_dialog import ChangePassword, PasswordDialog
from pccdesk.ui.settings.section import Section, button_row, facts_of
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card, label


class PasswordSection(Section):
    """Who is signed in, and a way to change the password."""

    title = "My password"

    def build(self) -> None:
        """Make the card."""
        actor = self.context.actor
        card = Card("You")
        card.add(
            facts_of(
                (
                    ("Name", actor.full_name),
                    ("Username", actor.username),
                    ("Job title", actor.job_title),
                    ("Roles", actor.role_words),
                )
            )
        )
        self.change = push_button("Change my password", icon="lock", clicked=self.open_dialog)
        self.change.setEnabled(False)
        self.why = label("In the sample office nobody has a password.", "muted", wrap=True)
        self.why.hide()
        card.add(button_row(self.change))
        card.add(self.why)
        self.cards.add(card)

    def load(self) -> None:
        """Read whether this office asks for passwords."""
        from pccdesk.queries.people import is_sample_office

        desk = self.context.desk

        def read() -> bool:
            with desk.database.reading() as connection:
                return is_sample_office(connection)

        self.context.jobs.run_query(self, read, self._show, key="sample")

    def open_dialog(self) -> None:
        """Ask for the present password and the new one."""
        dialog = PasswordDialog(parent=self)
        dialog.submitted.connect(lambda command: self._save(dialog, command))
        dialog.open()

    def _save(self, dialog: PasswordDialog, command: ChangePassword) -> None:
        from pccdesk.services.passwords import change_own_password

        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Change my password",
            lambda _progress: change_own_password(desk, actor, command.old, command.new),
            lambda _: self._saved(dialog),
            touches=("people",),
            failed=dialog.show_error,
        )

    def _saved(self, dialog: PasswordDialog) -> None:
        dialog.accept()
        self.context.messages.success("Your password is changed.")

    def _show(self, is_sample: bool) -> None:
        self.change.setEnabled(not is_sample)
        self.why.setVisible(is_sample)
