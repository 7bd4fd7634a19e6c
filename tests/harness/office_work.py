"""The work during which the crash harness kills: one short task of each kind of a day's work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.models.applications import Application
from pccdesk.services import applications, batches, imports, letters, lists
from pccdesk.ui.lists.columns import COLUMNS
from tests import way
from tests.harness.gentle import renamed
from tests.harness.promises import require
from tests.office import CAF_ROUND, Office

Task = Callable[["DayOfWork"], None]


LIST_FILE = "Applications.xlsx"


def export_applications(office: Office, path: Path) -> None:
    """Write all applications as the window's list exports them."""
    columns = tuple(each.cell for each in COLUMNS["applications"])
    asked = lists.ListAsked("applications", "Applications", columns)
    lists.export_list(office.desk, office.who("officer"), asked, path)


class DayOfWork:
    """An office at work: each task takes up an application that waits for it, if one does."""

    def __init__(
        self, office: Office, rng: Random, exports: Path, spreadsheets: list[Path]
    ) -> None:
        """Work in an open office, write batches to `exports`, bring in from `spreadsheets`."""
        self.office, self.rng = office, rng
        self.exports, self.spreadsheets = exports, spreadsheets
        self.office.made = rng.randrange(10**6, 10**9)  # names that no earlier process gave

    def waiting(self, stage: Stage) -> int:
        """Return an application at a stage; a new one where none waits."""
        with self.office.desk.database.reading() as connection:
            query = select(Application.id).where(Application.stage == stage.value)
            found = connection.scalars(query).all()
        return self.rng.choice(found) if found else self.office.bring_to(stage)

    def save(self) -> None:
        """Record a draft."""
        applications.save_new(self.office.desk, self.office.who("officer"), self.office.form())

    def edit(self) -> None:
        """Change a draft."""
        office, one = self.office, self.waiting(Stage.DRAFT)
        record = office.record(one)
        form = replace(record.form, summary=f"Said {self.rng.random()}", received_at=None)
        applications.save_changes(office.desk, office.who("officer"), one, record.version, form)

    def receive(self) -> None:
        """Receive a new application."""
        applications.receive_new(self.office.desk, self.office.who("officer"), self.office.form())

    def attach(self) -> None:
        """Attach the documents of a new application, and receive it."""
        self.office.bring_to(Stage.RECEIVED)

    def bring_in(self) -> None:
        """Bring in a spreadsheet with applicants that no other has."""
        content = self.rng.choice(self.spreadsheets).read_bytes()
        path = self.exports.with_name("in.xlsx")
        path.write_bytes(renamed(content, f"{self.rng.randrange(10**9)}"))
        report = imports.import_rows(self.office.desk, self.office.who("officer"), path, CAF_ROUND)
        require(bool(report.created), f"Nothing was brought in: {report}")

    def assess(self) -> None:
        """Check, assess and recommend a new application."""
        self.office.bring_to(Stage.RECOMMENDED)

    def decide(self) -> None:
        """Approve or decline an application."""
        self.rng.choice((way.approve, way.decline))(self.office, self.waiting(Stage.RECOMMENDED))

    def write_letter(self) -> None:
        """Make an award letter, and record that it was printed."""
        office, one = self.office, self.waiting(Stage.APPROVED)
        officer = office.who("officer")
        made = letters.issue_award_letter(office.desk, officer, one, office.version(one))
        letters.record_printing(office.desk, officer, (made.id,))

    def pay(self) -> None:
        """Approve a payment and send it to finance in a batch, written to a file."""
        office, one = self.office, self.waiting(Stage.ACCEPTED)
        way.approve_payment(office, one)
        finance = office.who("finance")
        batch = batches.prepare_batch(office.desk, finance)
        path = self.exports / f"{batch.reference}.xlsx"
        batch = batches.write_batch(office.desk, finance, batch.id, path)
        batches.confirm_paid(
            office.desk, finance, batch.id, office.desk.today(), "BACS 1", batch.version
        )

    def export(self) -> None:
        """Write a list of applications as a workbook."""
        export_applications(self.office, self.exports / LIST_FILE)


TASKS: dict[str, tuple[Task, int]] = {
    "save": (DayOfWork.save, 2),
    "edit": (DayOfWork.edit, 2),
    "receive": (DayOfWork.receive, 2),
    "attach": (DayOfWork.attach, 1),
    "import": (DayOfWork.bring_in, 2),
    "assess": (DayOfWork.assess, 1),
    "decision": (DayOfWork.decide, 3),
    "letter": (DayOfWork.write_letter, 4),
    "batch": (DayOfWork.pay, 6),
    "list": (DayOfWork.export, 2),
}
"""Each kind of work with how often it comes up."""
