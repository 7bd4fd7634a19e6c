"""A table of a summary sheet: groups down, counts and sums across, all by formula.

The formulas look the groups up in the named columns of a sheet of rows; the total row is
compared with the sum of all rows, so that a group left out shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pccdesk.workbooks.appearance import Style
from pccdesk.workbooks.archive import Shown
from pccdesk.workbooks.book import AGREES, DIFFERS, CellValue, Formula, Sheet

_HEADER_HEIGHT = 22
_ROW_HEIGHT = 17
_TOTALS = {
    Style.MONEY: Style.TOTAL_MONEY,
    Style.WHOLE: Style.TOTAL_WHOLE,
    Style.PERCENT: Style.TOTAL_PERCENT,
}

Cell = tuple[CellValue, Style] | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of figures.

    `formula` may hold `{where}` (the group's criteria), `{row}` and `{total}` (row numbers).
    A sum's total is the column's sum; with `repeats` the total row has the same formula.
    """

    title: str
    style: Style
    formula: str
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class GroupTable:
    """A table's shape: the names its keys are looked up in (or none), its measures, its check.

    `check` is a condition that holds when the total row, `{total}`, agrees with all rows.
    """

    heading: str
    keys: tuple[tuple[str, str], ...]
    measures: tuple[Measure, ...]
    check: str
    note: str = ""


Values = tuple[Shown, ...]
Groups = Mapping[tuple[str, ...], Values]


def draw_group_table(sheet: Sheet, table: GroupTable, groups: Groups, totals: Values) -> None:
    """Write a table from column B on; `groups` and `totals` hold what the formulas come to."""
    sheet.keep_together(2 * 24 + (len(groups) + 2) * (_ROW_HEIGHT + 1))
    sheet.append([None, (table.heading, Style.SECTION)], 24)
    sheet.append(_header(table), _HEADER_HEIGHT)
    first = sheet.row + 1
    total_row = first + max(len(groups), 1)
    for key, values in groups.items():
        sheet.append(_group(table, key, values, sheet.row + 1, total_row), _ROW_HEIGHT)
    if not groups:
        sheet.append([None, ("None", Style.TEXT)], _ROW_HEIGHT)
    sheet.append(_total(table, totals, first, total_row), _ROW_HEIGHT + 3)
    sheet.show_checks(f"{_letter(_check_column(table))}{total_row}")
    if table.note:
        sheet.append([None, (table.note, Style.NOTE)])
    sheet.gap()


def agreement(condition: str, *, agrees: bool = True) -> Formula:
    """Return the check formula that says whether a condition holds; `agrees`: it does now."""
    return Formula(f'IF({condition},"{AGREES}","{DIFFERS}")', AGREES if agrees else DIFFERS)


def share(part: Decimal, whole: Decimal) -> Decimal:
    """Return a part of a whole, 0 where there is no whole."""
    return part / whole if whole else Decimal(0)


def _header(table: GroupTable) -> list[Cell]:
    titles: list[Cell] = [(title, Style.HEADER) for title, _name in table.keys]
    figures: list[Cell] = [(each.title, Style.HEADER_RIGHT) for each in table.measures]
    return [None, *titles, *figures, ("Check", Style.HEADER_CENTRE)]


def _group(
    table: GroupTable, key: tuple[str, ...], values: Values, row: int, total_row: int
) -> list[Cell]:
    where = ",".join(
        f"{name},${_letter(number)}{row}"
        for number, (_title, name) in enumerate(table.keys, 2)
        if name
    )
    labels: list[Cell] = [(text, Style.TEXT) for text in key]
    figures: list[Cell] = [
        (Formula(each.formula.format(where=where, row=row, total=total_row), value), each.style)
        for each, value in zip(table.measures, values, strict=True)
    ]
    return [None, *labels, *figures, ("", Style.TEXT)]


def _total(table: GroupTable, totals: Values, first: int, total_row: int) -> list[Cell]:
    cells: list[Cell] = [None, ("Total", Style.TOTAL)]
    cells += [("", Style.TOTAL) for _each in table.keys[1:]]
    for number, (each, value) in enumerate(
        zip(table.measures, totals, strict=True), 2 + len(table.keys)
    ):
        text = (
            each.formula.format(where="", row=total_row, total=total_row)
            if each.repeats
            else f"SUM({_letter(number)}{first}:{_letter(number)}{total_row - 1})"
        )
        cells.append((Formula(text, value), _TOTALS[each.style]))
    cells.append((agreement(table.check.format(total=total_row)), Style.CHECK))
    return cells


def _check_column(table: GroupTable) -> int:
    return 2 + len(table.keys) + len(table.measures)


def _letter(number: int) -> str:
    return chr(ord("A") + number - 1)
