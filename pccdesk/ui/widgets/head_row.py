"""A heading with its buttons beside it, or below it in as many lines as they need."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from pccdesk.ui.widgets.held_layout import HeldLayout

_BETWEEN = 8


class HeadRow(HeldLayout):
    """The first widget takes what the others leave on the line; those that do not fit go below."""

    def __init__(self, heading: QWidget, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        for each in (heading, *buttons):
            self.addWidget(each)

    def height_at(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put every widget into its place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def one_line(self) -> QSize:
        """Return the room of one line."""
        sizes = [each.hint for each in self.held()]
        wide = sum(size.width() for size in sizes) + _BETWEEN * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def widest(self) -> QSize:
        """Return the room of the widest widget alone."""
        sizes = [each.least for each in self.held()]
        widest = max((size.width() for size in sizes), default=0)
        return QSize(widest, max((size.height() for size in sizes), default=0))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        held = self.held()
        if not held:
            return 0
        heading, *buttons = held
        sizes = [each.hint for each in buttons]
        taken = sum(size.width() + _BETWEEN for size in sizes)
        beside = heading.least.width() + taken <= rect.width()
        wide = rect.width() - taken if beside else rect.width()
        tall = _height(heading.item, wide)
        if beside:
            tall = max([tall, *(size.height() for size in sizes)])
        if move:
            heading.item.setGeometry(QRect(rect.topLeft(), QSize(wide, tall)))
        left = rect.left() + wide + _BETWEEN if beside else rect.left()
        top = rect.top() + (0 if beside else tall + _BETWEEN)
        bottom = rect.top() + tall
        for button, size in zip(buttons, sizes, strict=True):
            if left > rect.left() and left + size.width() > rect.left() + rect.width():
                left, top = rect.left(), bottom + _BETWEEN
            air = (tall - size.height()) // 2 if beside else 0
            if move:
                button.item.setGeometry(QRect(QPoint(left, top + air), size))
            left += size.width() + _BETWEEN
            bottom = max(bottom, top + (tall if beside else size.height()))
        return bottom - rect.top()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
