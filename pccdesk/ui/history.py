"""Where the officer has been, for Back and Forward."""

from pccdesk.ui.context import Target

_LONGEST = 100


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
        if target == self.here:
            return
        self._places = [*self._places[: self._at + 1], target][-_LONGEST:]
        self._at = len(self._places) - 1

    def back(self) -> Target:
        """Step to the earlier place and return it."""
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Target:
        """Step to the later place and return it."""
        self._at += 1
        return self._places[self._at]
