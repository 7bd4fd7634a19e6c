"""The signed-in person's own account and password."""

from typing import TYPE_CHECKING

from pccdesk.domain.dates import format_instant
from pccdesk.ui.dialogs.password_dialog import ChangePassword, PasswordDialog
from pccdesk.ui.settings.section import Section, button_row, facts_of
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card, label

if TYPE_CHECKING:
    from pccdesk.queries.sign_in import LastSignIn


class PasswordSection(Section):
    """Who is signed in, and a way to change the password."""

    title = "My password"

    def build(self) -> None:
        """Make the card."""
        actor = self.context.actor
        card = Card("You")
        self._facts = (
            ("Name", actor.full_name),
            ("Username", actor.username),
            ("Job title", actor.job_title),
            ("Roles", actor.role_words),
        )
        self.facts = facts_of(self._facts)
        card.add(self.facts)
        self.change = push_button("Change my password", icon="lock", clicked=self.open_dialog)
        self.change.setEnabled(False)
        self.why = label("In the sample office nobody has a password.", "muted", wrap=True)
        self.why.hide()
        card.add(button_row(self.change))
        card.add(self.why)
        self.cards.add(card)

    def load(self) -> None:
        """Read whether this office asks for passwords, and the sign-in before this one."""
        desk, actor = self.context.desk, self.context.actor

        def read() -> tuple[bool, "LastSignIn | None"]:
            from pccdesk.queries import people, sign_in

            last = desk.read(actor, sign_in.last_before, actor.user_id, actor.session)
            return desk.read(actor, people.is_sample_office), last

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

    def _show(self, read: tuple[bool, "LastSignIn | None"]) -> None:
        is_sample, last = read
        words = f"{format_instant(last.at)}, at {last.workstation}" if last else "Never before"
        self.facts.set_facts((*self._facts, ("Last signed in", words)))
        self.change.setEnabled(not is_sample)
        self.why.setVisible(is_sample)
