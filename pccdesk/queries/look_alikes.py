"""Organisations that may be the one being typed: found before it is added a second time."""

from sqlalchemy import Connection, or_

from pccdesk.domain.organisations import OrganisationForm, alike, tidy, tidy_postcode
from pccdesk.domain.registrations import tidy_number
from pccdesk.models.organisations import Organisation
from pccdesk.queries.organisations import OrganisationMatch, matches_query, same_organisation
from pccdesk.queries.rows import records

_NEAR = 60
"""Organisations of one postcode whose names are compared, at most."""


def look_alikes(
    connection: Connection, form: OrganisationForm, but: int | None = None
) -> tuple[OrganisationMatch, ...]:
    """Return organisations that may be the one being typed, `but` itself left out.

    The one that saving would take it for comes first; then the same charity or company number,
    or the same postcode and a name like it.
    """
    same = same_organisation(connection, form)
    first = (same,) if same is not None and same.id != but else ()
    same_number = [
        column == tidy_number(tidy(number))
        for column, number in (
            (Organisation.charity_number, form.charity_number),
            (Organisation.company_number, form.company_number),
        )
        if number.strip()
    ]
    postcode = tidy_postcode(form.postcode) if form.postcode.strip() else ""
    near = [Organisation.postcode == postcode] if postcode else []
    if not (same_number or near):
        return first
    query = (
        matches_query()
        .where(or_(*same_number, *near))
        .order_by(Organisation.id.desc())
        .limit(_NEAR)
    )
    found = records(connection, query, OrganisationMatch)
    numbers = {tidy_number(form.charity_number), tidy_number(form.company_number)} - {""}
    return first + tuple(
        each
        for each in found
        if each.id != but
        and each not in first
        and ({each.charity_number, each.company_number} & numbers or alike(each.name, form.name))
    )
