"""What a saved application says, as the sections of the form take it back."""

from decimal import Decimal
from typing import Any

from pccdesk.domain.forms import ApplicationForm
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.queries.organisations import OrganisationMatch
from pccdesk.ui.widgets.money_field import MoneyField

_CONTACT = ("name", "role", "email", "phone")


def contact_of(form: ApplicationForm, group: str) -> dict[str, str]:
    """Return one contact's fields by name; nothing where there is no such contact."""
    contact = getattr(form, group)
    if contact is None:
        return {}
    return {f"{group}.{part}": getattr(contact, part) for part in _CONTACT}


def rows_of(form: ApplicationForm) -> dict[str, Any]:
    """Return the lines of the budget and of match funding, as they would be typed."""
    return {
        "budget": [
            [line.description, _sum(line.cost), _sum(line.from_grant) if line.from_grant else ""]
            for line in form.budget
        ],
        "match": [
            [line.source, _sum(line.amount), line.in_kind, line.confirmed] for line in form.match
        ],
    }


def match_of(record: ApplicationRecord) -> OrganisationMatch:
    """Return the organisation that a record belongs to, as one that was chosen."""
    return OrganisationMatch(record.organisation_id, record.organisation_name, "", "", "", "")


def _sum(amount: Decimal | None) -> str:
    shown = MoneyField()
    shown.set_value(amount)
    return shown.text()
