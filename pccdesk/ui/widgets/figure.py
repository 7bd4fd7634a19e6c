"""A number that stands in a column of numbers, each before its words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel


class Figure(QLabel):
    """A count, set to the right in the width of the widest count of its column.

    The width is worked out from the font that it has, so that it follows the text's size.
    """

    def __init__(self, count: int, widest: int) -> None:
        super().__init__(f"{count:,}")
        # Two places at least, and every digit as the widest: a column keeps its edge as counts
        # change a little.
        self._room = "".join("8" if each.isdigit() else each for each in f"{max(widest, 10):,}")
        self.setProperty("type", "figure")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        """Return the room of the column's widest count."""
        hint = super().sizeHint()
        return QSize(max(hint.width(), self._column_width()), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same room: a number is never cut short."""
        return self.sizeHint()

    def _column_width(self) -> int:
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self._room) + 2
        return max(width, 40) + margins.left() + margins.right()
