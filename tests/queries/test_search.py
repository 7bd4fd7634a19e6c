"""Search everywhere: the same for the same data on both databases, and never what is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import select

from pccdesk.database import word_lookup
from pccdesk.database.creation import create_database
from pccdesk.database.word_entries import noun_and_number
from pccdesk.database.word_lookup import newest
from pccdesk.domain.errors import NotPermitted
from pccdesk.domain.permissions import Actor, Role, RoleHeld
from pccdesk.domain.searching import Query, parse
from pccdesk.models import Base
from pccdesk.models.applications import Application
from pccdesk.models.organisations import Organisation
from pccdesk.models.search import SearchEntry
from pccdesk.queries import search as searching
from pccdesk.queries import typed_words
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import APPLICATIONS, AWARDS, BATCHES, LETTERS, ORGANISATIONS, PAYMENTS
from pccdesk.queries.search import Answer, search
from pccdesk.queries.search_nouns import NOUNS
from pccdesk.services.desk import Desk
from pccdesk.services.sample import SAMPLE_NOW
from pccdesk.services.sample.timeline import chance
from pccdesk.services.search_filling import index_faults, rebuild
from pccdesk.services.sign_in import sign_in
from tests.clock import MORNING
from tests.domain.test_searching import HOSTILE
from tests.postgresql_server import PostgresqlServer

CAF = "community_action_fund"


@pytest.fixture
def officer(sample_desk: Desk) -> Actor:
    return sign_in(sample_desk, "officer", "")


@pytest.fixture
def twin(sample_desk: Desk, postgresql_server: PostgresqlServer) -> Iterator[Desk]:
    """Give the sample office once more, on PostgreSQL."""
    postgresql_server.create("search_twin")
    database = create_database(
        postgresql_server.address("search_twin"), MORNING, lambda _session: None
    )
    with sample_desk.database.reading() as source, database.changing() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "audit_entry":  # has none yet, and triggers that keep all
                session.execute(table.delete())
        for table in Base.metadata.sorted_tables:
            if table.name not in {"search_entry", "audit_entry"}:
                rows = [dict(row) for row in source.execute(select(table)).mappings()]
                if rows:
                    session.execute(table.insert(), rows)
    desk = Desk(database, lambda: SAMPLE_NOW)
    rebuild(desk)
    yield desk
    database.close()
    postgresql_server.drop("search_twin")


def ask(desk: Desk, actor: Actor, typed: str) -> Answer:
    return desk.read(actor, search, actor, typed)


def titles(desk: Desk, actor: Actor, typed: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.words) for hit in ask(desk, actor, typed).hits]


def some_queries(desk: Desk, count: int) -> list[str]:
    """Return queries of all kinds made from what the office holds, the same each time."""
    rng = chance("20260601")
    with desk.database.reading() as connection:
        entries = connection.scalars(select(SearchEntry.words + " " + SearchEntry.head)).all()
    made = []
    for _ in range(count):
        words = rng.sample(rng.choice(entries).split() or ["x"], k=1)
        if rng.random() < 0.4:
            words += rng.sample(rng.choice(entries).split() or ["x"], k=1)
        typed = " ".join(word[: rng.randint(1, 12)] for word in words)
        if rng.random() < 0.3 and len(typed) > 4:
            place = rng.randrange(1, len(typed) - 2)
            typed = typed[:place] + typed[place + 1] + typed[place] + typed[place + 2 :]
        if rng.random() < 0.2:
            typed = typed.title().replace("e", "é").replace("o", "ö")
        made.append(typed)
    return made


def test_both_databases_find_the_same_in_the_same_order(
    sample_desk: Desk, twin: Desk, officer: Actor
) -> None:
    few = replace(officer, roles=(RoleHeld(Role.ASSESSOR, CAF),))
    found = 0
    for typed in (*some_queries(sample_desk, 150), *HOSTILE):
        for actor in (officer, few):
            first, second = ask(sample_desk, actor, typed), ask(twin, actor, typed)
            assert first == second, typed
            found += bool(first.hits)
    assert found > 100


@pytest.fixture
def as_in_a_large_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small office's words be common, so that not all that match are looked at."""
    monkeypatch.setattr(searching, "_NEWEST", 4)
    monkeypatch.setattr(word_lookup, "_WALK", 5)
    monkeypatch.setattr(word_lookup, "_LONG_WALK", 20)
    monkeypatch.setattr(typed_words, "_COMMON", 3)


