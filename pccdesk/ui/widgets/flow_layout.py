"""Controls in lines, as words in a paragraph: what has no room goes on to the next line."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget, QWidgetItem

from pccdesk.ui.widgets.held_layout import Held, HeldLayout

Line = list[tuple[Held, int]]
"""What stands in one line, each with the width that it takes at least."""


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
        widths = [width for _held, width in self._shown()]
        return QSize(sum(widths) + self.spacing() * max(0, len(widths) - 1), _height(self._shown()))

    def widest(self) -> QSize:
        """Return the room of the widest alone."""
        shown = self._shown()
        return QSize(max((width for _held, width in shown), default=0), _height(shown))

    def setGeometry(self, room: QRect) -> None:
        """Place the items in lines within the room, from its top."""
        super().setGeometry(room)
        top = room.top()
        for line in self._lines(room.width()):
            self._place(line, QRect(room.left(), top, room.width(), _height(line)))
            top += _height(line) + self.spacing()

    def _place(self, line: Line, room: QRect) -> None:
        left = room.left()
        spare = room.width() - sum(least for _held, least in line)
        spare -= self.spacing() * (len(line) - 1)
        for (item, *_sizes), least in line:
            width = min(least, room.width())
            if spare > 0 and _expands(item):
                wider = min(width + spare, item.maximumSize().width())
                spare, width = spare - (wider - width), wider
            item.setGeometry(QRect(left, room.top(), width, room.height()))
            left += width + self.spacing()

    def _lines(self, width: int) -> list[Line]:
        between = self.spacing()
        lines: list[Line] = []
        left = 0
        for each in self._shown():
            if not lines or left + each[1] > width:
                lines.append([])
                left = 0
            lines[-1].append(each)
            left += each[1] + between
        return lines

    def _shown(self) -> Line:
        return [(each, _width(each)) for each in self.held()]


def _expands(item: QLayoutItem) -> bool:
    widget = item.widget()
    expanding = QSizePolicy.Policy.Expanding
    return widget is not None and widget.sizePolicy().horizontalPolicy() == expanding


def _width(held: Held) -> int:
    return (held.least if _expands(held.item) else held.hint).width()


def _height(line: Line) -> int:
    return max((held.hint.height() for held, _width in line), default=0)
