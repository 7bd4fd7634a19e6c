"""Buttons: verbs in one of five kinds."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QToolButton

from pccdesk.ui import icons
from pccdesk.ui.plain_text import plain_tip, plain_words

ButtonKind = Literal["primary", "secondary", "quiet", "danger", "link", "chip"]
_AIR = 4
"""Pixels between a button's icon and its word."""
_INK = {"primary": "on_accent", "danger": "on_danger", "link": "link", "chip": "on_accent_soft"}


class PushButton(QPushButton):
    """A button that the mouse points at with a hand."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand; not made before, as Qt's enumerations take a tenth of the start."""
        from PySide6.QtCore import Qt

        self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)


def push_button(
    text: str,
    *,
    kind: ButtonKind = "secondary",
    icon: str = "",
    clicked: Callable[[], None] | None = None,
    tooltip: str = "",
) -> QPushButton:
    """Return a button whose text is a verb; at most one on a page is `primary`."""
    made = PushButton(plain_words(text))
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setAutoDefault(kind == "primary")
    if tooltip:
        made.setToolTip(plain_tip(tooltip))
        made.setAccessibleDescription(tooltip)
    if icon:
        made.setIconSize(QSize(16 + _AIR, 16))
        icons.put(made, icon, _INK.get(kind, "text"), _AIR)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def reword(button: QPushButton, text: str) -> None:
    """Give a button that is shown already another verb, with the same air after its icon."""
    words = plain_words(text)
    button.setText(words if button.icon().isNull() else f" {words}")
    button.setAccessibleName(text)


def icon_button(icon: str, name: str, *, clicked: Callable[[], None] | None = None) -> QToolButton:
    """Return a button of one icon; `name` is its tooltip and what a screen reader says."""
    made = QToolButton()
    icons.put(made, icon)
    made.setAccessibleName(name)
    made.setToolTip(plain_tip(name))
    made.setProperty("focusPolicy", "StrongFocus")
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made
