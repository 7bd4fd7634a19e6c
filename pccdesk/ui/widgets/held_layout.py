"""What a layout of the program's own owes Qt before it places anything."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy


class Held(NamedTuple):
    """An item in sight, with the room that it asks for, the least, and whether it takes more."""

    item: QLayoutItem
    hint: QSize
    least: QSize
    expands: bool

    @property
    def width(self) -> int:
        """The width that it is given on a line, in pixels, before what is left over."""
        return (self.least if self.expands else self.hint).width()


class HeldLayout(QLayout):
    """Holds its items in order, is as wide as there is room, and as high as that width makes it.

    What its items ask for is asked once, and kept until Qt says that something in it changed: a
    page that is laid out asks a layout for its height a hundred times.
    """

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._held: list[Held] | None = None
        self._heights: dict[int, int] = {}
        self._hint: QSize | None = None
        self._least: QSize | None = None

    def addItem(self, item: QLayoutItem) -> None:
        """Take up an item, last."""
        self._items.append(item)
        self._forget()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """Return the item at a place, or None beyond the last."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        """Give the item at a place away, or None beyond the last."""
        self._forget()
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def invalidate(self) -> None:
        """Ask every item anew, as Qt does once one of them changed, came or went."""
        self._forget()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Take the whole width, and no height that is not needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Tell that less width is more height."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        if width not in self._heights:
            self._heights[width] = self.height_at(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the room of one line with all."""
        if self._hint is None:
            self._hint = self.one_line()
        return self._hint

    def minimumSize(self) -> QSize:
        """Return the room of the widest alone."""
        if self._least is None:
            self._least = self.widest()
        return self._least

    def height_at(self, width: int) -> int:
        """Return the height of all lines at a width; asked once for each."""
        raise LookupError(f"{type(self).__name__} at {width}")

    def one_line(self) -> QSize:
        """Return the room of one line with all; asked once."""
        raise LookupError(type(self).__name__)

    def widest(self) -> QSize:
        """Return the room of the widest alone; asked once."""
        raise LookupError(type(self).__name__)

    def held(self) -> list[Held]:
        """Return the items in sight in their order."""
        if self._held is None:
            self._held = [
                Held(item, item.sizeHint(), item.minimumSize(), _expands(item))
                for item in self._items
                if not item.isEmpty()
            ]
        return self._held

    def _forget(self) -> None:
        self._held = self._hint = self._least = None
        self._heights.clear()


def _expands(item: QLayoutItem) -> bool:
    widget = item.widget()
    expanding = QSizePolicy.Policy.Expanding
    return widget is not None and widget.sizePolicy().horizontalPolicy() == expanding
