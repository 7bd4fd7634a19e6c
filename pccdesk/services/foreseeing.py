"""What a change to many records would do, told before it is made."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

_NAMED = 200
"""How many of those that are left out are named; the rest are counted."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Foreseen:
    """How many will be done and the sum of their money in pounds; which are left out, and why.

    `skipped` names the first ones of `skipped_count`, each with its sentence; `parts` says how the
    sum is made up: what of, how many, and their money.
    """

    count: int
    total: Decimal
    skipped: tuple[tuple[str, str], ...] = ()
    skipped_count: int = 0
    parts: tuple[tuple[str, int, Decimal], ...] = ()


@dataclass(slots=True)
class Foreseeing:
    """Counts while records are looked through."""

    _count: int = 0
    _total: Decimal = Decimal(0)
    _skipped: list[tuple[str, str]] = field(default_factory=list)
    _skipped_count: int = 0

    def do(self, amount: Decimal) -> None:
        """Count a record that will be done, with its money."""
        self._count += 1
        self._total += amount

    def skip(self, name: str, why: str) -> None:
        """Count a record that is left out, and name it while there are not too many."""
        self._skipped_count += 1
        if len(self._skipped) < _NAMED:
            self._skipped.append((name, why))

    def foreseen(self) -> Foreseen:
        """Return what was counted."""
        return Foreseen(self._count, self._total, tuple(self._skipped), self._skipped_count)


def in_pieces(ids: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Return numbers by the few hundred, as one query takes them."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
