"""Set up an office: the database, what ships with the program, the first administrator."""

import csv
import io
import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from pccdesk.database.creation import create_database
from pccdesk.domain.definitions import parse_fund
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.organisations import (
    comparable_name,
    is_postcode,
    postcode_sentence,
    tidy,
    tidy_postcode,
)
from pccdesk.domain.passwords import LEAST_COST, HashCost
from pccdesk.domain.permissions import Actor, Permission, Role, RoleHeld, needs, open_to_all
from pccdesk.models.offices import District, OfficeDetails, Priority, PublishedAward
from pccdesk.queries import offices
from pccdesk.resources import read_text, resource_path
from pccdesk.services import passwords
from pccdesk.services.desk import Clock, Desk
from pccdesk.services.funds import keep_definition, keep_fund
from pccdesk.services.people import PersonForm, keep_person, person_problems
from pccdesk.services.search_filling import mark_filled
from pccdesk.services.work import Work, change, open_work


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """The office's details as letters print them."""

    name: str
    address: tuple[str, ...]
    postcode: str
    phone: str
    email: str
    signatory_name: str
    signatory_title: str
    website: str = ""
    area_name: str = "Lancashire"
    publisher_prefix: str = ""


def make_office(
    address: str,
    clock: Clock,
    office: OfficeForm,
    administrator: PersonForm,
    *,
    is_sample: bool,
    cost: HashCost | None = None,
) -> Desk:
    """Make a database with everything that ships, the office and its first administrator.

    Made whole or not at all: a refusal leaves no file behind. Passwords are hashed at a `cost`
    that is measured here, unless one is given.
    """
    problems = (*office_problems(office), *administrator_problems(administrator, is_sample))
    if problems:
        raise Refused(problems[0].sentence, problems)
    cost = cost or (LEAST_COST if is_sample else passwords.measured_cost())
    hashed = None
    if not is_sample:
        hashed = passwords.hash_password(administrator.password or "", cost)

    def fill(session: Session) -> None:
        with open_work(session.connection(), clock(), actor=None) as work:
            _keep_office(work, office, date(2000, 1, 1))
            _keep_reference(work)
            _keep_definitions(work)
            passwords.keep_cost(work, cost)
            keep_person(work, administrator, hashed)
            mark_filled(session)

    return Desk(create_database(address, clock(), fill, is_sample=is_sample), clock)


def administrator_problems(form: PersonForm, is_sample: bool) -> tuple[FieldProblem, ...]:
    """Return what is wrong with the first administrator's form."""
    found = list(person_problems(form))
    if not is_sample and not form.password:
        found.append(FieldProblem("password", "Choose a password."))
    elif not is_sample:
        found += passwords.new_password_problems(form.password or "", form.username)
    return tuple(found)


def first_administrator(
    username: str, full_name: str, job_title: str, password: str | None
) -> PersonForm:
    """Return the form of an office's first administrator, who holds that role in all funds."""
    return PersonForm(username, full_name, job_title, "", password, (RoleHeld(Role.ADMINISTRATOR),))


def office_problems(form: OfficeForm) -> tuple[FieldProblem, ...]:
    """Return what is wrong with the office's details."""
    found = [
        FieldProblem(field, f"Enter the office’s {words}.")
        for field, words in (("name", "name"), ("signatory_name", "signatory"))
        if not tidy(getattr(form, field))
    ]
    if not is_postcode(tidy_postcode(form.postcode)):
        found.append(FieldProblem("postcode", postcode_sentence(form.postcode)))
    if not any(tidy(line) for line in form.address):
        found.append(FieldProblem("address", "Enter the office’s address."))
    texts = (form.name, form.phone, form.email, form.signatory_name, form.website, *form.address)
    if max(map(len, texts)) > 120:  # noqa: PLR2004
        found.append(FieldProblem("name", "Shorten each line to 120 characters."))
    return tuple(found)


@needs(Permission.MANAGE_OFFICE)
def change_office(desk: Desk, actor: Actor, form: OfficeForm, valid_from: date) -> None:
    """Set the office's details from a day on; what was printed before keeps the older ones."""
    problems = office_problems(form)
    if problems:
        raise Refused(problems[0].sentence, problems)
    with change(desk, actor, Permission.MANAGE_OFFICE) as work:
        _keep_office(work, form, valid_from)


def _keep_office(work: Work, form: OfficeForm, valid_from: date) -> None:
    row = work.session.scalar(select(OfficeDetails).where(OfficeDetails.valid_from == valid_from))
    if row is None:
        row = OfficeDetails(valid_from=valid_from)
        work.session.add(row)
    for name, value in asdict(form).items():
        setattr(row, name, value)
    row.address = "\n".join(tidy(line) for line in form.address if tidy(line))
    row.postcode = tidy_postcode(form.postcode)
    work.audit("office.change", row, row.name, valid_from=valid_from)


def _keep_reference(work: Work) -> None:
    work.session.add_all(
        District(
            code=row["gss"],
            name=row["name"],
            division=row["division"],
            partnership_code=row["csp_gss"],
        )
        for row in _table("reference", "districts.csv")
    )
    work.session.add_all(
        Priority(
            plan=row["plan"],
            position=int(row["order"]),
            text=row["priority"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]),
        )
        for row in _table("reference", "plan_priorities.csv")
    )


@needs(Permission.MANAGE_OFFICE)
def keep_published_awards(desk: Desk, actor: Actor) -> int:
    """Take in the awards that the office published before; return how many."""
    rows = _table("sample", "history.csv")
    with change(desk, actor, Permission.MANAGE_OFFICE) as work:
        awards = [
            PublishedAward(
                fund_name=row["fund"],
                year=int(row["year"]),
                organisation_name=row["organisation"],
                comparable_name=comparable_name(row["organisation"]),
                amount=Decimal(row["amount_gbp"]),
                place=row["place"],
                source=row["source"],
            )
            for row in rows
        ]
        work.session.add_all(awards)
        work.audit("office.history", awards[0], "Published awards", awards=len(awards))
    return len(awards)


def _keep_definitions(work: Work) -> None:
    for path in sorted(resource_path("funds").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        keep_fund(work, parse_fund(content), content)
    for path in sorted(resource_path("letters").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        keep_definition(work, "letter", content["code"], int(content["version"]), content)


def _table(*parts: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read_text(*parts))))


@open_to_all("The sign-in shows the office's name; its details stand on every letter.")
def office_in_force(desk: Desk) -> offices.OfficeRow:
    """Return the office's details in force today, before anybody has signed in."""
    with desk.database.reading() as connection:
        return offices.office(connection, desk.today())
