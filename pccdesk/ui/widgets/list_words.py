"""What a list says of itself and of its rows."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a list says: its name, how its rows are called, and what stands where none is."""

    name: str
    one: str
    many: str
    hint: str
    empty: str
    empty_line: str
    icon: str = "inbox"
    next_step: str = ""
    take_next_step: Callable[[], None] | None = None
