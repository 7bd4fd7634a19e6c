"""How large a dialog opens: larger with larger text, and never larger than the screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pccdesk.ui import theme

_SHARE = 0.95
"""Share of the screen that a dialog may take."""


def grow_with_text(dialog: QWidget) -> None:
    """Give a window, sized for the usual text, the room that the present size of text takes."""
    screen = dialog.screen().availableGeometry().size() * _SHARE
    scale = theme.scale()
    wanted = QSize(scale.pixels(dialog.width()), scale.pixels(dialog.height()))
    dialog.resize(wanted.boundedTo(screen).expandedTo(dialog.size()))
