"""The finance workbook: a batch's payments, or a year's payments, applications and accruals."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pccdesk.domain.progress import Progress, no_progress
from pccdesk.workbooks.book import Book, Properties
from pccdesk.workbooks.data_sheet import DataSheet, Written, draw_data_sheet
from pccdesk.workbooks.finance_columns import ACCRUALS, APPLICATIONS, PAYMENTS
from pccdesk.workbooks.finance_rows import (
    ApplicationRow,
    FinanceWorkbook,
    PaymentRow,
    YearSummary,
)
from pccdesk.workbooks.finance_summary import PaymentTally, draw_summary
from pccdesk.workbooks.year_summary import YearTally, draw_year_summary

SUMMARY = "Summary"
AWARDS = "Awards by group"
_AWARDS_SCALE = 58  # per cent: the ten columns across A4
NOT_SET = "Not set"  # a group that a formula can look up where the row has no code


def draw_finance_workbook(content: FinanceWorkbook, progress: Progress = no_progress) -> bytes:
    """Return the workbook as a file.

    The payments are read once, one by one; `progress` tells how many are written, out of the
    count that the database gave, and may raise `Cancelled`.
    """
    facts = content.facts
    with Book(
        Properties(facts.heading, "Payments to grant holders", content.office, facts.created)
    ) as book:
        summary = book.add_sheet(SUMMARY)
        summary.print_on_a4(facts.heading, content.office, landscape=False)
        tally = PaymentTally()
        payments = _data(
            book,
            content,
            PAYMENTS,
            _counted(content.payments, tally),
            lambda done, _total: progress(done, facts.count),
        )
        if content.year is not None:
            _draw_year(book, content, content.year)
        accrued = _draw_accruals(book, content)
        draw_summary(summary, content, payments, tally, accrued)
        data = book.to_bytes()
        progress(facts.count, facts.count)
    return data


def _data(
    book: Book,
    content: FinanceWorkbook,
    layout: DataSheet,
    rows: Iterable[object],
    progress: Progress = no_progress,
) -> Written:
    sheet = book.add_sheet(layout.title)
    sheet.print_on_a4(content.facts.heading, content.office, pages_wide=layout.pages_wide)
    return draw_data_sheet(book, sheet, layout, rows, progress)


def _counted(payments: Iterable[PaymentRow], tally: PaymentTally) -> Iterator[PaymentRow]:
    for payment in payments:
        row = payment
        if not (row.fund and row.cost_centre and row.quarter):
            row = replace(
                row,
                fund=row.fund or NOT_SET,
                cost_centre=row.cost_centre or NOT_SET,
                quarter=row.quarter or NOT_SET,
            )
        tally.add(row)
        yield row


def _draw_year(book: Book, content: FinanceWorkbook, year: YearSummary) -> None:
    tally = YearTally()
    awards = book.add_sheet(AWARDS)
    awards.print_on_a4(content.facts.heading, content.office)
    awards.print_at_scale(_AWARDS_SCALE)
    _data(book, content, APPLICATIONS, _tallied(year.applications, tally))
    draw_year_summary(awards, content, year, tally)


def _tallied(applications: Iterable[ApplicationRow], tally: YearTally) -> Iterator[ApplicationRow]:
    for application in applications:
        row = _with_groups(application)
        tally.add(row)
        yield row


def _with_groups(row: ApplicationRow) -> ApplicationRow:
    return replace(
        row,
        fund=row.fund or NOT_SET,
        round=row.round or NOT_SET,
        quarter=row.quarter or NOT_SET,
        district=row.district or NOT_SET,
        priority=row.priority or NOT_SET,
    )


def _draw_accruals(book: Book, content: FinanceWorkbook) -> Written | None:
    if content.accruals is None:
        return None
    return _data(book, content, ACCRUALS, content.accruals.payments)
