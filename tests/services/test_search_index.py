"""The search index follows every change, in the same transaction, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Fault
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.organisations import ContactForm
from pccdesk.models.applications import Application, Attachment
from pccdesk.models.organisations import Organisation
from pccdesk.queries import organisations
from pccdesk.services import documents
from pccdesk.services.applications import receive_new, save_changes
from pccdesk.services.organisations import change_organisation
from pccdesk.services.work import change
from tests.office import Office
from tests.services.finding import faults, found

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def organisation_of(office: Office, application_id: int) -> int:
    with office.desk.database.reading() as connection:
        query = select(Application.organisation_id).where(Application.id == application_id)
        number = connection.scalar(query)
        assert number is not None
        return number


def test_an_application_is_found_from_its_recording_on(office: Office) -> None:
    form = office.form(project_title="Zebra crossing café", what="We paint xylophones.")
    contact = ContactForm("Quentin Quillfeather", "Chair", "q@example.org", "01253 000000")
    assert found(office, "zebra cafe") == []
    office.bring_to(Stage.RECEIVED)
    number = _record(office, replace(form, main_contact=contact))
    assert found(office, "zebra cafe") == ["applications"]
    assert found(office, "xylophones") == ["applications"]
    assert found(office, "quillfeather") == ["contacts"]
    assert "applications" in found(office, office.record(number).reference)
    assert faults(office) == []


def _record(office: Office, form: ApplicationForm) -> int:
    return receive_new(office.desk, office.who("officer"), form)


def test_changed_words_are_found_and_the_old_ones_no_more(office: Office) -> None:
    number = office.bring_to(Stage.RECEIVED, project_title="Zebra crossing", what="Xylophones.")
    form = office.record(number).form
    changed = replace(form, project_title="Okapi crossing", what="Glockenspiels.")
    officer = office.who("officer")
    save_changes(office.desk, officer, number, office.version(number), changed)
    assert found(office, "okapi") == ["applications"]
    assert found(office, "glockenspiels") == ["applications"]
    assert found(office, "zebra") == []
    assert found(office, "xylophones") == []
    assert faults(office) == []


def test_rows_known_by_what_does_not_number_them_are_found_as_changed(office: Office) -> None:
    number = office.bring_to(Stage.RECEIVED)
    administrator = office.who("administrator")
    row = office.desk.read(
        administrator, organisations.organisation, organisation_of(office, number)
    )
    with change(office.desk, administrator) as work:
        wanted = {"town": "Ultima Thule"}
        assert work.update(Organisation, wanted, sort_name=row.form.name, version=row.version) == 0
        assert work.update(Organisation, wanted, name=row.form.name) == 1
        work.audit("a test", None, "a test")
    assert found(office, "thule") == ["organisations"]
    assert faults(office) == []


def test_a_renamed_organisation_is_found_by_both_names_with_its_applications(
    office: Office,
) -> None:
    number = office.bring_to(Stage.RECEIVED)
    organisation_id = organisation_of(office, number)
    administrator, officer = office.who("administrator"), office.who("officer")
    row = office.desk.read(administrator, organisations.organisation, organisation_id)
    form = replace(row.form, name="Quagga Wanderers", postcode="PR1 8XJ")
    change_organisation(office.desk, officer, organisation_id, row.version, form)
    assert sorted(found(office, "quagga")) == ["applications", "organisations"]
    assert sorted(found(office, "pr18xj")) == ["applications", "organisations"]
    assert "organisations" in found(office, row.form.name)
    assert faults(office) == []


def test_a_whole_life_leaves_letters_decisions_batches_and_payments_to_find(
    office: Office,
) -> None:
    number = office.bring_to(Stage.COMPLETE)
    reference = office.record(number).reference
    kinds = set(found(office, reference))
    assert {"applications", "decisions", "letters"} <= kinds
    assert found(office, "PB-2026-001") == ["batches"]
    assert faults(office) == []


def test_a_withdrawn_application_is_still_found(office: Office) -> None:
    number = office.bring_to(Stage.WITHDRAWN, project_title="Zebra crossing")
    assert found(office, "zebra") == ["applications"]
    assert office.stage(number) is Stage.WITHDRAWN
    assert faults(office) == []


def test_a_document_is_found_by_its_text_until_it_is_removed(
    office: Office, tmp_path: Path
) -> None:
    number = office.bring_to(Stage.RECEIVED)
    officer = office.who("officer")
    path = tmp_path / "minutes of the marmoset.txt"
    path.write_text("We bought four\x07 tambourines.", encoding="utf-8")
    documents.attach_file(office.desk, officer, number, office.version(number), "other", path)
    assert found(office, "marmoset") == ["documents"]
    assert found(office, "tambourines") == ["documents"]
    with office.desk.database.reading() as connection:
        attached = connection.scalar(
            select(Attachment.id).where(Attachment.file_name.contains("marmoset"))
        )
    assert attached is not None
    documents.remove(office.desk, officer, number, office.version(number), attached)
    assert found(office, "tambourines") == []
    documents.attach_file(office.desk, officer, number, office.version(number), "other", path)
    assert found(office, "tambourines") == ["documents"]
    assert faults(office) == []


class BreakdownError(Exception):
    """What a test lets happen within a change."""


def test_a_change_that_fails_leaves_nothing_to_find(office: Office) -> None:
    number = office.bring_to(Stage.RECEIVED)
    organisation_id = organisation_of(office, number)

    def rename(*, audited: bool) -> None:
        with change(office.desk, office.who("officer")) as work:
            row = work.get(Organisation, organisation_id, "The organisation")
            row.name = "Quagga Wanderers"
            if audited:
                work.audit("organisation.change", row, row.name)
                raise BreakdownError

    with pytest.raises(BreakdownError):
        rename(audited=True)
    assert found(office, "quagga") == []
    with pytest.raises(Fault):
        rename(audited=False)
    assert found(office, "quagga") == []
    assert faults(office) == []