@pytest.mark.usefixtures("as_in_a_large_office")
def test_both_databases_find_the_same_where_words_are_common(
    sample_desk: Desk, twin: Desk, officer: Actor
) -> None:
    common = ["p", "pr", "preston", "community", "c", "caf", "caf2024", "2024", "young people"]
    found = 0
    for typed in (*some_queries(sample_desk, 120), *common, *HOSTILE[:10]):
        first, second = ask(sample_desk, officer, typed), ask(twin, officer, typed)
        assert first == second, typed
        found += len(first.hits) > 8
    assert found > 10


@pytest.mark.usefixtures("as_in_a_large_office")
@pytest.mark.parametrize("most", [1, 3, 50])
def test_the_newest_of_each_noun_are_found_and_none_besides(
    sample_desk: Desk, twin: Desk, most: int
) -> None:
    """Each database gives what going through all entries gives, whatever way it takes to it."""
    with sample_desk.database.reading() as connection:
        asked = select(SearchEntry.id, SearchEntry.head, SearchEntry.words)
        entries = connection.execute(asked.order_by(SearchEntry.id.desc())).all()
    nouns = [noun.number for noun in NOUNS]
    cut = 0
    for typed in (*some_queries(sample_desk, 40), "preston", "caf 2024", "letter"):
        query = parse(typed)
        if not query.words or query.shortest < 2:
            continue
        for in_heads, whole, few in product((True, False), (False, True), (nouns, nouns[::3])):
            expected: dict[int, list[int]] = {noun: [] for noun in few}
            for number, head, words in entries:
                of_noun = expected.get(noun_and_number(number)[0])
                tokens = head if in_heads else f"{head} {words}"
                if of_noun is not None and stands_in(query, tokens, whole=whole):
                    of_noun.append(number)
            cut += any(len(each) > most for each in expected.values())
            expected = {noun: found[:most] for noun, found in expected.items()}
            for desk in (sample_desk, twin):
                with desk.database.reading() as connection:
                    found = newest(connection, query, few, most, in_heads=in_heads, whole=whole)
                assert found == expected, (typed, in_heads, whole, desk.database.name)
    assert cut > 10


def stands_in(query: Query, tokens: str, *, whole: bool) -> bool:
    """Tell what an index should, in the plainest way."""
    kept = tokens.split()
    return all(
        any(
            all(any(t == part if whole else t.startswith(part) for t in kept) for part in way)
            for way in word.ways
        )
        for word in query.words
    )


def test_both_databases_narrow_lists_the_same(
    sample_desk: Desk, twin: Desk, officer: Actor
) -> None:
    for typed in (*some_queries(sample_desk, 25), *HOSTILE[:20], "preston", "caf-2025"):
        for listing in (APPLICATIONS, ORGANISATIONS, LETTERS, AWARDS, PAYMENTS, BATCHES):
            chosen = Filter(typed)
            first = sample_desk.read(officer, listing.ids, (), chosen)
            assert sorted(first) == sorted(twin.read(officer, listing.ids, (), chosen)), typed
            assert sample_desk.read(officer, listing.totals, chosen).count == len(first)


