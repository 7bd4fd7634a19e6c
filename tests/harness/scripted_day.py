"""One day at the office, from a spreadsheet that comes in to a batch that goes to finance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.forms import ApplicationForm
from pccdesk.queries import letters as letter_queries
from pccdesk.queries import payments as payment_queries
from pccdesk.services import applications, batches, documents, imports, letters, reports
from tests import way
from tests.office import CAF_ROUND, Office

Act = Callable[[], object]


@dataclass(frozen=True)
class Day:
    """An office that is ready for its day: an application waits at each of a few stages."""

    office: Office
    folder: Path
    spreadsheet: Path
    draft: int
    recommended: int
    approved: int
    accepted: int

    def steps(self) -> dict[str, Act]:
        """Return the day's steps in their order, each one call of a service."""
        office, officer = self.office, self.office.who("officer")
        desk, finance = office.desk, office.who("finance")
        return {
            "write a template": lambda: imports.write_template(
                desk, officer, CAF_ROUND, self.folder / "template.xlsx"
            ),
            "import": lambda: imports.import_rows(desk, officer, self.spreadsheet, CAF_ROUND),
            "record": lambda: applications.save_new(desk, officer, office.form()),
            "change": lambda: applications.save_changes(
                desk, officer, self.draft, office.version(self.draft), self.changed()
            ),
            "attach": lambda: documents.attach(
                *(desk, officer, self.draft, office.version(self.draft), "other"),
                *("plan.pdf", b"%PDF-1.4 " + bytes(60_000)),
            ),
            "decide": lambda: way.approve(office, self.recommended),
            "letter": lambda: way.offer(office, self.approved),
            "print": lambda: letters.record_printing(desk, officer, (self.letter(),)),
            "approve a payment": lambda: way.approve_payment(office, self.accepted),
            "prepare": lambda: batches.prepare_batch(desk, finance),
            "write the batch": lambda: batches.write_batch(
                desk, finance, self.batch().id, self.folder / "batch.xlsx"
            ),
            "write it again": lambda: batches.write_batch(
                desk, finance, self.batch().id, self.folder / "batch.xlsx"
            ),
            "report": lambda: reports.write_year_workbook(
                desk, finance, FinancialYear(2026), self.folder / "year.xlsx"
            ),
            "paid": lambda: batches.confirm_paid(
                desk, finance, self.batch().id, desk.today(), "BACS 1", self.batch().version
            ),
        }

    def changed(self) -> ApplicationForm:
        """Return the draft with other, longer words."""
        return replace(self.office.record(self.draft).form, what="Other words. " * 100)

    def letter(self) -> int:
        """Return the letter that the day made."""
        reader = self.office.who("administrator")
        return self.office.desk.read(reader, letter_queries.letters_of, self.approved)[0].id

    def batch(self) -> payment_queries.BatchRow:
        """Return the batch as it is now."""
        return self.office.desk.read(self.office.who("administrator"), payment_queries.batches)[0]


def ready_day(office: Office, folder: Path, spreadsheet: Path) -> Day:
    """Bring an application to each stage that the day begins with."""
    stages = (Stage.DRAFT, Stage.RECOMMENDED, Stage.APPROVED, Stage.ACCEPTED)
    draft, recommended, approved, accepted = (office.bring_to(stage) for stage in stages)
    way.keep_account(office, accepted)
    return Day(office, folder, spreadsheet, draft, recommended, approved, accepted)
