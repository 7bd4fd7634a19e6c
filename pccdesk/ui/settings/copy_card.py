"""Copy this office to another database: a new file, or an empty one on a PostgreSQL server."""

from typing import TYPE_CHECKING, Any

from pccdesk.domain.errors import DeskError, FieldProblem
from pccdesk.domain.permissions import Permission, refusal
from pccdesk.settings import without_password
from pccdesk.ui.context import Context
from pccdesk.ui.settings.section import button_row
from pccdesk.ui.start.database_fields import add_database_fields, address_of
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.job_progress import JobProgress
from pccdesk.ui.widgets.labels import Card, label

if TYPE_CHECKING:
    from pccdesk.services.copies import CopiedOffice

_WORDS = (
    "Takes every record to a PostgreSQL server, from a server into one file, or into another file. "
    "Every row is compared on both sides and the audit log is walked; if anything fails, nothing "
    "is kept. This office stays as it is: afterwards there are two, so let nobody work in the "
    "old one."
)


class CopyCard(Card):
    """Where to, and a job that copies and compares."""

    def __init__(self, context: Context) -> None:
        super().__init__("Copy this office")
        self.context = context
        self.form = Form()
        add_database_fields(
            self.form,
            "A new file, or an empty database: postgresql://name@server/database",
            new=True,
            label_text="Copy this office to",
        )
        self.copy = push_button("Copy the office", icon="copy", clicked=self.run)
        self.progress = JobProgress(context.jobs)
        self.add(label(_WORDS, "muted", wrap=True))
        for each in (self.form, button_row(self.copy), self.progress):
            self.add(each)
        if not context.may(Permission.MANAGE_OFFICE):
            self.copy.setEnabled(False)
            self.form.setEnabled(False)
            self.add(label(refusal(context.actor, Permission.MANAGE_OFFICE), "muted", wrap=True))

    def run(self) -> None:
        """Copy the office to where the form says."""
        from pccdesk.services.copies import copy_office

        typed = self.form.values()
        self.form.show_problems(())
        if not typed["address"]:
            self._point_out("Say where to: a new file, or a PostgreSQL address.")
            return
        desk, actor = self.context.desk, self.context.actor
        address = address_of(typed)
        self.copy.setEnabled(False)
        job = self.context.jobs.run_change(
            self,
            "Copy this office",
            lambda progress: copy_office(desk, actor, address, progress),
            lambda made: self._copied(made, typed),
            failed=self._failed,
            touches=("audit",),
        )
        self.progress.follow(job)
        self.progress.take_keyboard()

    def _copied(self, made: "CopiedOffice", asked: dict[str, Any]) -> None:
        self.copy.setEnabled(True)
        address = without_password(address_of(asked))
        if self.form.values() == asked:  # else another address was typed meanwhile
            self.form.set_values({"address": "", "server_password": ""})
        self.context.messages.success(
            f"The office was copied to “{made.target}”: {made.copied.rows:,} rows, each the same "
            "on both sides, and the audit log is whole.",
            "Open the copy",
            lambda: self._open(address),
        )

    def _open(self, address: str) -> None:
        from pccdesk.ui.start.office_window import OfficeWindow

        window = self.window()
        if isinstance(window, OfficeWindow):
            window.open_address(address)

    def _failed(self, error: DeskError) -> None:
        self.copy.setEnabled(True)
        self.context.messages.tell(error)

    def _point_out(self, sentence: str) -> None:
        self.form.show_problems((FieldProblem("address", sentence),))
        self.form.field("address").control.setFocus()
