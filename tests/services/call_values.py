"""Something to call every service with: values by the parameter's type, or by its name."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pccdesk.domain.applications import Stage
from pccdesk.domain.countersigns import Countersign, Head
from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.organisations import OrganisationForm
from pccdesk.domain.passwords import SignInRules
from pccdesk.domain.payments import BankForm
from pccdesk.domain.permissions import Actor, Role
from pccdesk.domain.views import ViewContent
from pccdesk.models.people import Person
from pccdesk.queries import applications, bank_accounts, documents, letters, payments
from pccdesk.services import batches, people
from pccdesk.services.assessments import AssessmentForm
from pccdesk.services.awards import Acceptance
from pccdesk.services.decisions import Approval, Refusal
from pccdesk.services.incoming_rows import ImportReport
from pccdesk.services.lists import ListAsked
from pccdesk.services.offices import OfficeForm
from pccdesk.services.people import PersonForm
from pccdesk.services.recommendations import RecommendationForm
from tests import way
from tests.office import CAF_ROUND, Office
from tests.staff import person

_BY_TYPE: Mapping[type, Callable[[Office, int], object]] = {
    ApplicationForm: lambda office, _one: office.form(),
    AssessmentForm: way.marks,
    RecommendationForm: lambda _office, _one: way.recommendation(),
    Approval: lambda _office, _one: way.approval(),
    Refusal: lambda _office, _one: way.REFUSAL,
    Acceptance: lambda office, _one: Acceptance(office.desk.today(), "Jo Bloggs"),
    BankForm: lambda office, _one: way.bank_form(office.desk.today()),
    OrganisationForm: lambda _office, _one: OrganisationForm("Another Group of Testshire"),
    PersonForm: lambda _office, _one: person("made.up", "Made Up", Role.OFFICER),
    OfficeForm: lambda _office, _one: OfficeForm(
        "Office", ("PO Box 1",), "PR1 0LD", "0", "a@example.org", "Ann Example", "Commissioner"
    ),
    ImportReport: lambda _office, _one: ImportReport("rows.xlsx", CAF_ROUND, 0, 0, ()),
    FinancialYear: lambda _office, _one: FinancialYear(2026),
    ViewContent: lambda _office, _one: ViewContent(),
    ListAsked: lambda _office, _one: ListAsked("applications", "Applications", ()),
    Countersign: lambda office, _one: Countersign(
        "Office", "0" * 16, Head(1, "0" * 64), office.desk.clock(), "Ann Example"
    ),
    SignInRules: lambda _office, _one: SignInRules(20),
}


def _nowhere() -> str:
    """Return the address of a file that cannot be made, so that nothing is copied for a test."""
    return str(Path("no such folder", "copied.sqlite"))


@dataclass(frozen=True)
class Values:
    """Values for an office with an award of the Community Action Fund that is in payment."""

    office: Office
    application_id: int
    by_name: Mapping[str, object]

    def call(self, function: Callable[..., Any], actor: Actor) -> object:
        """Call a service as somebody."""
        return function(**self.arguments(function, actor))

    def arguments(self, function: Callable[..., Any], actor: Actor) -> dict[str, object]:
        """Return something for each parameter that a function must be given."""
        hints = typing.get_type_hints(function)
        needed = (
            name
            for name, each in inspect.signature(function).parameters.items()
            if each.default is inspect.Parameter.empty
        )
        known = {**self.by_name, "desk": self.office.desk, "actor": actor, "address": _nowhere()}
        found = {}
        for name in needed:
            if hints[name] in _BY_TYPE:
                found[name] = _BY_TYPE[hints[name]](self.office, self.application_id)
            elif name in known:
                found[name] = known[name]
            else:
                raise LookupError(f"Say in tests/services/call_values.py what “{name}” is given.")
        return found


def values_of(office: Office, folder: Path) -> Values:
    """Make an award in payment with all that hangs on it, and return values that name it."""
    one = office.bring_to(Stage.ACCEPTED)
    way.approve_payment(office, one)
    clerk = office.who("everything")
    desk = office.desk
    record = desk.read(clerk, applications.application, one)
    batch = batches.prepare_batch(desk, clerk)
    batches.write_batch(desk, clerk, batch.id, folder / "batch.xlsx")
    letter = desk.read(clerk, letters.letters_of, one)[0]
    account = desk.read(clerk, bank_accounts.current_account, record.organisation_id)
    document = desk.read(clerk, documents.documents, one)[0]
    payment = desk.read(clerk, payments.payments_of, one)[0]
    rows = folder / "rows.xlsx"
    rows.write_bytes(b"no workbook")
    subject = people.add_person(
        desk, office.who("administrator"), person("subject", "Sue Subject", Role.ASSESSOR)
    )
    return Values(
        office,
        one,
        {
            "application_id": one,
            "version": 1,
            "reason": "Why.",
            "kind": "constitution",
            "path": rows,
            "name": "a.pdf",
            "content": b"%PDF-1.4 a",
            "files": (("constitution", rows),),
            "folder": None,
            "program": None,
            "list_key": "applications",
            "view_id": 1,
            "shared": True,
            "round_code": CAF_ROUND,
            "code": "community_action_fund",
            "criterion": "area",
            "attachment_id": document.id,
            "letter_id": letter.id,
            "letter_ids": (letter.id,),
            "organisation_id": record.organisation_id,
            "account_id": account.id if account else 0,
            "application_ids": (record.id,),
            "payment_id": payment.id,
            "payment_ids": (payment.id,),
            "batch_id": batch.id,
            "paid_on": desk.today(),
            "bacs": "BACS 1",
            "person_id": subject,
            "old": "not the present one",
            "new": "four green boats sail",
            "password": "not the present one",
            "valid_from": desk.today(),
            "amount": Decimal(100),
            "rows_copied": 1,
        },
    )


def somebody(office: Office, role: Role | None, fund: str | None) -> Actor:
    """Add somebody who holds one role in a fund (None: in all), or none at all; return them."""
    where = (fund or "all").replace("_", "-")
    username = f"one.{role.value if role else 'nobody'}.{where}".replace("_", "-")
    if role is None:
        with office.desk.database.changing() as session:
            session.add(
                Person(
                    username=username,
                    full_name="Nora Nobody",
                    job_title="",
                    password_hash=None,
                    created_at=office.clock(),
                )
            )
        return office.reread(username)
    form = PersonForm(
        username, f"Only {role.label} {where}", "", roles=person("", "", role, fund=fund).roles
    )
    people.add_person(office.desk, office.who("administrator"), form)
    return office.reread(username)
