"""A line to type in with a sign before the words or small buttons behind them.

Qt's own are 16 pixels large whatever the text is; these grow with it.
"""

from collections.abc import Callable

from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from pccdesk.ui import icons, theme
from pccdesk.ui.plain_text import plain_tip
from pccdesk.ui.widgets.sign import Sign

_SIGN, _AROUND, _EDGE = 16, 4, 5


class SignLine(QLineEdit):
    """As `QLineEdit`; what it is given stands within its frame, and no word runs beneath it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: Sign | None = None
        self._behind: list[QToolButton] = []
        theme.theme().changed.connect(self._place)

    def put_sign_before(self, icon: str) -> None:
        """Show a sign before the words, which tells nothing that the line's name does not."""
        self._before = Sign(icon, _SIGN, lambda now: now.muted)
        self._before.setParent(self)
        self._place()

    def put_button_behind(self, icon: str, name: str, clicked: Callable[[], None]) -> QToolButton:
        """Return a new button; the keyboard passes it by, so keys must do the same."""
        made = _LineButton(self)
        icons.put(made, icon)
        call(made, name)
        made.clicked.connect(lambda _checked=False: clicked())
        self._behind.append(made)
        self._place()
        return made

    def offer_emptying(self) -> None:
        """Show a button that empties the line while there is anything in it."""
        button = self.put_button_behind("x", "Empty this line", self._empty)

        def follow(text: str) -> None:
            button.setVisible(bool(text))
            self._place()

        follow(self.text())
        self.textChanged.connect(follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was given at its ends."""
        super().resizeEvent(event)
        self._place()

    def _empty(self) -> None:
        self.clear()
        self.setFocus()

    def _place(self) -> None:
        side = theme.scale().pixels(_SIGN) + _AROUND
        top = (self.height() - side) // 2
        if self._before is not None:
            self._before.setGeometry(_EDGE + _AROUND, top, side, side)
        behind = [each for each in self._behind if not each.isHidden()]
        for place, button in enumerate(behind, 1):
            button.setGeometry(self.width() - _EDGE - place * side, top, side, side)
        before = side if self._before is not None else 0
        self.setTextMargins(before, 0, len(behind) * side, 0)


class _LineButton(QToolButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "in a line")
        self.setProperty("focusPolicy", "NoFocus")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand in place of the line's; not made before, as the enumerations are slow."""
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


def call(button: QToolButton, name: str) -> None:
    """Give a button that shows no words its name."""
    button.setAccessibleName(name)
    button.setToolTip(plain_tip(name))
