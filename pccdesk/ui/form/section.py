"""One section of the form: a card of fields that knows what was typed and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui.form.typed import entry_problem, put_back, typed_in
from pccdesk.ui.widgets.form import FormField
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.sign import Sign
from pccdesk.ui.widgets.values import on_change, value_of

REMINDER = (
    "Name no offender, victim or service user here. Describe people without identifying them."
)

_INSET, _FIXED, _SHIELD = 12, 2_000, 16


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field to be made: its stable name, its words, its control; `share` of a row's width."""

    name: str
    words: str
    control: QWidget
    hint: str = ""
    optional: bool = False
    share: int = 0


class SectionField(FormField):
    """A field whose control stands at the left, and which makes room for the mark of a problem."""

    def __init__(self, words: str, control: QWidget, hint: str, *, optional: bool) -> None:
        super().__init__(words, control, hint, optional=optional)
        layout = self.layout()
        if layout is not None and control.maximumWidth() < _FIXED:
            layout.setAlignment(control, Qt.AlignmentFlag.AlignLeft)

    def show_problem(self, sentence: str, *, warning: bool = False) -> None:
        """Show what is wrong beside the field, with a bar at its left and the control's edge."""
        super().show_problem(sentence, warning=warning)
        wrong = bool(sentence) and not warning
        self.setContentsMargins(_INSET if wrong else 0, 0, 0, 0)
        for each in (self.control, self.control.focusProxy()):
            if isinstance(each, QLineEdit | QPlainTextEdit | QComboBox):
                restyle(each, "wrong", wrong)


class Section(Card):
    """A part of the paper form; `code` is its stable name, `heading` what the list shows."""

    changed = Signal()

    def __init__(self, code: str, heading: str, line: str = "") -> None:
        super().__init__(heading)
        self.code = code
        self.heading = heading
        self.fields: dict[str, FormField] = {}
        self.column.setSpacing(16)
        if line:
            self.add(label(line, "muted", wrap=True))

    def add_field(
        self, name: str, words: str, control: QWidget, *, hint: str = "", optional: bool = False
    ) -> FormField:
        """Add a field over the card's whole width."""
        made = self.make(Wanted(name, words, control, hint, optional))
        self.add(made)
        return made

    def add_row(self, *wanted: Wanted) -> None:
        """Add fields side by side, aligned at their controls' foot."""
        self.column.addLayout(self.row_of(*wanted))

    def row_of(self, *wanted: Wanted) -> QHBoxLayout:
        """Return a row of fields; those without a share keep their own width."""
        row = QHBoxLayout()
        row.setSpacing(16)
        for each in wanted:
            made = self.make(each)
            inside = made.layout()
            if isinstance(inside, QVBoxLayout):
                # At the row's foot, and as tall as a warning of several lines needs.
                inside.setAlignment(Qt.AlignmentFlag(0))
                inside.insertStretch(0, 1)
            row.addWidget(made, each.share)
        if not any(each.share for each in wanted):
            row.addStretch(1)
        return row

    def make(self, wanted: Wanted) -> FormField:
        """Make a field and take it into the section, to be placed by the caller."""
        words = wanted.words.replace("&", "&&")
        made = SectionField(words, wanted.control, wanted.hint, optional=wanted.optional)
        self.take(wanted.name, made)
        return made

    def take(self, name: str, field: FormField) -> None:
        """Take a field made elsewhere into the section under a stable name."""
        self.fields[name] = field
        on_change(field.control, self.changed.emit)
        found = getattr(field.control, "problem_found", None)
        if found is not None:
            found.connect(lambda *_: self.changed.emit())

    def add_reminder(self) -> None:
        """Add the reminder that free text may not name people."""
        self.add(Reminder(REMINDER))

    def value(self, name: str) -> Any:
        """Return the value of one of the section's fields."""
        return value_of(self.fields[name].control)

    def typed(self) -> dict[str, Any]:
        """Return what was typed, by field name."""
        return {name: typed_in(field.control) for name, field in self.fields.items()}

    def put_typed(self, kept: Mapping[str, Any]) -> None:
        """Show what `typed` returned; fields that it does not name stay as they are."""
        for name, field in self.fields.items():
            if name in kept:
                put_back(field.control, kept[name])

    def entry_problems(self) -> tuple[FieldProblem, ...]:
        """Return what cannot be read: no date in the calendar, no sum of money."""
        found = ((name, entry_problem(field.control)) for name, field in self.fields.items())
        return tuple(FieldProblem(name, sentence) for name, sentence in found if sentence)

    def field_of(self, name: str) -> FormField | None:
        """Return the field that a problem's name means, itself or the one it is part of."""
        while name:
            if name in self.fields:
                return self.fields[name]
            name = name.rpartition(".")[0]
        return None

    def focus_field(self, name: str) -> bool:
        """Put the keyboard into a field; tell whether the section has it."""
        field = self.field_of(name)
        if field is None:
            return False
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def focus_first(self) -> None:
        """Put the keyboard into the section's first field."""
        for field in self.fields.values():
            if field.control.isVisibleTo(self):
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
                return


class Reminder(QWidget):
    """One quiet line with a shield: what must not be written here."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        sign = Sign("shield-check", _SHIELD, lambda now: now.muted)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, "small", wrap=True), 1)
