"""Adding or changing an organisation from a page: the dialog comes back with what is refused."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pccdesk.domain.errors import DeskError, Refused, Stale
from pccdesk.domain.organisations import OrganisationForm
from pccdesk.queries import organisations as queries
from pccdesk.queries.look_alikes import look_alikes
from pccdesk.queries.organisations import OrganisationRecord
from pccdesk.reference import districts
from pccdesk.services import organisations
from pccdesk.ui.context import Context, Target
from pccdesk.ui.dialogs.compare_dialog import Chosen, CompareDialog
from pccdesk.ui.dialogs.organisation_dialog import OrganisationCommand, OrganisationDialog
from pccdesk.ui.form.comparing import FieldState, Key, as_typed, differences, states
from pccdesk.ui.form.dialog_draft import DialogDraft
from pccdesk.ui.form.organisation_section import OrganisationSection


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

    draft = DialogDraft(
        context,
        "organisation",
        seen.organisation_id if seen else None,
        (seen.form.name if seen else "") or "a new organisation",
        dialog.text_typed,
        dialog,
    )
    left = draft.take_over()
    if left is not None and refused is None:
        dialog.recover(left.words, left.typed)
    dialog.section.changed.connect(draft.touched)
    dialog.finished.connect(lambda _result: draft.forget())
    dialog.accepted.connect(send)
    _look_for_same(context, dialog, seen)
    dialog.open()
    return dialog


def _look_for_same(
    context: Context, dialog: OrganisationDialog, seen: OrganisationCommand | None
) -> None:
    """Warn in the dialog of organisations that look like the one typed; the link opens one."""
    desk, actor = context.desk, context.actor
    but = seen.organisation_id if seen else None
    dialog.section.organisation.complete(context)

    def look() -> None:
        form = dialog.section.form()
        if not form.name.strip():
            return
        context.jobs.run_query(
            dialog,
            lambda: desk.read(actor, look_alikes, form, but),
            dialog.same.show_matches,
            key="same",
        )

    def go() -> None:
        match = dialog.same.match
        if match is not None and dialog.may_leave():
            context.navigate(Target("organisation", match.id))

    dialog.section.organisation.renamed.connect(look)
    dialog.same.use.clicked.connect(lambda _=False: go())


def _compare(
    context: Context,
    page: QWidget,
    command: OrganisationCommand,
    done: Callable[[int], None],
    stale: Stale,
) -> None:
    """Show mine and theirs side by side; Cancel comes back to the dialog with all that was typed.

    What both began from is known where the command came from this window's own dialog.
    """
    number = command.organisation_id or 0
    desk, actor = context.desk, context.actor

    def ask(theirs: OrganisationRecord) -> None:
        section = OrganisationSection([(each.code, each.name) for each in districts()])

        def standing(form: OrganisationForm) -> dict[Key, FieldState]:
            section.organisation.set_form(form)
            return states([section])

        opened = standing(command.opened or theirs.form)
        after, mine = standing(theirs.form), standing(command.form)
        dialog = CompareDialog(
            stale.sentence.partition(" Nothing of yours")[0],
            differences(opened, after, mine, {}),
            page,
        )

        def choose(chosen: Chosen) -> None:
            section.put_typed(as_typed(chosen.typed).get(section.code, {}))
            agreed = OrganisationCommand(number, theirs.version, section.form(), theirs.form)
            dialog.accept()
            _save(context, page, agreed, done)

        def cancelled() -> None:
            edit_organisation(context, page, command, done, Refused(stale.sentence))

        dialog.submitted.connect(choose)
        dialog.rejected.connect(cancelled)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        section.setParent(dialog)
        section.hide()
        dialog.open()

    context.jobs.run_query(
        page,
        lambda: desk.read(actor, queries.organisation, number),
        ask,
        failed=context.messages.tell,
    )


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
        if isinstance(error, Stale) and number is not None:
            _compare(context, page, command, done, error)
        elif isinstance(error, Refused):
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
