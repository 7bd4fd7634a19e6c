"""The sheet of a year's applications and awards: by fund, round, district, priority, quarter."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pccdesk.workbooks.appearance import Style
from pccdesk.workbooks.book import Sheet
from pccdesk.workbooks.finance_rows import ApplicationRow, FinanceWorkbook, YearSummary
from pccdesk.workbooks.finance_summary import ControlRow, draw_control_rows, draw_heading
from pccdesk.workbooks.group_table import (
    Groups,
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


@dataclass(slots=True)
class Figures:
    """What some applications come to: counts, and sums in pounds."""

    count: int = 0
    awards: int = 0
    declined: int = 0
    requested: Decimal = Decimal(0)
    recommended: Decimal = Decimal(0)
    awarded: Decimal = Decimal(0)

    def add(self, row: ApplicationRow) -> None:
        """Count one more application."""
        self.count += 1
        self.awards += row.outcome == AWARDED
        self.declined += row.outcome == DECLINED
        self.requested += row.requested or 0
        self.recommended += row.recommended or 0
        self.awarded += row.awarded or 0

    def values(self) -> Values:
        """Return what the measures of a table's row come to."""
        rate = share(Decimal(self.awards), Decimal(self.awards + self.declined))
        counts = (self.count, self.awards, self.declined, rate)
        return (*counts, self.requested, self.recommended, self.awarded)


@dataclass(slots=True)
class YearTally:
    """What a year's applications come to in all and by group, so that no row need be kept."""

    total: Figures = field(default_factory=Figures)
    groups: dict[str, dict[str, Figures]] = field(
        default_factory=lambda: {attribute: {} for _label, attribute in _GROUPINGS}
    )

    def add(self, row: ApplicationRow) -> None:
        """Count one more application."""
        self.total.add(row)
        for attribute, groups in self.groups.items():
            groups.setdefault(getattr(row, attribute), Figures()).add(row)


def draw_year_summary(
    sheet: Sheet, content: FinanceWorkbook, year: YearSummary, tally: YearTally
) -> None:
    """Write the year's tables, each adding up the Applications sheet by formula."""
    sheet.widths(_WIDTHS)
    sheet.worksheet.sheet_view.showGridLines = False
    title = f"Applications and awards {getattr(content.facts, 'label', '')}".strip()
    draw_heading(sheet, title, content.office, _NOTE)
    draw_control_rows(sheet, "Control", "From Applications", _control(year, tally.total))
    for label, attribute in _GROUPINGS:
        table = GroupTable(
            f"By {label.lower()}", ((label, f"Application_{attribute}"),), _MEASURES, _CHECK
        )
        groups = tally.groups[attribute]
        rows: Groups = {(name,): groups[name].values() for name in sorted(groups)}
        draw_group_table(sheet, table, rows, tally.total.values())


def _control(year: YearSummary, found: Figures) -> Iterable[ControlRow]:
    yield ControlRow(
        "Applications",
        year.count,
        "SUMPRODUCT(--(LEN(Application_reference)>0))",
        found.count,
        Style.WHOLE,
    )
    for label, kept, attribute, total in (
        ("Requested", year.requested, "requested", found.requested),
        ("Awarded", year.awarded, "awarded", found.awarded),
    ):
        yield ControlRow(label, kept, f"SUM(Application_{attribute})", total, Style.MONEY)
