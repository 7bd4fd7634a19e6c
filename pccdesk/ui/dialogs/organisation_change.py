"""Adding or changing an organisation from a page: the dialog comes back with what is refused."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pccdesk.domain.errors import DeskError, Refused, Stale
from pccdesk.reference import districts
from pccdesk.services import organisations
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.organisation_dialog import OrganisationCommand, OrganisationDialog


def edit_organisation(
    context: Context,
    page: QWidget,
    seen: OrganisationCommand | None,
    done: Callable[[int], None],
    refused: Refused | None = None,
) -> OrganisationDialog:
    """Open the dialog for a page, save what comes of it, and call `done` with the number."""
    choices = [(each.code, each.name) for each in districts()]
    dialog = OrganisationDialog(choices, page, seen=seen, refused=refused)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def send() -> None:
        command = dialog.command
        if command is not None:
            _save(context, page, command, done)

    dialog.accepted.connect(send)
    dialog.open()
    return dialog


def _save(
    context: Context, page: QWidget, command: OrganisationCommand, done: Callable[[int], None]
) -> None:
    desk, actor, number = context.desk, context.actor, command.organisation_id

    def work() -> int:
        if number is None:
            return organisations.add_organisation(desk, actor, command.form)
        organisations.change_organisation(desk, actor, number, command.version, command.form)
        return number

    def failed(error: DeskError) -> None:
        if isinstance(error, Refused) and not isinstance(error, Stale):
            edit_organisation(context, page, command, done, error)
        else:
            context.messages.tell(error)

    context.jobs.run_change(
        page,
        "Save the organisation",
        lambda _progress: work(),
        done,
        touches=("organisations", "applications"),
        failed=failed,
    )
