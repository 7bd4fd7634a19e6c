"""The only way a message reaches the officer: a bar above the page, and a list of problems."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.errors import DeskError, EnvironmentFailed, Fault, FieldProblem
from pccdesk.ui import icons
from pccdesk.ui.announcing import announce
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import from_left
from pccdesk.ui.widgets.buttons import ToolButton, push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.sign import Sign
from pccdesk.ui.widgets.tab_order import put_in_tab_order

_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.INFORMATION: "info",
    Tone.PROGRESS: "hourglass",
    Tone.SUCCESS: "circle-check",
    Tone.WARNING: "triangle-alert",
    Tone.ERROR: "circle-alert",
}
_SIGN, _MOST = 20, 3


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the officer, with at most one thing to do about it."""

    tone: Tone
    text: str
    action_text: str = ""
    action: Callable[[], None] | None = None


class Messages(QObject):
    """Where pages and jobs put their messages; the window shows them above the page."""

    posted = Signal(object)
    cleared = Signal()

    def success(
        self, text: str, action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say that something was done."""
        self.posted.emit(Message(Tone.SUCCESS, text, action_text, action))

    def information(
        self, text: str, action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say something worth knowing."""
        self.posted.emit(Message(Tone.INFORMATION, text, action_text, action))

    def warning(
        self, text: str, action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say what may be wrong, while letting it through."""
        self.posted.emit(Message(Tone.WARNING, text, action_text, action))

    def error(
        self, text: str, action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Say what was not done and what to do about it."""
        self.posted.emit(Message(Tone.ERROR, text, action_text, action))

    def tell(self, error: DeskError) -> None:
        """Show one of the program's errors: refusals warn, failures and faults are errors."""
        grave = isinstance(error, EnvironmentFailed | Fault)
        (self.error if grave else self.warning)(error.sentence)

    def clear(self) -> None:
        """Take every message away."""
        self.cleared.emit()


class MessageBar(QFrame):
    """One message: icon, sentence, optional action, Close; read out when it appears."""

    closed = Signal()

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = message
        self.setProperty("role", "message")
        self.setProperty("tone", message.tone.value)
        self.setAccessibleName(f"{message.tone.value.capitalize()}: {message.text}")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        sign = Sign(_ICONS[message.tone], _SIGN, lambda now: now.tone(message.tone).edge)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        text = label(from_left(message.text), wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(text, 1)
        if message.action is not None:
            action = push_button(message.action_text, kind="link", clicked=message.action)
            row.addWidget(action)
        row.addWidget(self._close_button())

    def announce(self) -> None:
        """Have a screen reader read the message now, whatever has the focus."""
        announce(self, self.accessibleName())

    def _close_button(self) -> ToolButton:
        close = ToolButton()
        close.setAccessibleName("Close this message")
        close.setToolTip("Close this message")
        icons.put(close, "x", "text")
        close.clicked.connect(self.closed)
        return close


class MessageArea(QWidget):
    """Stands above a page or form and shows the newest messages, three at most."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 6, 24, 8)
        self._column.setSpacing(6)
        self._bars: list[MessageBar] = []
        messages.posted.connect(self.show_message)
        messages.cleared.connect(self.clear)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Add one message on top; the same sentence is not shown twice."""
        for bar in [bar for bar in self._bars if bar.message.text == message.text]:
            self._drop(bar)
        for bar in self._bars[: max(0, len(self._bars) + 1 - _MOST)]:
            self._drop(bar)
        bar = MessageBar(message)
        bar.closed.connect(lambda: self._drop(bar))
        self._bars.append(bar)
        self._column.insertWidget(0, bar)
        self.show()
        bar.announce()

    def clear(self) -> None:
        """Take every message away."""
        for bar in list(self._bars):
            self._drop(bar)

    def texts(self) -> list[str]:
        """Return the sentences shown, oldest first."""
        return [bar.message.text for bar in self._bars]

    def _drop(self, bar: MessageBar) -> None:
        self._bars.remove(bar)
        bar.hide()
        bar.deleteLater()
        if not self._bars:
            self.hide()


class ErrorSummary(QFrame):
    """What must be mended before a form can be saved; each line jumps to its field."""

    jumped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setProperty("tone", Tone.ERROR.value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(4)
        self.hide()

    def show_problems(self, problems: tuple[FieldProblem, ...], heading: str = "") -> None:
        """List the problems that stop a save and take the focus; warnings are left out."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        stopping = [problem for problem in problems if not problem.warning]
        self.setVisible(bool(stopping) or bool(heading))
        if not stopping and not heading:
            return
        words = heading or "There is a problem"
        self._column.addWidget(label(from_left(words), "strong", wrap=True))
        stops: list[QWidget] = [self]
        for problem in stopping:
            line = push_button(problem.sentence, kind="link")
            line.clicked.connect(lambda _=False, field=problem.field: self.jumped.emit(field))
            self._column.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
            stops.append(line)
        put_in_tab_order(stops)
        self.setAccessibleName(". ".join([words, *(problem.sentence for problem in stopping)]))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.accessibleName())

    def clear(self) -> None:
        """Take the summary away."""
        self.show_problems(())
