"""Applicant organisations: adding, changing, their contacts."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.forms import require_no_problems
from pccdesk.domain.organisations import (
    ContactForm,
    OrganisationForm,
    comparable_name,
    organisation_problems,
    sortable_name,
    tidy,
    tidy_postcode,
)
from pccdesk.domain.permissions import Actor, Permission, needs
from pccdesk.domain.plain_forms import plain
from pccdesk.domain.registrations import tidy_number
from pccdesk.models.organisations import Contact, FormerName, Organisation
from pccdesk.queries import organisations
from pccdesk.services.desk import Desk
from pccdesk.services.work import Noted, Work, change


@needs(Permission.RECORD_APPLICATIONS)
def add_organisation(desk: Desk, actor: Actor, form: OrganisationForm) -> int:
    """Add an applicant organisation; return its number.

    Raises `Refused` for one that is there already, by charity or company number or by name and
    postcode.
    """
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        return keep_organisation(work, form).id


def keep_organisation(work: Work, form: OrganisationForm) -> Organisation:
    """Write a new organisation within an open change."""
    tidied = tidy_organisation(form)
    require_no_problems(organisation_problems(tidied), "The organisation cannot be saved.")
    same = organisations.same_organisation(work.session.connection(), tidied)
    if same is not None:
        raise Refused(f"“{same.name}” is there already. Choose it instead of adding it again.")
    organisation = Organisation(created_at=work.now, **organisation_columns(tidied))
    work.session.add(organisation)
    work.session.flush()
    work.audit_all([added_note(organisation.id, organisation.name)])
    return organisation


def added_note(organisation_id: int, name: str) -> Noted:
    """Return what the audit log says of a new organisation."""
    return Noted("organisation.add", Organisation.__name__, organisation_id, name, None, {})


@needs(Permission.RECORD_APPLICATIONS)
def change_organisation(
    desk: Desk, actor: Actor, organisation_id: int, version: int, form: OrganisationForm
) -> None:
    """Change an organisation; its earlier name is kept as a former name."""
    tidied = tidy_organisation(form)
    require_no_problems(organisation_problems(tidied), "The organisation cannot be saved.")
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        organisation = work.get(Organisation, organisation_id, "The organisation")
        work.require_version(organisation, version, organisation.name)
        _require_own_numbers(work, organisation_id, tidied)
        before = organisation.name
        written = organisations.organisation(work.session.connection(), organisation_id).form
        former = _keep_former_name(work, organisation, tidied)
        fill_organisation(organisation, tidied)
        work.audit(
            "organisation.change",
            organisation,
            organisation.name,
            name_before=before,
            postcode=organisation.postcode,
            # Which fields, not what they say: some of it is about people.
            fields=[
                name
                for name in OrganisationForm.__slots__
                if getattr(written, name) != getattr(tidied, name)
            ],
        )
        work.keep_before(
            organisation, "organisation.change", form=plain(written), former_name=former
        )


def _keep_former_name(work: Work, organisation: Organisation, form: OrganisationForm) -> int | None:
    if comparable_name(organisation.name) == comparable_name(form.name):
        return None
    row = FormerName(
        organisation_id=organisation.id,
        name=organisation.name,
        comparable_name=comparable_name(organisation.name),
        until=work.today,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def _require_own_numbers(work: Work, organisation_id: int, form: OrganisationForm) -> None:
    for field in ("charity_number", "company_number"):
        number = getattr(form, field)
        if not number:
            continue
        other = work.session.scalar(
            select(Organisation.name).where(
                getattr(Organisation, field) == number, Organisation.id != organisation_id
            )
        )
        if other is not None:
            sentence = f"“{other}” has the number {number} already. Check both."
            raise Refused(sentence, (FieldProblem(field, sentence),))


def keep_contact(work: Work, organisation_id: int, form: ContactForm | None) -> int | None:
    """Return the number of an organisation's contact of that name, added or brought up to date."""
    tidied = tidy_contact(form)
    if tidied is None:
        return None
    contact = work.session.scalar(
        select(Contact).where(
            Contact.organisation_id == organisation_id, Contact.name == tidied.name
        )
    )
    if contact is None:
        contact = Contact(organisation_id=organisation_id, name=tidied.name)
        work.session.add(contact)
    for column, value in contact_columns(tidied).items():
        setattr(contact, column, value)
    work.session.flush()
    return contact.id


def tidy_contact(form: ContactForm | None) -> ContactForm | None:
    """Return a contact with spaces put in order, or None where nobody is named."""
    if form is None or not tidy(form.name):
        return None
    return ContactForm(tidy(form.name), tidy(form.role), tidy(form.email), tidy(form.phone))


def fill_organisation(organisation: Organisation, form: OrganisationForm) -> None:
    """Write an organisation's fields, as they are given, within an open change."""
    for name, value in organisation_columns(form).items():
        setattr(organisation, name, value)
    organisation.version += 1


def contact_columns(form: ContactForm) -> dict[str, str]:
    """Return what is kept of a contact besides the name that it is known by."""
    return {"role": tidy(form.role), "email": tidy(form.email), "phone": tidy(form.phone)}


def tidy_organisation(form: OrganisationForm) -> OrganisationForm:
    """Return the form with spaces, capitals and Unicode forms put in order."""
    return replace(
        form,
        name=tidy(form.name),
        address=tuple(tidy(line) for line in form.address if tidy(line)),
        kind=tidy(form.kind),
        town=tidy(form.town),
        district=tidy(form.district),
        postcode=tidy_postcode(form.postcode),
        charity_number=tidy_number(tidy(form.charity_number)),
        company_number=tidy_number(tidy(form.company_number)),
        email=tidy(form.email),
        phone=tidy(form.phone),
        website=tidy(form.website),
    )


def organisation_columns(form: OrganisationForm) -> dict[str, Any]:
    """Return what is kept of a tidied form."""
    return {
        "name": form.name,
        "sort_name": sortable_name(form.name),
        "comparable_name": comparable_name(form.name),
        "kind": form.kind,
        "address": "\n".join(form.address),
        "town": form.town,
        "postcode": form.postcode,
        "district": form.district,
        "charity_number": form.charity_number,
        "company_number": form.company_number,
        "email": form.email,
        "phone": form.phone,
        "website": form.website,
        "otherwise_funded": form.otherwise_funded,
    }
