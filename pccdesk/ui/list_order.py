"""The order of the list that an officer came from, which Next and Previous follow."""

import sys
from array import array
from collections.abc import Callable
from dataclasses import dataclass

from pccdesk.queries.records import Neighbours
from pccdesk.ui.context import Target


@dataclass(frozen=True, slots=True)
class PlaceInList:
    """Where a record stands: its place from 1, of how many, and which stand beside it."""

    place: int
    count: int
    beside: Neighbours

    @property
    def words(self) -> str:
        """The place as the window says it, such as “17 of 1,204”."""
        return f"{self.place:,} of {self.count:,}"


class ListOrder:
    """The numbers of all records of a list as it stood, shared and never copied.

    A list paints its first rows before it knows the rest: `fill` brings that, and whoever asked
    by `when_whole` is told.
    """

    def __init__(self, ids: "array[int]", *, whole: bool = True) -> None:
        self._ids = ids
        self._whole = whole
        self._waiting: list[Callable[[], object]] = []
        self._last = 0

    @property
    def whole(self) -> bool:
        """Whether the numbers of all records are known."""
        return self._whole

    def fill(self, ids: "array[int]") -> None:
        """Take up the numbers of all records."""
        self._ids, self._whole = ids, True
        waiting, self._waiting = self._waiting, []
        for tell in waiting:
            tell()

    def when_whole(self, tell: Callable[[], object]) -> None:
        """Have somebody told once all numbers are known; nothing if they are."""
        if not self._whole:
            self._waiting.append(tell)

    def place_of(self, record_id: int) -> PlaceInList | None:
        """Return where a record stands, or None if it is not in the list."""
        row = self._row_of(record_id)
        if row < 0:
            return None
        self._last = row
        before = self._ids[row - 1] if row else None
        after = self._ids[row + 1] if row + 1 < len(self._ids) else None
        return PlaceInList(row + 1, len(self._ids), Neighbours(before, after))

    def _row_of(self, record_id: int) -> int:
        # One goes from record to record, so the next is nearly always beside the last.
        for row in range(max(self._last - 1, 0), min(self._last + 2, len(self._ids))):
            if self._ids[row] == record_id:
                return row
        return row_in(self._ids, record_id)


def row_in(ids: "array[int]", record_id: int) -> int:
    """Return where a number stands in the numbers of all rows, or -1.

    Only where the lowest byte is the same is the number itself looked at: of a million
    `array.index` makes a Python number each, which takes ten times as long.
    """
    lowest = 0 if sys.byteorder == "little" else ids.itemsize - 1
    lows, low = ids.tobytes()[lowest :: ids.itemsize], record_id & 0xFF
    row = lows.find(low)
    while row >= 0 and ids[row] != record_id:
        row = lows.find(low, row + 1)
    return row


def each_once(numbers: "array[int]", row: int, record_id: int) -> "array[int]":
    """Return the numbers of a list whose records come more than once, each of them once.

    Of the rows that open one record, the nearest to the row that was opened counts. That row is
    looked for anew if its record is not where it was.
    """
    if not (0 <= row < len(numbers) and numbers[row] == record_id):
        row = row_in(numbers, record_id)
    if row < 0:
        return array("q", (record_id,))
    seen = bytearray(max(numbers) + 1)  # a set of them would be thirty times as large
    seen[record_id] = 1
    after, before = array("q", (record_id,)), array("q")
    for far in range(1, max(row, len(numbers) - row - 1) + 1):
        for found, place in ((after, row + far), (before, row - far)):
            if 0 <= place < len(numbers) and not seen[number := numbers[place]]:
                seen[number] = 1
                found.append(number)
    before.reverse()
    return before + after


def place_in_list(target: Target) -> PlaceInList | None:
    """Return where a place's record stands in the list that the officer came from, if in any."""
    if target.order is None or target.record_id is None:
        return None
    return target.order.place_of(target.record_id)


def beside_in_list(target: Target) -> Neighbours:
    """Return the records before and after a place's in its list; neither where it has none."""
    place = place_in_list(target)
    return place.beside if place else Neighbours()
