"""The search index follows every change, in the same transaction, on both databases."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update

from pccdesk.database.creation import open_database
from pccdesk.database.word_entries import bounds
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import Fault
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.organisations import ContactForm
from pccdesk.domain.progress import Progress
from pccdesk.models.applications import Application, Attachment
from pccdesk.models.organisations import Organisation
from pccdesk.models.people import Person
from pccdesk.models.search import SearchEntry, SearchState
from pccdesk.queries import organisations
from pccdesk.queries.search import search
from pccdesk.queries.search_nouns import STAFF
from pccdesk.services import documents, search_filling
from pccdesk.services.applications import receive_new, save_changes
from pccdesk.services.desk import Desk
from pccdesk.services.organisations import change_organisation
from pccdesk.services.reading_texts import text_of
from pccdesk.services.sample.large import make_large_office
from pccdesk.services.search_filling import fill_if_needed, index_faults, rebuild
from pccdesk.services.work import change
from tests.clock import Clock
from tests.office import Office

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def found(office: Office, typed: str, who: str = "administrator") -> list[str]:
    """Return the kinds of what somebody finds by exactly these words."""
    actor = office.who(who)
    answer = office.desk.read(actor, search, actor, typed)
    return [] if answer.corrected else [hit.kind for hit in answer.hits]


def faults(office: Office) -> list[str]:
    with office.desk.database.reading() as connection:
        return list(index_faults(connection))


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


def test_an_index_that_lost_something_is_told_and_made_anew(office: Office) -> None:
    office.bring_to(Stage.RECEIVED, project_title="Zebra crossing")
    with office.desk.database.changing() as session:
        session.execute(update(Application).values(project_title="Okapi crossing"))
    assert "wrong for 1 of the applications" in faults(office)[0]
    rebuild(office.desk)
    assert faults(office) == []
    assert found(office, "okapi") == ["applications"]
    assert found(office, "zebra") == []


def test_tables_that_do_not_fit_their_entries_are_told(office: Office) -> None:
    office.bring_to(Stage.RECEIVED)
    with office.desk.database.changing() as session:
        if office.desk.database.file is None:
            session.execute(text("DELETE FROM search_head"))
        else:
            session.execute(text("INSERT INTO search_word(search_word) VALUES ('delete-all')"))
    assert any("(search_" in fault for fault in faults(office))
    rebuild(office.desk)
    assert faults(office) == []


def test_an_old_offices_index_is_filled_once_with_the_text_of_its_letters(office: Office) -> None:
    number = office.bring_to(Stage.OFFERED)
    reference = office.record(number).reference
    with office.desk.database.changing() as session:
        session.execute(text("DELETE FROM content_text"))
        session.execute(text("UPDATE search_state SET version = 0"))
        session.execute(delete(SearchEntry))
    assert faults(office) == ["The search index was not filled. Run “pccdesk reindex”."]
    told: dict[str, list[tuple[int, int]]] = {}

    def telling(what: str) -> Progress:
        counts = told.setdefault(what, [])
        return lambda done, total: counts.append((done, total))

    fill_if_needed(office.desk, telling)
    assert list(told) == [
        "Reading letters and documents",
        "Making records findable",
        "Putting the words in order",
    ]
    for counts in told.values():
        assert counts == sorted(counts)
        assert counts[-1][0] == counts[-1][1] == counts[0][1] > 0
    assert faults(office) == []
    assert "letters" in found(office, f"{reference} pleased")
    with office.desk.database.reading() as connection:
        before = connection.scalar(select(SearchState.version))
    told.clear()
    fill_if_needed(office.desk, telling)
    assert told == {}
    with office.desk.database.reading() as connection:
        assert connection.scalar(select(SearchState.version)) == before


def test_words_that_a_server_lists_by_older_rules_are_listed_anew(
    staffed_postgresql_address: str, clock: Clock
) -> None:
    office = Office(Desk(open_database(staffed_postgresql_address), clock), clock)
    office.bring_to(Stage.RECEIVED, project_title="Zebra crossing")
    for table, tokens in (("search_head", "head"), ("search_words", "trim(head || ' ' || words)")):
        with office.desk.database.changing() as session:
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - names of ours
            listed = f"SELECT id, array_to_tsvector(string_to_array({tokens}, ' '))"
            session.execute(text(f"INSERT INTO {table} {listed} FROM search_entry"))
    assert found(office, "zebra") == []
    fill_if_needed(office.desk)
    assert found(office, "zebra") == ["applications"]
    assert faults(office) == []
    office.desk.database.close()


def test_words_that_a_file_has_not_listed_since_its_table_was_laid_are(
    staffed_sqlite_address: str, clock: Clock
) -> None:
    office = Office(Desk(open_database(staffed_sqlite_address), clock), clock)
    office.bring_to(Stage.RECEIVED, project_title="Zebra crossing")
    with office.desk.database.changing() as session:
        session.execute(text("INSERT INTO search_word(search_word) VALUES ('delete-all')"))
    assert found(office, "zebra") == []
    fill_if_needed(office.desk)
    assert found(office, "zebra") == ["applications"]
    assert faults(office) == []
    office.desk.database.close()


def test_a_large_office_is_indexed_as_it_is_written(tmp_path: Path) -> None:
    desk = make_large_office(str(tmp_path / "large.sqlite"), 60)
    with desk.database.reading() as connection:
        assert list(index_faults(connection)) == []
        assert connection.scalar(select(SearchEntry.id).limit(1)) is not None
    desk.database.close()


def _zip(member: str, content: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return packed.getvalue()


def test_text_is_read_out_of_each_kind_of_document() -> None:
    word = "<w:p><w:r><w:t>Fish &amp; </w:t></w:r><w:r><w:t>chips</w:t></w:r></w:p><w:p>Peas</w:p>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert text_of(_zip("word/document.xml", word), kind).split() == ["Fish", "&", "chips", "Peas"]
    open_text = _zip("content.xml", "<text:p>One</text:p><text:p>two</text:p>")
    assert text_of(open_text, "application/vnd.oasis.opendocument.text").split() == ["One", "two"]
    assert text_of(b"caf\xc3\xa9\x00\x07", "text/plain").split() == ["café"]
    assert text_of(b"\x89PNG", "image/png") == ""


@pytest.mark.parametrize(
    "kind",
    [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
)
def test_a_damaged_document_only_has_no_text(kind: str) -> None:
    for content in (b"", b"%PDF-1.7 nothing", b"PK\x03\x04", _zip("xl/workbook.xml", "<broken")):
        assert text_of(content, kind) == ""


def test_a_document_that_unpacks_without_end_is_read_only_so_far() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert len(text_of(_zip("word/document.xml", "spam " * 9_000_000), kind)) <= 200_000


def test_a_large_offices_index_is_compared_in_part_unless_all_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_filling, "_PART", 5)
    monkeypatch.setattr(search_filling, "_MOST_COMPARED", 10)
    monkeypatch.setattr(search_filling, "_MOST_LISTED", 0)
    people = [
        {"username": f"user{n}", "full_name": f"Person {n}", "job_title": "Officer"}
        for n in range(40)
    ]
    with desk.database.changing() as session:
        session.add_all(Person(created_at=NOON, **each) for each in people)
    rebuild(desk)
    low, _high = bounds(STAFF.number)
    with desk.database.reading() as connection:
        first, *_others, last = connection.scalars(
            select(SearchEntry.id).where(SearchEntry.id > low).order_by(SearchEntry.id)
        )

    def said(*, full: bool) -> bool:
        with desk.database.reading() as connection:
            return any("of the staff" in each for each in index_faults(connection, full=full))

    def write(number: int, words: str) -> None:
        with desk.database.changing() as session:
            session.execute(update(SearchEntry).where(SearchEntry.id == number).values(words=words))

    assert not said(full=False)
    write(last - 1, "else")
    assert said(full=True)
    write(last - 1, "")
    write(first, "else")
    assert said(full=False)
    write(first, "")
    assert not said(full=True)
    with desk.database.changing() as session:
        session.execute(delete(SearchEntry).where(SearchEntry.id == last))
    assert said(full=False)
    with desk.database.changing() as session:
        session.add(SearchEntry(id=last, head="", words=""))
        session.add(SearchEntry(id=last + 77, head="", words=""))
    assert said(full=False)
