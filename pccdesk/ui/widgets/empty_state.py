"""What stands where there is nothing: one line why, one button what next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.sign import Sign

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
        self.setAccessibleName(f"{heading}. {line}")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 48, 32, 48)
        column.setSpacing(8)
        column.addStretch(1)
        picture = Sign(icon, _SIZE, lambda now: now.control_border)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
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
