"""Add an organisation, or change one: returns what was typed, and saves nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.forms import blocking
from pccdesk.domain.organisations import OrganisationForm, organisation_problems
from pccdesk.services.organisations import tidy_organisation
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_foot import SIDE, add_foot, dialog_column
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.dialogs.unsaved_dialog import Answer, ask_unsaved
from pccdesk.ui.form.organisation_section import OrganisationSection
from pccdesk.ui.form.same_panel import SamePanel
from pccdesk.ui.messages import ErrorSummary, Message, MessageBar
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class OrganisationCommand:
    """What to do: add an organisation (`organisation_id` None) or change one as it was seen.

    `opened` is what stood there when the dialog was first opened, to compare with later.
    """

    organisation_id: int | None
    version: int
    form: OrganisationForm
    opened: OrganisationForm | None = None


class OrganisationDialog(QDialog):
    """The organisation's fields with their checks; `command` holds the result once accepted.

    Pass a service's refusal back through `refused` and show the dialog again: nothing typed is
    lost.
    """

    def __init__(
        self,
        districts: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        seen: OrganisationCommand | None = None,
        refused: Refused | None = None,
    ) -> None:
        super().__init__(parent)
        answer_f1(self)
        self._seen = seen
        self.command: OrganisationCommand | None = None
        changing = seen is not None and seen.organisation_id is not None
        heading = "Change organisation" if changing else "Add organisation"
        self.setWindowTitle(heading)
        self.resize(860, 694)
        grow_with_text(self)
        self.section = OrganisationSection(districts)
        self.summary = ErrorSummary()
        column = dialog_column(self)
        top = self._top = QVBoxLayout()
        top.setContentsMargins(SIDE, 0, SIDE, 0)
        top.addWidget(label(heading, "title"))
        column.addLayout(top)
        scroll = ScrollColumn()
        self.same = SamePanel("Open it")
        scroll.add(self.summary)
        scroll.add(self.same)
        scroll.add(self.section)
        column.addWidget(scroll, 1)
        self._add_buttons(column, "Save changes" if changing else heading)
        if seen is not None:
            self.section.organisation.set_form(seen.form)
        self._clean = self.section.typed()
        self.summary.jumped.connect(self.section.focus_field)
        if refused is not None:
            self._refuse(refused.problems, refused.sentence)

    def save(self) -> None:
        """Accept what was typed, unless something in it is truly wrong."""
        form = self.section.form()
        problems = organisation_problems(tidy_organisation(form))
        if blocking(problems):
            self._refuse(problems)
            return
        seen = self._seen
        self.command = OrganisationCommand(
            seen.organisation_id if seen else None,
            seen.version if seen else 0,
            form,
            (seen.opened or seen.form) if seen else None,
        )
        self.accept()

    def text_typed(self) -> dict[str, Any] | None:
        """Return the form letter for letter, to be kept in a file; None where nothing changed."""
        typed = self.section.typed()
        return typed if typed != self._clean else None

    def recover(self, words: str, kept: dict[str, Any]) -> None:
        """Show what a crash left, saying from when it is; “Discard it” starts afresh."""
        clean = self._clean
        self.section.put_typed(kept)
        bar = MessageBar(
            Message(Tone.INFORMATION, words, "Discard it", lambda: self.section.put_typed(clean))
        )
        bar.closed.connect(bar.hide)
        self._top.addWidget(bar)
        bar.announce()

    def may_leave(self) -> bool:
        """Close as Cancel does; tell whether it closed."""
        self.reject()
        return not self.isVisible()

    def reject(self) -> None:
        """Close, asking first where something was typed; Esc loses no text."""
        if self.section.typed() != self._clean:
            answer = ask_unsaved(self, "the organisation")
            if answer is Answer.CANCEL:
                return
            if answer is Answer.SAVE:
                self.save()
                return
        super().reject()

    def _add_buttons(self, column: QVBoxLayout, words: str) -> None:
        save = push_button(words, kind="primary", clicked=self.save, tooltip="Ctrl+S")
        add_foot(column, push_button("Cancel", clicked=self.reject), save)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.activated.connect(self.save)

    def _refuse(self, problems: tuple[FieldProblem, ...], heading: str = "") -> None:
        for name, field in self.section.fields.items():
            own = [each for each in problems if each.field == name]
            sentences = "\n".join(each.sentence for each in own)
            field.show_problem(sentences, warning=all(each.warning for each in own))
        self.summary.show_problems(problems, heading)
