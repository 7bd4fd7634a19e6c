"""The index is filled where it was not, made anew where it is wrong, and told where it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update

from pccdesk.database.creation import open_database
from pccdesk.database.word_entries import bounds
from pccdesk.domain.applications import Stage
from pccdesk.domain.progress import Progress
from pccdesk.models.applications import Application
from pccdesk.models.people import Person
from pccdesk.models.search import SearchEntry, SearchState
from pccdesk.queries.search_nouns import STAFF
from pccdesk.services import search_filling
from pccdesk.services.desk import Desk
from pccdesk.services.sample.large import make_large_office
from pccdesk.services.search_filling import fill_if_needed, index_faults, rebuild
from tests.clock import Clock
from tests.office import Office
from tests.services.finding import faults, found

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


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
