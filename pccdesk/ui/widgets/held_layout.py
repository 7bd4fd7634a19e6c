"""What a layout of the program's own owes Qt before it places anything."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class HeldLayout(QLayout):
    """Holds its items in order, is as wide as there is room, and as high as that width makes it."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take up an item, last."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """Return the item at a place, or None beyond the last."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        """Give the item at a place away, or None beyond the last."""
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take the whole width, and no height that is not needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Tell that less width is more height."""
        return True
