"""One step of the start window: a heading, a form or choices, and its buttons at the foot."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from pccdesk.domain.errors import DeskError, FieldProblem, Refused
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from pccdesk.ui.messages import ErrorSummary
    from pccdesk.ui.widgets.form import Form

Ask = Callable[[], None]
_WIDEST = 680


class Step(QWidget):
    """A step; Enter presses its main button wherever the keyboard is, Esc goes back."""

    def __init__(self, heading: str, lead: str = "", place: str = "") -> None:
        super().__init__()
        self._form: Form | None = None
        self.primary = push_button("", kind="primary", clicked=self.go)
        self.back = push_button("", clicked=self.leave)
        self._leave: Ask | None = None
        self._working: _Working | None = None
        self._summary: ErrorSummary | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 0)
        column.setSpacing(0)
        self._scroll = ScrollColumn(_WIDEST)
        column.addWidget(self._scroll, 1)
        self.place = label(place, "small")
        self.heading = label(heading, "title", wrap=True)
        self.lead = label(lead, "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(6)
        for each in (self.place, self.heading, self.lead):
            words.addWidget(each)
            if not each.text():
                each.hide()
        self._scroll.column.addLayout(words)
        self._scroll.column.addSpacing(4)
        self._before_summary = self._scroll.column.count()
        column.addWidget(self._foot())
        self.setAccessibleName(heading)

    @property
    def form(self) -> "Form":
        """The fields; made when first there are some."""
        if self._form is None:
            from pccdesk.ui.widgets.form import Form

            self._form = Form()
        return self._form

    @property
    def summary(self) -> "ErrorSummary":
        """What must be mended, above the fields; made when first there is something."""
        if self._summary is None:
            from pccdesk.ui.messages import ErrorSummary
            from pccdesk.ui.widgets.tab_order import put_in_tab_order, tab_stops

            self._summary = ErrorSummary()
            self._summary.jumped.connect(self._jump)
            self._scroll.column.insertWidget(self._before_summary, self._summary)
            put_in_tab_order([self._summary, *tab_stops(self.form), self.back, self.primary])
        return self._summary

    def add(self, widget: QWidget) -> None:
        """Add a form, a choice or a line below what is there."""
        self._scroll.add(widget)

    def set_buttons(self, primary: str = "", back: str = "", leave: Ask | None = None) -> None:
        """Name the main button at the foot, which does `go`, and the one that goes back."""
        self._line.setVisible(bool(primary or back))
        for button, words in ((self.primary, primary), (self.back, back)):
            button.setText(words)
            button.setAccessibleName(words)
            button.setVisible(bool(words))
        self._leave = leave

    def go(self) -> None:
        """Do what the step is for; a step of choices has nothing to do here."""

    def leave(self) -> None:
        """Go back."""
        if self._leave is not None:
            self._leave()

    def begin(self) -> None:
        """Put the keyboard where typing starts; called each time the step is shown."""
        names = self.form.names()
        first = self.form.control(names[0]) if names else self.primary
        first.setFocus()

    def show_error(self, error: DeskError) -> None:
        """Show why it could not be done: beside the fields it names, else above them."""
        self.set_busy("")
        problems = error.problems if isinstance(error, Refused) else ()
        own = tuple(each for each in problems if each.field in self.form.names())
        if own:
            self.show_problems(own)
        else:
            self.form.show_problems(())
            self.summary.show_problems((), error.sentence)
            self._scroll.ensureWidgetVisible(self.summary)

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> bool:
        """Show what must be mended beside the fields and on top; tell whether nothing must."""
        names = self.form.names()
        in_order = sorted(problems, key=lambda each: [*names, each.field].index(each.field))
        self.form.show_problems(problems)
        self.summary.show_problems(tuple(in_order))
        self._scroll.ensureWidgetVisible(self.summary)
        return not any(not each.warning for each in problems)

    def clear_problems(self) -> None:
        """Take every problem away."""
        self.show_problems(())

    def set_busy(self, words: str) -> None:
        """Say what is being done and hold the fields meanwhile; empty words end it."""
        if words and self._working is None:
            self._working = _Working()
            self._row.insertWidget(0, self._working)
        if self._working is not None:
            self._working.tell(words)
        self.form.setEnabled(not words)
        self.primary.setEnabled(not words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the main button and Esc the one that goes back."""
        from PySide6.QtCore import Qt

        front = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not isinstance(
            front, QPlainTextEdit
        ):
            button = front if isinstance(front, QAbstractButton) else self.primary
            if button.isEnabled() and not button.isHidden():
                button.click()
                return
        if event.key() == Qt.Key.Key_Escape and self._leave is not None:
            self.leave()
            return
        super().keyPressEvent(event)

    def _jump(self, field: str) -> None:
        self.form.focus_field(field)
        front = self.focusWidget()
        if front is not None:
            self._scroll.ensureWidgetVisible(front)

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(16)
        self._line = QFrame()
        self._line.setProperty("role", "line")
        self._line.hide()
        column.addWidget(self._line)
        row = self._row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.back, self.primary):
            button.hide()
            row.addWidget(button)
        column.addLayout(row)
        return foot


class _Working(QWidget):
    """A bar that moves, and what is being done."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(80)
        bar.setAccessibleName("Working")
        self._words = label("", "muted")
        row.addWidget(bar)
        row.addWidget(self._words)

    def tell(self, words: str) -> None:
        """Say what is being done; no words, nothing is."""
        self._words.setText(words)
        self.setVisible(bool(words))
