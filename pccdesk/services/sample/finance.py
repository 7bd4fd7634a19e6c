"""How the sample office pays: approved week by week, sent to finance once a month, then paid."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from pccdesk.domain.payments import PaymentStage
from pccdesk.queries import payments as payments_read
from pccdesk.queries.payments import BatchRow
from pccdesk.services import batches, payments
from pccdesk.services.sample.office import SampleOffice
from pccdesk.services.sample.timeline import LAST_DAY, Life, chance, working_instant

_BATCH_DAY = 16
_FIRST_MONTH = date(2024, 7, 1)
_APPROVED_AHEAD = timedelta(days=25)
_MAKER, _APPROVER = "finance", "chief.finance.officer"


def approve_weekly(office: SampleOffice) -> Life:
    """Approve on Fridays what is accepted and falls due within the next weeks."""
    friday = _FIRST_MONTH + timedelta(days=4)
    while friday <= LAST_DAY:
        yield working_instant(friday, chance(f"approve {friday}"))
        _approve(office)
        friday += timedelta(days=7)


def pay_monthly(office: SampleOffice, folder: Path) -> Life:
    """Send what is approved to finance in the middle of each month; paid a week later."""
    month = _FIRST_MONTH
    while month <= LAST_DAY:
        rng = chance(f"batch {month}")
        yield working_instant(month.replace(day=_BATCH_DAY), rng)
        maker = office.staff[_MAKER]
        if office.desk.read(maker, payments_read.to_export):
            batch = batches.prepare_batch(office.desk, maker)
            office.timeline.work()
            path = folder / f"{batch.reference}.xlsx"
            office.add(_paid(office, batches.write_batch(office.desk, maker, batch.id, path), rng))
        month = (month + timedelta(days=31)).replace(day=1)


def _approve(office: SampleOffice) -> None:
    approver = office.staff[_APPROVER]
    for number in tuple(office.to_pay):
        rows = office.desk.read(approver, payments_read.payments_of, number)
        for row in rows:
            if row.stage is PaymentStage.SCHEDULED and row.due_on <= office.today + _APPROVED_AHEAD:
                office.timeline.work()
                payments.approve_payment(office.desk, approver, row.id, row.version)
        if all(row.stage is not PaymentStage.SCHEDULED for row in rows):
            office.to_pay.remove(number)


def _paid(office: SampleOffice, batch: BatchRow, rng: Random) -> Life:
    yield office.in_days(8, rng)
    paid_on = office.today
    bacs = f"BACS{paid_on:%y%m%d}{rng.randint(100, 999)}"
    batches.confirm_paid(office.desk, office.staff[_MAKER], batch.id, paid_on, bacs, batch.version)
