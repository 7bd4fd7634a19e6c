"""The bar under the form that saves, and the bar above it that offers a recovered draft."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pccdesk.ui.plain_text import plain_tip
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import ElidedLabel, label

_A_NEW_ONE = "Save, and begin a new one (Ctrl+Shift+N)"
_TO_THE_NEXT = "Save, and change the next one of the list (Ctrl+Shift+N)"


class SaveBar(QFrame):
    """What is unsaved, and the ways to save it."""

    def __init__(
        self, save: Callable[[], None], and_next: Callable[[], None], receive: Callable[[], None]
    ) -> None:
        super().__init__()
        rule = QFrame()
        rule.setProperty("role", "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(8)
        self._state = ElidedLabel("", "muted")
        row.addWidget(self._state, 1)
        self.save = push_button("Save draft", clicked=save, tooltip="Ctrl+S")
        self.next = push_button("Save and next", clicked=and_next, tooltip=_A_NEW_ONE)
        self.receive = push_button(
            "Save and mark as received", kind="primary", clicked=receive, tooltip="Ctrl+Return"
        )
        for button in (self.save, self.next, self.receive):
            row.addWidget(button)

    def say(self, text: str) -> None:
        """Say how the form stands: saved, changed, kept."""
        self._state.set_full_text(text)

    def text(self) -> str:
        """Return what is said."""
        return self._state.full_text()

    def show_for(self, *, draft: bool, follows: bool) -> None:
        """Offer what the stage allows: a received application is only saved.

        `follows` tells that the list has another record, to which “Save and next” goes.
        """
        self.save.setText("Save draft" if draft else "Save changes")
        self.save.setAccessibleName(self.save.text())
        self.receive.setVisible(draft)
        self.next.setVisible(draft or follows)
        self.next.setToolTip(plain_tip(_TO_THE_NEXT if follows else _A_NEW_ONE))
        self.next.setAccessibleDescription(self.next.toolTip())

    def set_busy(self, *, busy: bool) -> None:
        """Grey the buttons out while a save runs."""
        for button in (self.save, self.next, self.receive):
            button.setEnabled(not busy)


class RecoveryBar(QFrame):
    """Offers what was typed before the program last ended without saving it."""

    taken = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setProperty("tone", "information")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(16)
        self._words = label("", wrap=True)
        row.addWidget(self._words, 1)
        for text, signal in (("Continue with it", self.taken), ("Discard it", self.dropped)):
            button = push_button(text, kind="link")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit())
            row.addWidget(button)
        self.hide()

    def offer(self, words: str) -> None:
        """Show the bar."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def text(self) -> str:
        """Return what is offered."""
        return self._words.text()
