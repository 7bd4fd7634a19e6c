"""What was written, as plain values that JSON can hold, and back again without loss."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm


def plain(value: Any) -> Any:
    """Return a form, or a part of one, as lists, mappings and text."""
    if value is None or isinstance(value, str | int):
        return value
    if names := _names(value.__class__):
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def application_form(kept: Mapping[str, Any]) -> ApplicationForm:
    """Return the application that `plain` made plain."""
    values = dict(kept)
    for name in ("amount_requested", "total_cost", "reserves"):
        values[name] = _decimal(values[name])
    for name in ("starts_on", "ends_on"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    received = values["received_at"]
    values["received_at"] = datetime.fromisoformat(received) if received else None
    for name in ("main_contact", "second_contact"):
        values[name] = ContactForm(**values[name]) if values[name] else None
    values["organisation"] = organisation_form(kept["organisation"])
    for name in ("districts", "priorities"):
        values[name] = tuple(values[name])
    values["budget"] = tuple(_sums(BudgetLine, each) for each in kept["budget"])
    values["match"] = tuple(_sums(MatchLine, each) for each in kept["match"])
    return ApplicationForm(**values)


def organisation_form(kept: Mapping[str, Any] | None) -> OrganisationForm | None:
    """Return the organisation that `plain` made plain, or None for none."""
    return OrganisationForm(**{**kept, "address": tuple(kept["address"])}) if kept else None


def _sums(kind: Any, kept: Mapping[str, Any]) -> Any:
    sums = {"cost", "from_grant", "amount"}
    return kind(**{name: _decimal(each) if name in sums else each for name, each in kept.items()})


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
