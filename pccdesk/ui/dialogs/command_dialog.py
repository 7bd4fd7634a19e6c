"""The dialog that asks for what a service needs: it returns a frozen command and never saves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from pccdesk.domain.errors import DeskError, FieldProblem, Refused, Stale
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_foot import SIDE, add_foot, dialog_column
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.form.typed import put_back, typed_in
from pccdesk.ui.messages import ErrorSummary, Message, MessageBar
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import from_left
from pccdesk.ui.widgets.buttons import ButtonKind, push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.tab_order import go_on

_NARROW, _WIDE = QSize(660, 560), QSize(1160, 690)


@dataclass(frozen=True, slots=True)
class DialogWords:
    """What a dialog says: its title, a line under it, the button's verb and that button's kind."""

    title: str
    line: str
    verb: str
    kind: ButtonKind = "primary"


@dataclass(frozen=True, slots=True)
class LeftTyped:
    """What stood in a form that was closed: its values, and letter for letter what is no value."""

    values: dict[str, Any]
    texts: dict[str, Any]


class CommandDialog(QDialog):
    """Heading, error summary, form, Cancel and one verb; stays open until the service has agreed.

    `above` is room for what must stay in sight while the form scrolls.

    `submitted` carries the command. Whoever opened the dialog runs the service, then calls
    `accept`, or `show_error` with the refusal. Esc closes; `typed` has what to put back.
    """

    submitted = Signal(object)

    def __init__(
        self, words: DialogWords, parent: QWidget | None = None, beside: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._busy = False
        self._opened_with: dict[str, Any] = {}
        self._opened_text: dict[str, Any] = {}
        self.setWindowTitle(words.title)
        self.setModal(True)
        answer_f1(self)
        self._grown = False
        self.summary = ErrorSummary()
        self.summary.jumped.connect(self._jump)
        self.form = Form()
        self.above = QVBoxLayout()
        self.notices = QVBoxLayout()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._form_side())
        self.verb = push_button(words.verb, kind=words.kind, clicked=self.submit)
        self.cancel = push_button("Cancel", clicked=self.reject)
        self._lay_out(beside)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        self.resize(_NARROW if beside is None else _WIDE)

    def command(self) -> object:
        """Return the frozen command; raises `Refused` with the fields' problems."""
        return self.form.values()

    def review(self, command: object) -> tuple[tuple[str, str], ...]:  # noqa: ARG002 - for others
        """Return the answers to check before the command is sent; none: send it at once."""
        return ()

    def submit(self) -> None:
        """Check what was typed; then show the answers to check, or send the command."""
        if self._busy:
            return
        try:
            self._require_readable()
            command = self.command()
        except Refused as refused:
            self.show_error(refused)
            return
        self.summary.clear()
        self.form.show_problems(())
        answers = self.review(command)
        if answers and self.stack.currentIndex() == 0:
            self._show_answers(answers)
            return
        self._set_busy(busy=True)
        self.submitted.emit(command)

    def show_error(self, error: DeskError, reload: Callable[[], None] | None = None) -> None:
        """Say why nothing was saved; what was typed stays, and each problem jumps to its field."""
        self._set_busy(busy=False)
        self._show_form()
        problems = error.problems if isinstance(error, Refused) else ()
        if isinstance(error, Stale) and reload is not None:
            self.summary.clear()
            self.tell(Message(Tone.WARNING, error.sentence, "Reload", reload))
            return
        self.form.show_problems(problems)
        known = tuple(each for each in problems if self.form_has(each.field))
        self.summary.show_problems(known, "" if known else error.sentence)
        self._scroll.verticalScrollBar().setValue(0)

    def tell(self, message: Message) -> None:
        """Show a message above the form, in place of an earlier one."""
        while (item := self.notices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        bar = MessageBar(message)
        self.notices.addWidget(bar)
        bar.announce()

    def widen(self, widest: int) -> None:
        """Let the form be wider than a column of text, for what stands side by side."""
        self._scroll.set_widest(widest)

    def ready(self) -> None:
        """Take the form as it now stands for what the dialog opened with; the last of building."""
        self._opened_with = self.form.values()
        self._opened_text = self._text()

    def typed(self) -> dict[str, Any] | None:
        """Return what was typed if it differs from what the dialog opened with, else None."""
        values = self.form.values()
        return values if values != self._opened_with else None

    def left(self) -> LeftTyped | None:
        """Return what is to stand here again after Esc; None where nothing changed."""
        texts = self.text_typed()
        return None if texts is None else LeftTyped(self.form.values(), texts)

    def text_typed(self) -> dict[str, Any] | None:
        """Return the form letter for letter, to be kept in a file; None where nothing changed."""
        text = self._text()
        return text if text != self._opened_text or self.typed() is not None else None

    def _text(self) -> dict[str, Any]:
        return {name: typed_in(self.form.control(name)) for name in self.form.names()}

    def recover(self, words: str, kept: dict[str, Any], dropped: Callable[[], None]) -> None:
        """Show what a crash left, saying from when it is; “Discard it” starts afresh."""
        clean = self._opened_with
        for name, typed in kept.items():
            if name in self.form.names() and typed is not None:
                put_back(self.form.control(name), typed)

        def discard() -> None:
            self.form.set_values(clean)
            dropped()

        self.tell(Message(Tone.INFORMATION, words, "Discard it", discard))

    def put_back(self, left: LeftTyped) -> None:
        """Show what was typed before the dialog was closed without sending it."""
        clean = self._opened_with
        self.form.set_values(left.values)
        for name, typed in left.texts.items():  # such as a day that does not exist
            if typed is not None:
                put_back(self.form.control(name), typed)
        self.tell(
            Message(
                Tone.INFORMATION,
                "What you typed before is still here.",
                "Start afresh",
                lambda: self.form.set_values(clean),
            )
        )

    def form_has(self, field: str) -> bool:
        """Tell whether a problem's field stands in the form."""
        own = field.partition("[")[0].partition(".")[0]
        return own in self.form.names() or field in self.form.names()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the first field."""
        super().showEvent(event)
        if not self._grown:
            self._grown = True
            grow_with_text(self)
        if self.form.names():
            self.form.focus_field(self.form.names()[0])
        else:
            self.verb.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go as one reads: a problem's line, then the form, then what stands beside it."""
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def _jump(self, field: str) -> None:
        self.form.focus_field(field)
        own = field if field in self.form.names() else field.partition(".")[0]
        if own in self.form.names():
            self._scroll.ensureWidgetVisible(self.form.field(own))

    def _require_readable(self) -> None:
        found = []
        for name in self.form.names():
            ask = getattr(self.form.control(name), "problem", None)
            if ask is not None and (sentence := ask()):
                found.append(FieldProblem(name, sentence))
        if found:
            raise Refused(found[0].sentence, tuple(found))

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.verb.setEnabled(not busy)

    def _show_answers(self, answers: tuple[tuple[str, str], ...]) -> None:
        card = Card("Check your answers")
        card.add(FactsGrid(answers))
        change = push_button("Change", kind="link", clicked=self._show_form)
        card.column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        column = ScrollColumn()
        column.add(card)
        column.column.addStretch(1)
        self.stack.addWidget(column)
        self.stack.setCurrentWidget(column)
        self.verb.setText(self.final_verb())
        self.verb.setAccessibleName(self.final_verb())
        self.verb.setFocus(Qt.FocusReason.OtherFocusReason)

    def final_verb(self) -> str:
        """Return the button's word once the answers are checked."""
        return self._words.verb

    def _show_form(self) -> None:
        while self.stack.count() > 1:
            if (old := self.stack.widget(1)) is not None:
                self.stack.removeWidget(old)
                old.deleteLater()
        self.verb.setText(self._words.verb)
        self.verb.setAccessibleName(self._words.verb)

    def _form_side(self) -> QWidget:
        self._scroll = ScrollColumn()
        self._scroll.add(self.summary)
        self._scroll.add(self.form)
        self._scroll.column.addStretch(1)
        return self._scroll

    def _lay_out(self, beside: QWidget | None) -> None:
        column = dialog_column(self)
        heading = QVBoxLayout()
        heading.setContentsMargins(SIDE, 0, SIDE, 0)
        heading.setSpacing(4)
        heading.addWidget(label(self._words.title, "title", wrap=True))
        if self._words.line:
            heading.addWidget(label(from_left(self._words.line), "muted", wrap=True))
        heading.addLayout(self.above)
        heading.addLayout(self.notices)
        column.addLayout(heading)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.stack)
        if beside is not None:
            sides.addWidget(beside)
            sides.setSizes([600, 520])
        column.addWidget(sides, 1)
        add_foot(column, self.cancel, self.verb)
