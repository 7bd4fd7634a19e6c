"""Finding the row of column titles, and saying what is wrong with it in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.workbooks.application_layout import ROW_TITLE, comparable_title
from pccdesk.workbooks.fields import Field
from pccdesk.workbooks.incoming_file import column_letters

HEADER_WITHIN = 10
"""The rows from the first among which the column titles are looked for."""
_FIRST_NAMED = 6
_CLOSE = 0.75


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands: the titles' row (from 1), places (from 0), the mark column."""

    row: int
    fields: tuple[tuple[int, Field], ...]
    mark: int | None


def find_header(lines: Sequence[Sequence[object]], fields: Sequence[Field]) -> Header:
    """Return where the columns stand; raises `Refused` naming what is missing or misspelt."""
    known = {comparable_title(each.title): each for each in fields}
    scored = [
        (sum(comparable_title(str(cell)) in known for cell in line), -number)
        for number, line in enumerate(lines[:HEADER_WITHIN])
    ]
    if not scored:
        raise Refused("The sheet is empty. Fill in the template of the round.")
    number = -max(scored)[1]
    titles = [str(cell) for cell in lines[number]]
    return _header(number + 1, titles, known)


def _header(row: int, titles: Sequence[str], known: Mapping[str, Field]) -> Header:
    places: dict[str, int] = {}
    problems: list[FieldProblem] = []
    strange: list[tuple[int, str]] = []
    mark: int | None = None
    for place, title in enumerate(titles):
        name = comparable_title(title)
        if not name:
            continue
        if name == comparable_title(ROW_TITLE):
            mark = place
        elif name in places:
            problems.append(_twice(row, place, title, places[name]))
        elif name in known:
            places[name] = place
        else:
            strange.append((place, title))
    missing = [name for name in known if name not in places]
    problems += [_misspelt(row, place, title, missing, known) for place, title in strange]
    lacking = [known[name].title for name in missing if known[name].required]
    _refuse(problems, lacking, len(places))
    fields = tuple((place, known[name]) for name, place in sorted(places.items(), key=_by_place))
    return Header(row, fields, mark)


def _by_place(pair: tuple[str, int]) -> int:
    return pair[1]


def _refuse(problems: Sequence[FieldProblem], lacking: Sequence[str], found: int) -> None:
    if lacking and found < len(lacking):
        named = ", ".join(f"“{title}”" for title in lacking[:_FIRST_NAMED])
        more = len(lacking) - _FIRST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        raise Refused(
            f"The sheet has another layout: it lacks the columns {named}{rest}, so download the "
            "round’s template and copy the applications into it.",
            tuple(FieldProblem(title, f"The column “{title}” is missing.") for title in lacking),
        )
    if problems:
        raise Refused(" ".join(each.sentence for each in problems[:3]), tuple(problems))
    if lacking:
        named = ", ".join(f"“{title}”" for title in lacking)
        word = "column" if len(lacking) == 1 else "columns"
        raise Refused(
            f"The sheet lacks the {word} {named}. Copy the titles from the round’s template."
        )


def _twice(row: int, place: int, title: str, first: int) -> FieldProblem:
    cell = f"{column_letters(place + 1)}{row}"
    return FieldProblem(
        cell,
        f"The column “{title.strip()}” stands twice, in {column_letters(first + 1)}{row} and in "
        f"{cell}. Keep one.",
    )


def _misspelt(
    row: int, place: int, title: str, missing: Sequence[str], known: Mapping[str, Field]
) -> FieldProblem:
    cell = f"{column_letters(place + 1)}{row}"
    near = get_close_matches(comparable_title(title), missing, 1, _CLOSE)
    advice = (
        f"Did you mean “{known[near[0]].title}”?" if near else "Delete it, or correct its title."
    )
    return FieldProblem(
        cell, f"The column “{title.strip()[:60]}” in {cell} is not in the template. {advice}"
    )
