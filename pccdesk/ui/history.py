"""Where the officer has been, for Back and Forward."""

from dataclasses import replace

from pccdesk.ui.context import Target

_LONGEST = 100
_ORDERS = 3
"""Lists whose order is kept: a list of a million takes 8 MB, and each reading of it another."""


class History:
    """A list of places and which of them is here."""

    def __init__(self) -> None:
        self._places: list[Target] = []
        self._at = -1

    @property
    def here(self) -> Target | None:
        """The place in front, or None before the first."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier place."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a later place."""
        return self._at + 1 < len(self._places)

    def go(self, target: Target) -> None:
        """Note a new place; what lay ahead is dropped, and the same place is noted once."""
        before = self._places[: self._at + 1]
        if target == self.here:
            self._places[self._at] = target  # the same place, perhaps come to from another list
            return
        self._places = _of_few_lists([*before, target][-_LONGEST:])
        self._at = len(self._places) - 1

    def back(self) -> Target:
        """Step to the earlier place and return it."""
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Target:
        """Step to the later place and return it."""
        self._at += 1
        return self._places[self._at]


def _of_few_lists(places: list[Target]) -> list[Target]:
    """Return places of which only those of the newest lists carry the order."""
    newest: list[int] = []
    kept = []
    for each in reversed(places):
        if each.order is not None and id(each.order) not in newest:
            newest.append(id(each.order))
        old = each.order is not None and id(each.order) not in newest[:_ORDERS]
        kept.append(replace(each, order=None) if old else each)
    return kept[::-1]
