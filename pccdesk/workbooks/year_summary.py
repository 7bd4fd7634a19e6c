"""The sheet of a year's applications and awards: by fund, round, district, priority, quarter."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter

from pccdesk.workbooks.appearance import Style
from pccdesk.workbooks.book import Sheet
from pccdesk.workbooks.finance_rows import ApplicationRow, FinanceWorkbook, YearSummary
from pccdesk.workbooks.finance_summary import ControlRow, draw_control_rows, draw_heading
from pccdesk.workbooks.group_table import (
    GroupTable,
    Measure,
    Values,
    draw_group_table,
    share,
)

AWARDED, DECLINED = "Awarded", "Declined"
_WIDTHS = (2, 46, 14, 17, 17, 15, 17, 17, 17, 12)
_NOTE = (
    "Success rate: awards as a share of the applications that were decided. "
    "Awarded and declined count decisions; the other applications are not decided yet, "
    "ineligible or withdrawn."
)
_GROUPINGS = (
    ("Fund", "fund"),
    ("Round", "round"),
    ("District", "district"),
    ("Plan priority", "priority"),
    ("Quarter received", "quarter"),
)
_MEASURES = (
    Measure("Applications", Style.WHOLE, "COUNTIFS({where})"),
    Measure("Awards", Style.WHOLE, f'COUNTIFS({{where}},Application_outcome,"{AWARDED}")'),
    Measure("Declined", Style.WHOLE, f'COUNTIFS({{where}},Application_outcome,"{DECLINED}")'),
    Measure(
        "Success rate",
        Style.PERCENT,
        "IF(D{row}+E{row}=0,0,D{row}/(D{row}+E{row}))",
        repeats=True,
    ),
    Measure("Requested", Style.MONEY, "SUMIFS(Application_requested,{where})"),
    Measure("Recommended", Style.MONEY, "SUMIFS(Application_recommended,{where})"),
    Measure("Awarded", Style.MONEY, "SUMIFS(Application_awarded,{where})"),
)
_CHECK = (
    "AND(C{total}=SUMPRODUCT(--(LEN(Application_reference)>0)),"
    "ROUND(G{total}-SUM(Application_requested),2)=0,"
    "ROUND(I{total}-SUM(Application_awarded),2)=0)"
)


def draw_year_summary(
    sheet: Sheet,
    content: FinanceWorkbook,
    year: YearSummary,
    rows: Sequence[ApplicationRow],
) -> None:
    """Write the year's tables, each adding up the Applications sheet by formula."""
    sheet.widths(_WIDTHS)
    sheet.worksheet.sheet_view.showGridLines = False
    title = f"Applications and awards {getattr(content.facts, 'label', '')}".strip()
    draw_heading(sheet, title, content.office, _NOTE)
    draw_control_rows(sheet, "Control", "From Applications", _control(year, rows))
    totals = _figures(rows)
    for label, attribute in _GROUPINGS:
        table = GroupTable(
            f"By {label.lower()}", ((label, f"Application_{attribute}"),), _MEASURES, _CHECK
        )
        draw_group_table(sheet, table, _groups(rows, attribute), totals)


def _control(year: YearSummary, rows: Sequence[ApplicationRow]) -> Iterable[ControlRow]:
    yield ControlRow(
        "Applications",
        year.count,
        "SUMPRODUCT(--(LEN(Application_reference)>0))",
        len(rows),
        Style.WHOLE,
    )
    for label, kept, attribute in (
        ("Requested", year.requested, "requested"),
        ("Awarded", year.awarded, "awarded"),
    ):
        found = _sum(getattr(row, attribute) for row in rows)
        yield ControlRow(label, kept, f"SUM(Application_{attribute})", found, Style.MONEY)


def _groups(rows: Sequence[ApplicationRow], attribute: str) -> dict[tuple[str, ...], Values]:
    read = attrgetter(attribute)
    groups: dict[str, list[ApplicationRow]] = {}
    for row in rows:
        groups.setdefault(read(row), []).append(row)
    return {(name,): _figures(groups[name]) for name in sorted(groups)}


def _figures(rows: Sequence[ApplicationRow]) -> Values:
    awards = sum(row.outcome == AWARDED for row in rows)
    declined = sum(row.outcome == DECLINED for row in rows)
    return (
        len(rows),
        awards,
        declined,
        share(Decimal(awards), Decimal(awards + declined)),
        _sum(row.requested for row in rows),
        _sum(row.recommended for row in rows),
        _sum(row.awarded for row in rows),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in amounts if each is not None), Decimal(0))
