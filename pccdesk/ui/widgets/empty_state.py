"""What stands where there is nothing: one line why, one button what next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.sign import Sign

_SIZE, _AIR, _LITTLE_AIR = 40, 48, 4


class EmptyState(QWidget):
    """A quiet picture, a heading, one line, and at most one button.

    One that `may_shrink` stands where nothing scrolls, and lets its air go before its words.
    """

    def __init__(
        self,
        icon: str,
        heading: str,
        line: str = "",
        *,
        button: str = "",
        clicked: Callable[[], None] | None = None,
        may_shrink: bool = False,
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"{heading}. {line}")
        column = QVBoxLayout(self)
        self._column, self._may_shrink = column, may_shrink
        column.setContentsMargins(32, _AIR, 32, _AIR)
        column.setSpacing(8)
        column.addStretch(1)
        self._sign = Sign(icon, _SIZE, lambda now: now.control_border)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the air and then the sign out where the words would not have their room."""
        super().resizeEvent(event)
        if not self._may_shrink:
            return
        around = self._column.contentsMargins()
        words = self._column.totalMinimumHeightForWidth(self.width()) - around.top() * 2
        sign = self._sign.sizeHint().height() + self._column.spacing()
        if not self._sign.isHidden():
            words -= sign
        room = self.height() - words
        self._sign.setVisible(room >= sign + 2 * _LITTLE_AIR)
        air = _AIR if room >= sign + 2 * _AIR else _LITTLE_AIR
        if air != around.top():
            self._column.setContentsMargins(around.left(), air, around.right(), air)
