"""What was typed into parts of a form that the chosen fund does not ask for.

It comes back with the fund that asks for it: a round may be chosen by mistake.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

_Typed = Mapping[str, Any]


class _Part(Protocol):
    code: str

    def typed(self) -> dict[str, Any]: ...
    def put_typed(self, kept: Any) -> None: ...


class SetAside:
    """What was typed, by section and field, as sections and drafts have it."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def take(self, sections: Sequence[_Part]) -> None:
        """Keep what is typed in sections that are about to go."""
        going: dict[str, Any] = {each.code: each.typed() for each in sections}
        self._kept = _both(self._kept, _said(going))

    def give_back(self, section: _Part) -> None:
        """Put what is kept of a new section into it."""
        kept = self._kept.pop(section.code, {})
        section.put_typed(kept)
        if left := _without(kept, section.typed()):
            self._kept[section.code] = left

    def replace(self, typed: _Typed, shown: _Typed) -> None:
        """Keep what a draft has and the sections that are there do not show, and nothing else."""
        self._kept = _said(_without(typed, shown))

    def beside(self, shown: _Typed) -> dict[str, Any]:
        """Return what is typed in the sections that are there, and all that is kept besides."""
        return _both(self._kept, shown)


def _both(kept: _Typed, now: _Typed) -> dict[str, Any]:
    both = {**kept, **now}
    for name in kept.keys() & now.keys():
        if isinstance(kept[name], Mapping) and isinstance(now[name], Mapping):
            both[name] = _both(kept[name], now[name])
    return both


def _without(kept: _Typed, shown: _Typed) -> dict[str, Any]:
    """Return what is kept of the fields that are not shown."""
    left = {name: value for name, value in kept.items() if name not in shown}
    for name in kept.keys() & shown.keys():
        if isinstance(kept[name], Mapping) and isinstance(shown[name], Mapping):
            left[name] = _without(kept[name], shown[name])
    return {name: value for name, value in left.items() if value}


def _said(typed: _Typed) -> dict[str, Any]:
    """Return what is not empty: a fund that was only looked at leaves nothing to be saved."""
    found = {
        name: _said(value) if isinstance(value, Mapping) else value for name, value in typed.items()
    }
    return {name: value for name, value in found.items() if value}
