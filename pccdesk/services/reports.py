"""Workbooks for finance: a payment batch, and a year's payments, applications and awards."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection

from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.queries import funds, offices, payments, reports
from pccdesk.services.contents import prepared_file
from pccdesk.services.desk import Desk
from pccdesk.services.work import change
from pccdesk.workbooks.finance_rows import (
    Accruals,
    BatchFacts,
    FinanceWorkbook,
    YearFacts,
    YearSummary,
)


@dataclass(frozen=True, slots=True)
class YearWorkbook:
    """What a year's workbook holds, for the result line."""

    path: Path
    payments: int
    control_total: Decimal
    applications: int
    awarded: Decimal


@needs(Permission.EXPORT_PAYMENTS, reach=Reach.FUND)
def draw_batch_workbook(
    desk: Desk, actor: Actor, batch_id: int, progress: Progress = no_progress
) -> bytes:
    """Return a batch's workbook: summary, payments, and the year's applications and awards."""
    from pccdesk.workbooks.finance import draw_finance_workbook

    present = desk.present(actor, Permission.EXPORT_PAYMENTS)
    with desk.database.reading() as connection:
        row = payments.batch(connection, batch_id)
        for code in payments.funds_of_batch(connection, batch_id):
            present.require(Permission.EXPORT_PAYMENTS, code)
        content = FinanceWorkbook(
            office=offices.office(connection, desk.today()).name,
            facts=BatchFacts(row.reference, row.made_at, row.count, row.control_total),
            payments=payments.rows_of_batch(connection, batch_id),
            prepared_by=row.made_by,
            year=_summary(connection, FinancialYear(row.financial_year)),
        )
        return draw_finance_workbook(content, progress)


@needs(Permission.MAKE_REPORTS, Permission.VIEW_BANK_DETAILS, reach=Reach.EVERY_FUND)
def write_year_workbook(
    desk: Desk,
    actor: Actor,
    year: FinancialYear,
    path: Path,
    progress: Progress = no_progress,
) -> YearWorkbook:
    """Write the workbook of a financial year: payments, accruals, applications and awards.

    It holds every fund's bank details, so it takes the right to see them in every fund, and that
    it was made is recorded.
    """
    from pccdesk.workbooks.finance import draw_finance_workbook

    present = desk.present(actor, Permission.MAKE_REPORTS, Permission.VIEW_BANK_DETAILS)
    day = min(desk.today(), year.last_day)
    with desk.database.reading() as connection:
        for fund in funds.funds(connection):
            present.require(Permission.MAKE_REPORTS, fund.code)
            present.require(Permission.VIEW_BANK_DETAILS, fund.code)
        count, total = payments.totals_of_year(connection, year)
        summary = _summary(connection, year)
        content = FinanceWorkbook(
            office=offices.office(connection, desk.today()).name,
            facts=YearFacts(year.slash, desk.clock(), count, total),
            payments=payments.rows_of_year(connection, year),
            prepared_by=actor.full_name,
            year=summary,
            accruals=Accruals(day, payments.unpaid_rows(connection, day)),
        )
        drawn = draw_finance_workbook(content, progress)
    # The entry first, the name last: no file without its entry.
    with prepared_file(path, drawn), change(desk, actor, Permission.MAKE_REPORTS) as work:
        work.person.require(Permission.VIEW_BANK_DETAILS)
        work.audit("report.finance", None, path.name, year=year.label, payments=count)
    return YearWorkbook(path, count, total, summary.count, summary.awarded)


def _summary(connection: Connection, year: FinancialYear) -> YearSummary:
    count, requested, awarded = reports.totals_of_year(connection, year)
    return YearSummary(reports.applications_of_year(connection, year), count, requested, awarded)
