"""What the form does when somebody else saved the application first: compare, choose, save."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from pccdesk.domain.applications import EDITABLE
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.compare_dialog import Chosen, CompareDialog
from pccdesk.ui.form.comparing import FieldState, Key, as_typed, differences, states
from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.opening import Opening, read_opening


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is to be saved: the version it goes over, what stood there, and what was chosen."""

    opening: Opening
    version: int
    theirs: dict[str, Any]
    typed: dict[str, Any]
    receive: bool


class Overtaken:
    """Compares what was typed with what was saved meanwhile, in a form out of sight."""

    def __init__(
        self,
        context: Context,
        body: FormBody,
        page: QWidget,
        agreed: Callable[[Agreed], None],
    ) -> None:
        self._context, self._body, self._page, self._agreed = context, body, page, agreed
        self.receive = False
        self.dialog: CompareDialog | None = None

    def compare(self, opened: Opening, sentence: str) -> None:
        """Read what was saved meanwhile and ask what is to stand."""
        record = opened.record
        if record is None:
            return
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self._page,
            lambda: read_opening(desk, actor, record.id),
            lambda theirs: self._ask(opened, theirs, sentence),
            failed=self._context.messages.tell,
            key="overtaken",
        )

    def _ask(self, opened: Opening, theirs: Opening, sentence: str) -> None:
        said = sentence.partition(" Nothing of yours")[0]
        record = theirs.record
        if record is not None and record.stage not in EDITABLE:
            self._context.messages.warning(
                f"{said} It is now at “{record.stage.label}”, where nothing can be saved. What "
                "you typed is still here: copy what you need, or have it sent back."
            )
            return
        mine = states(self._body.sections())
        other = FormBody(self._context)
        before, _typed = self._shown(other, opened)
        after, typed = self._shown(other, theirs)
        other.deleteLater()
        headings = {section.code: section.heading for section in self._body.sections()}
        found = differences(before, after, mine, headings)
        if not found:  # what was changed stands elsewhere, or both wrote the same
            self._settle(theirs, typed, Chosen({}))
            return
        self.dialog = CompareDialog(said, found, self._page)
        self.dialog.submitted.connect(lambda chosen: self._chosen(theirs, typed, chosen))
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _shown(
        self, body: FormBody, opening: Opening
    ) -> tuple[dict[Key, FieldState], dict[str, Any]]:
        body.open(opening, self._context.desk.clock())
        return states(body.sections()), body.typed()

    def _chosen(self, theirs: Opening, typed: dict[str, Any], chosen: Chosen) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._settle(theirs, typed, chosen)

    def _settle(self, theirs: Opening, typed: dict[str, Any], chosen: Chosen) -> None:
        record = theirs.record
        if record is not None:
            kept = as_typed(chosen.typed)
            self._agreed(Agreed(theirs, record.version, typed, kept, self.receive))

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None
