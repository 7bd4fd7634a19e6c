"""Tabs whose bar has the whole width, and beside whose pages something stands that stays."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

_SHEET = """
QTabBar::tab { margin-right: 16px; }
QTabBar QToolButton { padding: 0; border-radius: 0; background: palette(window); }
"""
"""The arrows that come with larger text have room to be seen. No colour of its own."""
_SIDE = 24
"""Pixels at the side, so that the bar begins where the cards of the pages do."""


class WideTabs(QWidget):
    """As `QTabWidget`, whose names and keys it keeps, but the bar runs above what is `beside` too.

    Beside the pages alone nine words would not fit a usual screen.
    """

    changed = Signal(int)

    def __init__(self, name: str, beside: QWidget) -> None:
        super().__init__()
        self.bar = QTabBar()
        self.bar.setDocumentMode(True)
        self.bar.setExpanding(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideNone)
        self.bar.setUsesScrollButtons(True)
        self.bar.setStyleSheet(_SHEET)
        self.bar.setAccessibleName(name)
        self.stack = QStackedWidget()
        self.bar.currentChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(_SIDE, 0, _SIDE, 0)
        head.addWidget(self.bar, 1)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.stack, 1)
        row.addWidget(beside)
        column.addLayout(row, 1)

    def addTab(self, page: QWidget, words: str) -> int:
        """Add a page behind the others; return its place."""
        self.stack.addWidget(page)
        return self.bar.addTab(words)

    def currentIndex(self) -> int:
        """Return the place of the page in front."""
        return self.bar.currentIndex()

    def currentWidget(self) -> QWidget | None:
        """Return the page in front."""
        return self.stack.currentWidget()

    def setCurrentWidget(self, page: QWidget) -> None:
        """Bring a page to the front."""
        self.bar.setCurrentIndex(self.stack.indexOf(page))

    def tabText(self, place: int) -> str:
        """Return the words of a tab."""
        return self.bar.tabText(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another tab with Ctrl+Tab."""
        if not turned(self.bar, event):
            super().keyPressEvent(event)

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.changed.emit(place)


def turned(bar: QTabBar, event: QKeyEvent) -> bool:
    """Go to the next tab with Ctrl+Tab, back with Shift, round at either end; tell whether so."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    if not control or event.key() not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
        return False
    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    back = event.key() == Qt.Key.Key_Backtab or bool(shift)
    bar.setCurrentIndex((bar.currentIndex() + (-1 if back else 1)) % bar.count())
    return True
