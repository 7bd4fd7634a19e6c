"""A row read from a spreadsheet, as the typed form that the services take."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from pccdesk.domain.dates import from_london, short_date
from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.domain.registrations import tidy_number
from pccdesk.workbooks.application_reader import ReadRow
from pccdesk.workbooks.fields import ADDRESS_LINES, BUDGET_LINES, MATCH_LINES, Field

_NOON = 12
_NOTHING = Decimal(0)
_ANSWER = "answers."
_ADDRESS = tuple(f"organisation.address.{number}" for number in range(1, ADDRESS_LINES + 1))
_CONTACTS = {
    who: tuple(f"{who}.{part}" for part in ("name", "role", "email", "phone"))
    for who in ("main_contact", "second_contact")
}
_BUDGET = tuple(
    (f"budget.{number}.description", f"budget.{number}.cost", f"budget.{number}.from_grant")
    for number in range(1, BUDGET_LINES + 1)
)
_MATCH = tuple(
    tuple(f"match.{number}.{part}" for part in ("source", "amount", "in_kind", "confirmed"))
    for number in range(1, MATCH_LINES + 1)
)


class RowForms:
    """Makes the rows of a sheet forms of one round, by the columns that the sheet may have."""

    def __init__(self, round_code: str, fields: Iterable[Field]) -> None:
        self._round_code = round_code
        codes = (each.code for each in fields)
        self._answers = tuple(
            (code, code.removeprefix(_ANSWER)) for code in codes if code.startswith(_ANSWER)
        )

    def form_of(self, row: ReadRow) -> ApplicationForm:
        """Return a row's values as an application form with a new organisation, its texts tidy.

        The service matches the organisation with those it knows. A day of receipt without a time
        counts as noon, UK time.
        """
        values = row.values
        received = _day(values, "received_on")
        return ApplicationForm(
            round_code=self._round_code,
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
            answers=MappingProxyType(
                {name: answer_text(values[code]) for code, name in self._answers if code in values}
            ),
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
    return OrganisationForm(
        name=_text(values, "organisation.name"),
        kind=_text(values, "organisation.kind"),
        address=tuple(_text(values, line) for line in _ADDRESS if values.get(line)),
        town=_text(values, "organisation.town"),
        postcode=_text(values, "organisation.postcode"),
        charity_number=tidy_number(_text(values, "organisation.charity_number")),
        company_number=tidy_number(_text(values, "organisation.company_number")),
        email=_text(values, "organisation.email"),
        phone=_text(values, "organisation.phone"),
        website=_text(values, "organisation.website"),
        otherwise_funded=values.get("organisation.otherwise_funded") is True,
    )


def _contact(values: Mapping[str, object], who: str) -> ContactForm | None:
    parts = [str(values.get(code, "")) for code in _CONTACTS[who]]
    return ContactForm(*parts) if any(parts) else None


def _budget(values: Mapping[str, object]) -> tuple[BudgetLine, ...]:
    return tuple(
        BudgetLine(
            _text(values, description),
            _pounds(values, cost) or _NOTHING,
            _pounds(values, from_grant) or _NOTHING,
        )
        for description, cost, from_grant in _BUDGET
        if description in values
    )


def _match(values: Mapping[str, object]) -> tuple[MatchLine, ...]:
    return tuple(
        MatchLine(
            _text(values, source),
            _pounds(values, amount) or _NOTHING,
            values.get(in_kind) is True,
            values.get(confirmed) is True,
        )
        for source, amount, in_kind, confirmed in _MATCH
        if source in values
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
