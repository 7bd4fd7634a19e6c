"""An icon of the program's own set that stands by itself, as large as the text around it wants."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from pccdesk.ui import icons, theme
from pccdesk.ui.palettes import Colours


class Sign(QLabel):
    """Draws `icon`, `size` pixels square at the usual size of text, in a colour of the palette."""

    def __init__(self, icon: str, size: int, colour: Callable[[Colours], str]) -> None:
        super().__init__()
        self._icon, self._size, self._colour = icon, size, colour
        theme.theme().changed.connect(self.draw)
        self.draw()

    def draw(self) -> None:
        """Draw as the theme and the size of text are now."""
        side = theme.scale().pixels(self._size)
        colour = self._colour(theme.colours())
        self.setPixmap(icons.pixmap(self._icon, colour, side, self.devicePixelRatioF()))
