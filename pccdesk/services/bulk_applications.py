"""Write received applications by the thousand: made into rows and written some hundreds at once.

What is written, row by row and in the audit log, is what `keep_received` would have written.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import Action, Facts, Stage, transition
from pccdesk.domain.errors import Refused
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.organisations import ContactForm, OrganisationForm, tidy
from pccdesk.domain.references import application_reference
from pccdesk.models.applications import Application
from pccdesk.models.base import Base
from pccdesk.models.funds import Fund
from pccdesk.models.organisations import Contact, Organisation
from pccdesk.queries.funds import RoundRow
from pccdesk.queries.organisations import KnownOrganisations, OrganisationMatch
from pccdesk.services.application_rows import Places, insert_rows, own_columns, part_rows
from pccdesk.services.applications import counter_of, new_columns, record_note
from pccdesk.services.organisations import added_note, contact_columns, organisation_columns
from pccdesk.services.work import Noted, Work
from pccdesk.services.workflow import require_no_objection, step_note

NumberedForm = tuple[int, ApplicationForm]
"""A row's number in its sheet, and the form read from it."""


@dataclass(slots=True)
class _Rows:
    """Rows that wait to be written together."""

    tables: defaultdict[type[Base], list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    contacts: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    changed_contacts: dict[int, dict[str, Any]] = field(default_factory=dict)
    notes: list[Noted] = field(default_factory=list)


class ReceivedInBulk:
    """Writes checked forms of one round as received applications, some hundreds at once.

    Their texts are tidy, as whatever is read from a sheet. Nothing of them is held on to but
    `references`, the references given so far.
    """

    def __init__(self, work: Work, chosen: RoundRow) -> None:
        self.references: list[str] = []
        self._work, self._chosen = work, chosen
        self._step = transition(Stage.DRAFT, Action.RECEIVE)
        # The guard of this step is the form's completeness, which was checked row by row.
        require_no_objection(work, self._step, Facts(Stage.DRAFT, chosen.fund_code))
        self._places = Places(work)
        fund = select(Fund.prefix).where(Fund.id == chosen.fund_id)
        self._prefix = work.session.scalar(fund) or ""
        self._ids: dict[type[Base], Iterator[int]] = {}
        self._rows = _Rows()

    def write(self, forms: Sequence[NumberedForm]) -> None:
        """Write the next forms, with their audit entries."""
        if not forms:
            return
        self._begin(forms)
        for row_number, form in forms:
            self.references.append(self._add(row_number, form))
        self._write()

    def _begin(self, forms: Sequence[NumberedForm]) -> None:
        """Read what the forms may meet in the database, and take numbers for them."""
        self._rows = _Rows()
        new = [form.organisation for _row, form in forms if form.organisation is not None]
        self._known = KnownOrganisations(self._work.connection, new)
        series = counter_of(self._prefix, self._chosen)
        self._number = self._work.next_numbers(series, len(forms))
        for table, each in ((Organisation, 1), (Contact, 2), (Application, 1)):
            self._ids[table] = iter(self._work.new_ids(table, each * len(forms)))
        met = {form.organisation_id for _row, form in forms} | set(self._known.ids)
        query = select(Contact.id, Contact.organisation_id, Contact.name).order_by(
            Contact.id.desc()
        )
        found = self._work.connection.execute(
            query.where(Contact.organisation_id.in_(met - {None}))
        )
        self._contacts = {(row.organisation_id, row.name): row.id for row in found}

    def _add(self, row_number: int, form: ApplicationForm) -> str:
        """Take one form in; return its application's reference."""
        organisation_id = self._organisation(form)
        number = next(self._ids[Application])
        reference = application_reference(self._prefix, self._chosen.financial_year, self._number)
        self._number += 1
        received_at = form.received_at or self._work.now
        own = {
            **new_columns(self._work, self._chosen, reference),
            **own_columns(form),
            "id": number,
            "version": 2,  # recorded, then received
            "stage": self._step.next_stage.value,
            "received_at": received_at,
            "organisation_id": organisation_id,
            "main_contact_id": self._contact(organisation_id, form.main_contact),
            "second_contact_id": self._contact(organisation_id, form.second_contact),
        }
        tables = self._rows.tables
        tables[Application].append(own)
        try:
            parts = part_rows(number, form, self._places)
        except Refused as refused:
            sentence = f"Row {row_number}: {refused.sentence} Nothing was written."
            raise Refused(sentence) from refused
        for table, rows in parts.items():
            tables[table] += rows
        self._rows.notes.append(record_note(number, reference, self._chosen, form))
        detail = {"received_at": received_at}
        self._rows.notes.append(step_note(self._step, number, reference, "", detail))
        return reference

    def _write(self) -> None:
        rows = self._rows
        organisations = rows.tables.pop(Organisation, [])
        contacts = list(rows.contacts.values())
        insert_rows(self._work, {Organisation: organisations, Contact: contacts} | rows.tables)
        for number, columns in rows.changed_contacts.items():
            self._work.update(Contact, columns, id=number)
        self._work.audit_all(rows.notes)

    def _organisation(self, form: ApplicationForm) -> int:
        if form.organisation is None:
            if form.organisation_id is None:
                raise Refused("Choose the applicant, or add a new organisation.")
            return form.organisation_id
        same = self._known.same(form.organisation)
        return self._new_organisation(form.organisation) if same is None else same.id

    def _new_organisation(self, form: OrganisationForm) -> int:
        number = next(self._ids[Organisation])
        columns = organisation_columns(form)
        columns |= {"id": number, "created_at": self._work.now}
        self._rows.tables[Organisation].append(columns)
        self._rows.notes.append(added_note(number, form.name))
        self._known.add(
            OrganisationMatch(
                number,
                form.name,
                form.town,
                form.postcode,
                form.charity_number,
                form.company_number,
            )
        )
        return number

    def _contact(self, organisation_id: int, form: ContactForm | None) -> int | None:
        if form is None or not tidy(form.name):
            return None
        name, columns = tidy(form.name), contact_columns(form)
        key = (organisation_id, name)
        number = self._contacts.get(key)
        if number is None:
            number = self._contacts[key] = next(self._ids[Contact])
            here = {"id": number, "organisation_id": organisation_id, "name": name}
            self._rows.contacts[key] = here | columns
        elif key in self._rows.contacts:
            self._rows.contacts[key] |= columns
        else:
            self._rows.changed_contacts[number] = columns
        return number
