"""What the search index keeps of a record, and how records of all nouns are numbered in it."""

from dataclasses import dataclass

_PER_NOUN = 1 << 40


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of one record: tokens of its head, and its other tokens."""

    id: int
    head: str
    words: str


def entry_id(noun: int, number: int) -> int:
    """Return the entry's number of a noun's record; newer records have higher ones."""
    return noun * _PER_NOUN + number


def noun_and_number(entry: int) -> tuple[int, int]:
    """Return the noun and the record's own number of an entry."""
    return divmod(entry, _PER_NOUN)


def bounds(noun: int) -> tuple[int, int]:
    """Return the lowest and highest entry that a noun can have."""
    return noun * _PER_NOUN, (noun + 1) * _PER_NOUN - 1
