"""A saved view of a list: what it is narrowed to, which columns it shows, how it is sorted."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from pccdesk.domain.errors import FieldProblem, Refused

LONGEST_NAME = 60
_MOST = 500
_WIDEST = 10_000
_UNREADABLE = "This view cannot be read any more. Delete it and save it anew."


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """One column of a view: its key, its width in pixels at usual text size, whether it shows."""

    key: str
    width: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class ChosenValue:
    """One value that a view is narrowed to, with the words that its chip shows."""

    key: str
    value: str | int
    words: str


@dataclass(frozen=True, slots=True)
class ViewSort:
    """One key that a view is sorted by."""

    key: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ViewContent:
    """All that a view keeps; `columns` stand from left to right, the hidden ones too."""

    text: str = ""
    chosen: tuple[ChosenValue, ...] = ()
    columns: tuple[ViewColumn, ...] = ()
    sort: tuple[ViewSort, ...] = ()

    def without(self, missing: Collection[ChosenValue]) -> "ViewContent":
        """Return the view without some of the values that it was narrowed to."""
        return replace(self, chosen=tuple(each for each in self.chosen if each not in missing))


def tidy_name(name: str) -> str:
    """Return a view's name without spare spaces; raises `Refused` for none or one too long."""
    tidied = " ".join(name.split())
    sentence = ""
    if not tidied:
        sentence = "Give the view a name."
    elif len(tidied) > LONGEST_NAME:
        sentence = f"Shorten the name to {LONGEST_NAME} characters."
    if sentence:
        raise Refused(sentence, (FieldProblem("name", sentence),))
    return tidied


def as_text(content: ViewContent) -> str:
    """Return a view as it is kept in the database."""
    return json.dumps(
        {
            "text": content.text,
            "chosen": [[each.key, each.value, each.words] for each in content.chosen],
            "columns": [[each.key, each.width, each.shown] for each in content.columns],
            "sort": [[each.key, each.descending] for each in content.sort],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_text(text: str) -> ViewContent:
    """Return a view as it was kept; raises `Refused` where something else stands there."""
    try:
        kept: dict[str, Any] = json.loads(text)
        content = ViewContent(
            str(kept["text"]),
            tuple(ChosenValue(*each) for each in kept["chosen"]),
            tuple(ViewColumn(*each) for each in kept["columns"]),
            tuple(ViewSort(*each) for each in kept["sort"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(_UNREADABLE) from error
    if not _is_sound(content):
        raise Refused(_UNREADABLE)
    return content


def _is_sound(content: ViewContent) -> bool:
    """Tell whether all that was kept is of its kind, and of a size that a list can show."""
    return (
        max(map(len, (content.chosen, content.columns, content.sort))) <= _MOST
        and all(
            _is_text(each.key) and _is_text(each.words) and _is_value(each.value)
            for each in content.chosen
        )
        and all(
            _is_text(each.key)
            and type(each.width) is int
            and 0 <= each.width <= _WIDEST
            and isinstance(each.shown, bool)
            for each in content.columns
        )
        and all(_is_text(each.key) and isinstance(each.descending, bool) for each in content.sort)
    )


def _is_value(value: object) -> bool:
    return _is_text(value) or (type(value) is int and abs(value) < 2**63)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def fitted(
    content: ViewContent,
    columns: Collection[str],
    sorts: Collection[str],
    missing: Collection[ChosenValue],
) -> tuple[ViewContent, tuple[str, ...]]:
    """Return what of a view the list still knows, and a sentence for each thing it does not.

    `columns` and `sorts` are the keys that the list has; `missing` are chosen values that are
    not in the office any more.
    """
    gone = [each.key for each in content.columns if each.key not in columns]
    gone += [each.key for each in content.sort if each.key not in sorts and each.key not in gone]
    told = [f"The column “{key}” is not in this list any more and was left out." for key in gone]
    told += [f"“{each.words}” is not there any more, so nothing is narrowed to it."
             for each in missing]  # fmt: skip
    kept = replace(
        content.without(missing),
        columns=tuple(each for each in content.columns if each.key in columns),
        sort=tuple(each for each in content.sort if each.key in sorts),
    )
    return kept, tuple(told)
