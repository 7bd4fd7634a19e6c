"""A form as on paper: visible labels, hints, and each problem beside its field."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.values import on_change, set_value, value_of

_INSET = 14
"""Room for the line that marks a field with a problem, in pixels."""


class FormField(QFrame):
    """One label, its hint, its control, and the problem with it if there is one."""

    def __init__(self, words: str, control: QWidget, hint: str, *, optional: bool) -> None:
        from PySide6.QtCore import Qt  # long to make; the first start has a form of no fields

        super().__init__()
        self.control = control
        self._hint = hint
        self.setProperty("role", "field")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        shown = f"{words} (optional)" if optional else words
        self.words = label(shown, "label", wrap=True)
        self.words.setBuddy(control)
        column.addWidget(self.words)
        if hint:
            column.addWidget(label(hint, "small", wrap=True))
        self._problem = label("", "problem", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        # A narrow control must not make its label and hint as narrow as itself.
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(control, 1)
        row.addStretch(0)
        column.addLayout(row)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        name_control(control, words.replace("&", ""), self._described(hint))
        found = getattr(control, "problem_found", None)
        if found is not None:
            found.connect(self._own_problem)

    def show_problem(self, sentence: str, *, warning: bool = False) -> None:
        """Show what is wrong with the field in words and colour; empty text clears it."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        restyle(self._problem, "type", "warning" if warning else "problem")
        wrong = bool(sentence) and not warning
        restyle(self, "wrong", wrong)
        self._column.setContentsMargins(_INSET if wrong else 0, 0, 0, 0)
        name_control(
            self.control, self.control.accessibleName(), self._described(sentence or self._hint)
        )

    def problem(self) -> str:
        """Return the sentence shown beside the field."""
        return self._problem.text()

    def _described(self, sentence: str) -> str:
        """Return what is read out after the name: the words beside a tick box come first."""
        words = self.control.text() if isinstance(self.control, QAbstractButton) else ""
        return " ".join(filter(None, (words.replace("&", ""), sentence)))

    def _own_problem(self, sentence: str, warning: bool) -> None:
        self.show_problem(sentence, warning=warning)


class Form(QWidget):
    """Fields by name, in the order of the paper form; Tab follows it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, FormField] = {}
        self._clean: dict[str, Any] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(18)

    def add(
        self,
        name: str,
        words: str,
        control: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
    ) -> FormField:
        """Add a field below; `name` is the stable name that `FieldProblem.field` uses."""
        field = self._made(name, words, control, hint, optional=optional)
        self._column.addWidget(field)
        return field

    def add_side_by_side(self, *fields: tuple[str, str, QWidget]) -> None:
        """Add short fields in one line, such as the first and last day; (name, words, control)."""
        from PySide6.QtCore import Qt

        row = QHBoxLayout()
        row.setSpacing(24)
        for name, words, control in fields:
            made = self._made(name, words, control, "", optional=False)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self._column.addLayout(row)

    def add_section(self, heading: str, line: str = "") -> None:
        """Begin a part of the form."""
        if self._fields:
            rule = QFrame()
            rule.setProperty("role", "line")
            self._column.addWidget(rule)
        self._column.addWidget(label(heading, "section"))
        if line:
            self._column.addWidget(label(line, "muted", wrap=True))

    def add_widget(self, widget: QWidget) -> None:
        """Add something that is no field."""
        self._column.addWidget(widget)

    def control(self, name: str) -> QWidget:
        """Return a field's control."""
        return self._fields[name].control

    def field(self, name: str) -> FormField:
        """Return a field with its label and problem."""
        return self._fields[name]

    def names(self) -> tuple[str, ...]:
        """Return the fields' names in order."""
        return tuple(self._fields)

    def values(self) -> dict[str, Any]:
        """Return what was entered, by field name."""
        return {name: value_of(field.control) for name, field in self._fields.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Show values by field name and take them as saved; others are left alone."""
        for name, value in values.items():
            if name in self._fields:
                set_value(self._fields[name].control, value)
        self.mark_saved()

    def mark_saved(self) -> None:
        """Take what stands in the form as saved."""
        self._clean = self.values()

    def is_changed(self) -> bool:
        """Whether something differs from what was last saved or set."""
        return self.values() != self._clean

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> None:
        """Put each problem beside its field and clear the others.

        A problem with one line of a table (`budget_lines[2].cost`) stands beside the table.
        """
        by_field: dict[str, list[FieldProblem]] = {}
        for problem in problems:
            by_field.setdefault(_own_name(problem.field), []).append(problem)
        for name, field in self._fields.items():
            own = by_field.get(name, [])
            sentences = "\n".join(problem.sentence for problem in own)
            field.show_problem(sentences, warning=all(problem.warning for problem in own))

    def focus_field(self, name: str) -> None:
        """Put the keyboard into a field, as a line of the error summary does."""
        field = self._fields.get(_own_name(name))
        if field is not None:
            field.control.setFocus()

    def _made(
        self, name: str, words: str, control: QWidget, hint: str, *, optional: bool
    ) -> FormField:
        field = FormField(words, control, hint, optional=optional)
        self._fields[name] = field
        self._clean[name] = value_of(control)
        on_change(control, self.changed.emit)
        return field


def name_control(control: QWidget, name: str, description: str) -> None:
    """Tell a screen reader what a control is called, and what is asked or wrong.

    What stands inside a control of several parts and has words of its own keeps them: a role's
    tick box is not read out as “Roles”, nor the first line of a budget as “Budget”.
    """
    control.setAccessibleName(name)
    control.setAccessibleDescription(description)
    inside = control.focusProxy()
    if inside is None:
        return
    if isinstance(inside, QAbstractButton):
        description = ". ".join(filter(None, (name, description)))
    elif not inside.accessibleName():
        inside.setAccessibleName(name)
    inside.setAccessibleDescription(description)


def _own_name(field: str) -> str:
    return field.partition("[")[0].partition(".")[0]