@pytest.mark.usefixtures("as_in_a_large_office")
def test_the_first_rows_are_those_of_the_whole_list_however_common_a_word(
    sample_desk: Desk, twin: Desk, officer: Actor
) -> None:
    for typed in (*some_queries(sample_desk, 15), "preston", "caf-2025", "community p"):
        for listing in (APPLICATIONS, ORGANISATIONS, PAYMENTS):
            for desk in (sample_desk, twin):
                every = desk.read(officer, listing.ids, (), Filter(typed))
                first = desk.read(officer, listing.first_rows, (), Filter(typed), 7)
                assert [row[0] for row in first] == list(every)[:7], typed


def test_the_index_of_the_sample_office_is_what_its_records_say(
    sample_desk: Desk, twin: Desk
) -> None:
    for desk in (sample_desk, twin):
        with desk.database.reading() as connection:
            assert list(index_faults(connection)) == []


def test_a_filters_choices_count_what_typed_words_leave(sample_desk: Desk, officer: Actor) -> None:
    chosen = Filter("preston")
    total = sample_desk.read(officer, APPLICATIONS.totals, chosen).count
    counted = sample_desk.read(officer, APPLICATIONS.choices, "stage", chosen)
    assert total
    assert sum(choice.count for choice in counted) == total


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("CAF-2024-0007", "applications"),
        ("caf20240007", "applications"),
        ("caf 2024 0007", "applications"),
        ("great harwod", "applications"),
        ("Saheliyan", "organisations"),
        ("Philip Haworth", "contacts"),
        ("Rachel Thornber", "staff"),
        ("PB-2024-007", "batches"),
        ("2024/09", "decisions"),
        ("survey of residents", "decisions"),
        ("value for money judged", "letters"),
        ("made up for the sample office scanned", "documents"),
        ("ty croeso", "organisations"),
    ],
)
def test_every_kind_of_record_is_found(
    sample_desk: Desk, officer: Actor, typed: str, kind: str
) -> None:
    assert kind in {each for each, _title in titles(sample_desk, officer, typed)}


def test_a_reference_typed_whole_finds_its_application_first(
    sample_desk: Desk, officer: Actor
) -> None:
    with sample_desk.database.reading() as connection:
        references = connection.scalars(select(Application.reference)).all()
    for reference in references:
        kind, title = titles(sample_desk, officer, reference)[0]
        assert (kind, title.split()[0]) == ("applications", reference)


def test_an_organisation_is_found_by_its_name_and_by_its_postcode(
    sample_desk: Desk, officer: Actor
) -> None:
    with sample_desk.database.reading() as connection:
        rows = connection.execute(select(Organisation.name, Organisation.postcode)).all()
    for row in rows:
        assert ("organisations", row.name) in titles(sample_desk, officer, row.name)
        for typed in filter(None, (row.postcode, row.postcode.replace(" ", "").lower())):
            assert ("organisations", row.name) in titles(sample_desk, officer, typed)


def test_the_search_shows_what_the_lists_show_and_no_less(
    sample_desk: Desk, officer: Actor
) -> None:
    few = replace(officer, roles=(RoleHeld(Role.OFFICER, CAF),))
    for typed in some_queries(sample_desk, 20):
        assert ask(sample_desk, few, typed) == ask(sample_desk, officer, typed)


def test_who_may_see_nothing_finds_nothing(sample_desk: Desk, officer: Actor) -> None:
    nobody = replace(officer, roles=())
    for typed in ("RRF-2024-0004", "RRF-2024-0040", "allotments", "probation"):
        with pytest.raises(NotPermitted):
            ask(sample_desk, nobody, typed)


def test_hostile_words_break_nothing(sample_desk: Desk, officer: Actor) -> None:
    for typed in HOSTILE:
        ask(sample_desk, officer, typed)
        for listing in (APPLICATIONS, PAYMENTS):
            sample_desk.read(officer, listing.first_rows, (), Filter(typed))


def test_signs_alone_find_nothing(sample_desk: Desk, officer: Actor) -> None:
    for typed in ("", "   ", "%", "*", '"', "🎉", "--"):
        assert ask(sample_desk, officer, typed).hits == ()
