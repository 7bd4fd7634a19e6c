"""Controls in lines, as words in a paragraph: what has no room goes on to the next line."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget, QWidgetItem

from pccdesk.ui.widgets.held_layout import HeldLayout


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

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        heights = [_height(line) for line in self._lines(width)]
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        """Return the room of one line with all."""
        shown = self._shown()
        width = sum(map(_least, shown)) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, _height(shown))

    def minimumSize(self) -> QSize:
        """Return the room of the widest alone."""
        return QSize(max(map(_least, self._shown()), default=0), _height(self._shown()))

    def setGeometry(self, room: QRect) -> None:
        """Place the items in lines within the room, from its top."""
        super().setGeometry(room)
        top = room.top()
        for line in self._lines(room.width()):
            self._place(line, QRect(room.left(), top, room.width(), _height(line)))
            top += _height(line) + self.spacing()

    def _place(self, line: list[QLayoutItem], room: QRect) -> None:
        left = room.left()
        spare = room.width() - sum(map(_least, line)) - self.spacing() * (len(line) - 1)
        for item in line:
            width = min(_least(item), room.width())
            if _expands(item) and spare > 0:
                wider = min(width + spare, item.maximumSize().width())
                spare, width = spare - (wider - width), wider
            item.setGeometry(QRect(left, room.top(), width, room.height()))
            left += width + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            if not lines or left + _least(item) > width:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += _least(item) + self.spacing()
        return lines

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]


def _expands(item: QLayoutItem) -> bool:
    widget = item.widget()
    expanding = QSizePolicy.Policy.Expanding
    return widget is not None and widget.sizePolicy().horizontalPolicy() == expanding


def _least(item: QLayoutItem) -> int:
    return (item.minimumSize() if _expands(item) else item.sizeHint()).width()


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
