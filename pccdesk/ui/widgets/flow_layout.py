"""Controls in lines, as words in a paragraph: what has no room goes on to the next line."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget, QWidgetItem

from pccdesk.ui.widgets.held_layout import Held, HeldLayout


class FlowLayout(HeldLayout):
    """Each control has the width it asks for; one that expands takes what its line leaves."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """Put a widget in before the one that has this place now."""
        self.addChildWidget(widget)
        self._items.insert(place, QWidgetItem(widget))
        self.invalidate()

    def height_at(self, width: int) -> int:
        """Return the height of all lines at a width."""
        heights = [_height(line) for line in self._lines(width)]
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def one_line(self) -> QSize:
        """Return the room of one line with all."""
        shown = self.held()
        width = sum(each.width for each in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, _height(shown))

    def widest(self) -> QSize:
        """Return the room of the widest alone."""
        shown = self.held()
        return QSize(max((each.width for each in shown), default=0), _height(shown))

    def setGeometry(self, room: QRect) -> None:
        """Place the items in lines within the room, from its top."""
        super().setGeometry(room)
        top = room.top()
        for line in self._lines(room.width()):
            self._place(line, QRect(room.left(), top, room.width(), _height(line)))
            top += _height(line) + self.spacing()

    def _place(self, line: list[Held], room: QRect) -> None:
        left, between = room.left(), self.spacing()
        spare = room.width() - sum(each.width for each in line) - between * (len(line) - 1)
        for each in line:
            width = min(each.width, room.width())
            if each.expands and spare > 0:
                wider = min(width + spare, each.item.maximumSize().width())
                spare, width = spare - (wider - width), wider
            each.item.setGeometry(QRect(left, room.top(), width, room.height()))
            left += width + between

    def _lines(self, width: int) -> list[list[Held]]:
        between = self.spacing()
        lines: list[list[Held]] = []
        left = 0
        for each in self.held():
            if not lines or left + each.width > width:
                lines.append([])
                left = 0
            lines[-1].append(each)
            left += each.width + between
        return lines


def _height(line: list[Held]) -> int:
    return max((each.hint.height() for each in line), default=0)
