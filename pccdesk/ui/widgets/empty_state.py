"""What stands where there is nothing: one line why, one button what next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pccdesk.ui import icons, theme
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label

_SIZE = 40


class EmptyState(QWidget):
    """A quiet picture, a heading, one line, and at most one button."""

    def __init__(
        self,
        icon: str,
        heading: str,
        line: str = "",
        *,
        button: str = "",
        clicked: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._icon = icon
        self.setAccessibleName(f"{heading}. {line}")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 48, 32, 48)
        column.setSpacing(8)
        column.addStretch(1)
        self._picture = QLabel()
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label(heading, "section"), 0, Qt.AlignmentFlag.AlignHCenter)
        if line:
            words = label(line, "muted", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        if button:
            made = push_button(button, kind="primary", clicked=clicked)
            column.addSpacing(8)
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        theme.theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        colour = theme.colours().control_border
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap(self._icon, colour, _SIZE, ratio))
