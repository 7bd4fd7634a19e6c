"""A row read from a spreadsheet, as the typed form that the services take."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from pccdesk.domain.dates import from_london, short_date
from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.domain.registrations import tidy_number
from pccdesk.workbooks.application_reader import ReadRow
from pccdesk.workbooks.fields import ADDRESS_LINES, BUDGET_LINES, MATCH_LINES

_NOON = 12
_NOTHING = Decimal(0)


def form_of(row: ReadRow, round_code: str) -> ApplicationForm:
    """Return a row's values as an application form with a new organisation, its texts tidy.

    The service matches the organisation with those it knows. A day of receipt without a time
    counts as noon, UK time.
    """
    values = row.values
    received = _day(values, "received_on")
    return ApplicationForm(
        round_code=round_code,
        organisation=_organisation(values),
        main_contact=_contact(values, "main_contact"),
        second_contact=_contact(values, "second_contact"),
        project_title=_text(values, "project_title"),
        summary=_text(values, "summary"),
        what=_text(values, "what"),
        who=_text(values, "who"),
        where=_text(values, "where"),
        starts_on=_day(values, "starts_on"),
        ends_on=_day(values, "ends_on"),
        districts=_codes(values, "districts"),
        priorities=_codes(values, "priorities"),
        board=_text(values, "board"),
        amount_requested=_pounds(values, "amount_requested"),
        total_cost=_pounds(values, "total_cost"),
        reserves=_pounds(values, "reserves"),
        budget=_budget(values),
        match=_match(values),
        answers=_answers(values),
        received_at=from_london(received, _NOON) if received else None,
        channel="spreadsheet",
    )


def answer_text(value: object) -> str:
    """Return an answer as forms keep it: `yes`, `no`, choices a line each, `01/04/2026`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "\n".join(str(each) for each in value)
    if isinstance(value, date):
        return short_date(value)
    return str(value)


def _organisation(values: Mapping[str, object]) -> OrganisationForm:
    lines = (_text(values, f"organisation.address.{n}") for n in range(1, ADDRESS_LINES + 1))
    return OrganisationForm(
        name=_text(values, "organisation.name"),
        kind=_text(values, "organisation.kind"),
        address=tuple(line for line in lines if line),
        town=_text(values, "organisation.town"),
        postcode=_text(values, "organisation.postcode"),
        charity_number=tidy_number(_text(values, "organisation.charity_number")),
        company_number=tidy_number(_text(values, "organisation.company_number")),
        email=_text(values, "organisation.email"),
        phone=_text(values, "organisation.phone"),
        website=_text(values, "organisation.website"),
        otherwise_funded=values.get("organisation.otherwise_funded") is True,
    )


def _contact(values: Mapping[str, object], prefix: str) -> ContactForm | None:
    parts = [_text(values, f"{prefix}.{part}") for part in ("name", "role", "email", "phone")]
    return ContactForm(*parts) if any(parts) else None


def _budget(values: Mapping[str, object]) -> tuple[BudgetLine, ...]:
    groups = (f"budget.{number}" for number in range(1, BUDGET_LINES + 1))
    return tuple(
        BudgetLine(
            _text(values, f"{group}.description"),
            _pounds(values, f"{group}.cost") or _NOTHING,
            _pounds(values, f"{group}.from_grant") or _NOTHING,
        )
        for group in groups
        if f"{group}.description" in values
    )


def _match(values: Mapping[str, object]) -> tuple[MatchLine, ...]:
    groups = (f"match.{number}" for number in range(1, MATCH_LINES + 1))
    return tuple(
        MatchLine(
            _text(values, f"{group}.source"),
            _pounds(values, f"{group}.amount") or _NOTHING,
            values.get(f"{group}.in_kind") is True,
            values.get(f"{group}.confirmed") is True,
        )
        for group in groups
        if f"{group}.source" in values
    )


def _answers(values: Mapping[str, object]) -> Mapping[str, str]:
    prefix = "answers."
    return MappingProxyType(
        {
            code.removeprefix(prefix): answer_text(value)
            for code, value in values.items()
            if code.startswith(prefix)
        }
    )


def _text(values: Mapping[str, object], code: str) -> str:
    return str(values.get(code, ""))


def _day(values: Mapping[str, object], code: str) -> date | None:
    value = values.get(code)
    return value if isinstance(value, date) else None


def _pounds(values: Mapping[str, object], code: str) -> Decimal | None:
    value = values.get(code)
    return value if isinstance(value, Decimal) else None


def _codes(values: Mapping[str, object], code: str) -> tuple[str, ...]:
    value = values.get(code)
    return tuple(str(each) for each in value) if isinstance(value, tuple) else ()
