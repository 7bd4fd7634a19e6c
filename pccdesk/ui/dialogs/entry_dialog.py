"""A dialog with a form: it hands its command on, waits, and closes or shows what is wrong."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QMessageBox, QVBoxLayout, QWidget

from pccdesk.domain.errors import DeskError, FieldProblem, Refused
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_foot import SIDE, add_foot, dialog_column
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.messages import ErrorSummary
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.tab_order import go_on


class EntryDialog(QDialog):
    """Asks for one command. `submitted` gives it to the page, which saves it and answers.

    The page calls `accept` when it is saved and `show_error` when it is refused; what was typed
    stays until then. Esc asks before it throws something typed away.
    """

    submitted = Signal(object)

    def __init__(
        self, title: str, save: str, lead: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        answer_f1(self)
        self._grown = False
        self.form = Form()
        self.summary = ErrorSummary()
        self.summary.jumped.connect(self.form.focus_field)
        column = dialog_column(self)
        head = QVBoxLayout()
        head.setContentsMargins(SIDE, 0, SIDE, 0)
        head.setSpacing(4)
        head.addWidget(label(title, "title", wrap=True))
        if lead:
            head.addWidget(label(lead, "muted", wrap=True))
        column.addLayout(head)
        self._scroll = ScrollColumn(720)
        self._scroll.add(self.summary)
        self._scroll.add(self.form)
        column.addWidget(self._scroll, 1)
        self.save = push_button(save, kind="primary", clicked=self.submit)
        self.save.setDefault(True)
        add_foot(column, push_button("Cancel", clicked=self.reject), self.save)
        QShortcut(QKeySequence("Ctrl+S"), self, self.submit)
        self.resize(680, 640)

    def command(self) -> Any:
        """Return what was typed as one frozen command."""
        raise LookupError(type(self).__name__)

    def problems(self) -> tuple[FieldProblem, ...]:
        """Return what is wrong with what was typed, before anything is asked of the office."""
        return ()

    def submit(self) -> None:
        """Hand the command on, unless something must be mended first."""
        problems = self.problems()
        self._show(problems)
        if any(not problem.warning for problem in problems):
            return
        self.set_busy(busy=True)
        self.submitted.emit(self.command())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go as one reads, whenever a control was made."""
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def show_error(self, error: DeskError) -> None:
        """Show why the office refused; what was typed stays."""
        self.set_busy(busy=False)
        problems = error.problems if isinstance(error, Refused) else ()
        own = tuple(each for each in problems if each.field in self.form.names())
        self._show(own, "" if own else error.sentence)

    def set_busy(self, *, busy: bool) -> None:
        """Hold the form while the command is carried out."""
        self.form.setEnabled(not busy)
        self.save.setEnabled(not busy)

    def reject(self) -> None:
        """Close without saving; asks first where something was typed."""
        if not self.form.is_changed() or self._may_discard():
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Start in the first field."""
        super().showEvent(event)
        if not self._grown:
            self._grown = True
            grow_with_text(self)
        if self.form.names():
            self.form.focus_field(self.form.names()[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's own close like Cancel."""
        event.ignore()
        self.reject()

    def _show(self, problems: tuple[FieldProblem, ...], heading: str = "") -> None:
        self.form.show_problems(problems)
        self.summary.show_problems(problems, heading)
        if problems or heading:
            self._scroll.ensureWidgetVisible(self.summary)

    def _may_discard(self) -> bool:
        ask = QMessageBox(self)
        ask.setWindowTitle(self.windowTitle())
        answer_f1(ask)
        ask.setTextFormat(Qt.TextFormat.PlainText)
        ask.setText("Discard what you typed?")
        discard = ask.addButton("Discard", QMessageBox.ButtonRole.DestructiveRole)
        keep = ask.addButton("Keep typing", QMessageBox.ButtonRole.RejectRole)
        ask.setDefaultButton(keep)
        ask.exec()
        return ask.clickedButton() is discard
