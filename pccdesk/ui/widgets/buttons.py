"""Buttons: verbs in one of five kinds, pressed with Enter as with Space."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from pccdesk.ui import icons
from pccdesk.ui.plain_text import plain_tip, plain_words

ButtonKind = Literal["primary", "secondary", "quiet", "danger", "link", "chip"]
_AIR = 4
"""Pixels between a button's icon and its word."""
INK = {
    "primary": "on_accent",
    "secondary": "text",
    "quiet": "text",
    "danger": "on_danger",
    "link": "link",
    "chip": "on_accent_soft",
}
"""The colour of a button's icon, as of its word, by the button's kind."""


def air_of(kind: ButtonKind) -> int:
    """Return the pixels after a button's icon; below nought before it, where it stands behind."""
    return -_AIR if kind == "chip" else _AIR


class PushButton(QPushButton):
    """A button that the mouse points at with a hand, and Enter presses where it has the keyboard.

    Qt leaves Enter to the dialog, so that Enter on “Cancel” pressed the main button instead.
    """

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand; not made before, as Qt's enumerations take a tenth of the start."""
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for Space."""
        super().keyPressEvent(_enter_as_space(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take Enter for Space."""
        super().keyReleaseEvent(_enter_as_space(event))


class ToolButton(QToolButton):
    """A small button that Enter presses where it has the keyboard; one with a menu opens it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for Space; Down opens a menu too."""
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Down and self.menu() is not None:
            self.showMenu()
            return
        super().keyPressEvent(_enter_as_space(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take Enter for Space."""
        super().keyReleaseEvent(_enter_as_space(event))


def _enter_as_space(event: QKeyEvent) -> QKeyEvent:
    from PySide6.QtCore import Qt

    held, keypad = event.modifiers(), Qt.KeyboardModifier.KeypadModifier
    alone = held in {Qt.KeyboardModifier.NoModifier, keypad}
    if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or not alone:
        return event
    return QKeyEvent(event.type(), Qt.Key.Key_Space, held, " ", event.isAutoRepeat())


def push_button(
    text: str,
    *,
    kind: ButtonKind = "secondary",
    icon: str = "",
    clicked: Callable[[], None] | None = None,
    tooltip: str = "",
    behind: bool = False,
) -> QPushButton:
    """Return a button whose text is a verb; at most one on a page is `primary`.

    `behind` puts the icon behind the word, as the arrow of what opens a menu.
    """
    made = PushButton(plain_words(text))
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setAutoDefault(kind == "primary")
    if tooltip:
        made.setToolTip(plain_tip(tooltip))
        made.setAccessibleDescription(tooltip)
    if icon:
        air = air_of(kind)
        icons.put(made, icon, INK[kind], -abs(air) if behind else air)
    if behind:
        from PySide6.QtCore import Qt

        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def reword(button: QPushButton, text: str) -> None:
    """Give a button that is shown already another verb, with the same air after its icon."""
    words = plain_words(text)
    button.setText(words if button.icon().isNull() else f" {words}")
    button.setAccessibleName(text)


def show_words(button: QPushButton, words: str) -> None:
    """Show a button's words beside its icon, or without any the icon alone, in the middle."""
    button.setText(plain_words(words))
    icons.let_stand_alone(button, alone=not words, air=_AIR)


def icon_button(icon: str, name: str, *, clicked: Callable[[], None] | None = None) -> QToolButton:
    """Return a button of one icon; `name` is its tooltip and what a screen reader says."""
    made = ToolButton()
    icons.put(made, icon)
    made.setAccessibleName(name)
    made.setToolTip(plain_tip(name))
    made.setProperty("focusPolicy", "StrongFocus")
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made
