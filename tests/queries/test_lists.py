"""Every list offered: sorted, narrowed and counted right, and alike on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from pccdesk.queries.listing import Filter, Listing, Sort
from pccdesk.queries.lists import (
    APPLICATIONS,
    AUDIT,
    AWARDS,
    BATCHES,
    LETTERS,
    ORGANISATIONS,
    PAYMENTS,
)
from pccdesk.services.desk import Desk
from pccdesk.services.sample.large import make_large_office
from tests.postgresql_server import PostgresqlServer

LISTINGS: dict[str, Listing[Any]] = {
    "applications": APPLICATIONS,
    "audit": AUDIT,
    "awards": AWARDS,
    "batches": BATCHES,
    "letters": LETTERS,
    "organisations": ORGANISATIONS,
    "payments": PAYMENTS,
}
SORTS = [(name, key) for name, listing in LISTINGS.items() for key in listing.sorts]
FILTERS = [(name, key) for name, listing in LISTINGS.items() for key in listing.filters]
ATTRIBUTES = {  # sorts whose order shows in the rows themselves
    ("applications", "reference"): "reference",
    ("applications", "title"): "project_title",
    ("applications", "fund"): "fund_name",
    ("applications", "round"): "round_code",
    ("applications", "district"): "district",
    ("applications", "requested"): "amount_requested",
    ("applications", "awarded"): "amount_awarded",
    ("applications", "received"): "received_at",
    ("applications", "owner"): "owner_name",
    ("applications", "changed"): "changed_at",
    ("awards", "reference"): "reference",
    ("awards", "amount"): "amount",
    ("awards", "fund"): "fund_name",
    ("awards", "accept_by"): "accept_by",
    ("organisations", "town"): "town",
    ("organisations", "postcode"): "postcode",
    ("organisations", "district"): "district",
    ("payments", "reference"): "reference",
    ("payments", "fund"): "fund_name",
    ("payments", "amount"): "amount",
    ("payments", "due"): "due_on",
    ("payments", "batch"): "batch_reference",
    ("payments", "paid"): "paid_on",
    ("audit", "subject"): "subject",
}
SHORT = {  # lists that stay short enough to be put in order when they are read
    ("batches", "total"),
    ("batches", "made"),
    ("letters", "reference"),
    ("letters", "organisation"),
}
OPENING = {name for name, listing in LISTINGS.items() if listing.opens is not None}
ROWS = 250


@pytest.fixture(scope="module")
def sqlite_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("lists") / "large.sqlite"
    desk = make_large_office(str(path), ROWS)
    yield desk
    desk.database.close()


@pytest.fixture(scope="module")
def postgresql_desk(postgresql_server: PostgresqlServer) -> Iterator[Desk]:
    postgresql_server.create("lists_of_tests")
    desk = make_large_office(postgresql_server.address("lists_of_tests"), ROWS)
    yield desk
    desk.database.close()
    postgresql_server.drop("lists_of_tests")


@pytest.fixture
def connection(sqlite_desk: Desk) -> Iterator[Connection]:
    with sqlite_desk.database.reading() as reading:
        yield reading


@pytest.mark.parametrize(("name", "key"), SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_an_order_has_every_row_once(
    connection: Connection, name: str, key: str, descending: bool
) -> None:
    listing = LISTINGS[name]
    sort = (Sort(key, descending),)
    ids = list(listing.ids(connection, sort, Filter()))
    assert len(set(ids)) == len(ids) == listing.totals(connection, Filter()).count
    first = list(listing.first_rows(connection, sort, Filter(), 40))
    assert first == [listing.rows(connection, ids)[each] for each in ids[:40]]


@pytest.mark.parametrize(("name", "key"), [each for each in SORTS if each[0] in OPENING])
def test_what_rows_open_comes_in_the_order_of_the_rows_on_both_kinds_of_database(
    connection: Connection, postgresql_desk: Desk, name: str, key: str
) -> None:
    listing = LISTINGS[name]
    sorts = ((Sort(key),), (Sort(key, descending=True), Sort("amount")))
    with postgresql_desk.database.reading() as other:
        for sort in sorts:
            for chosen in (Filter(), Filter("youth")):
                for reading in (connection, other):
                    ids = listing.ids(reading, sort, chosen)
                    rows = listing.rows(reading, ids)
                    opened = listing.ids(reading, sort, chosen, listing.opens)
                    assert opened.tolist() == [rows[each].application_id for each in ids]


@pytest.mark.parametrize(("name", "key"), ATTRIBUTES)
@pytest.mark.parametrize("descending", [False, True])
def test_rows_stand_in_the_order_of_their_column_and_blanks_stand_last(
    connection: Connection, name: str, key: str, descending: bool
) -> None:
    listing = LISTINGS[name]
    ids = listing.ids(connection, (Sort(key, descending),), Filter())
    rows = listing.rows(connection, ids)
    values = [getattr(rows[each], ATTRIBUTES[name, key]) for each in ids]
    known = [each for each in values if each is not None]
    assert known == sorted(known, reverse=descending)
    assert values == known + [None] * (len(values) - len(known))


@pytest.mark.parametrize(("name", "key"), SORTS)
def test_an_order_is_the_same_on_both_kinds_of_database(
    connection: Connection, postgresql_desk: Desk, name: str, key: str
) -> None:
    listing = LISTINGS[name]
    for descending in (False, True):
        sort = (Sort(key, descending),)
        with postgresql_desk.database.reading() as other:
            assert listing.ids(other, sort, Filter()) == listing.ids(connection, sort, Filter())
            assert listing.first_rows(other, sort, Filter(), 30) == listing.first_rows(
                connection, sort, Filter(), 30
            )


@pytest.mark.parametrize(("name", "key"), FILTERS)
def test_a_filter_leaves_as_many_rows_as_it_says(
    connection: Connection, name: str, key: str
) -> None:
    listing = LISTINGS[name]
    for choice in listing.choices(connection, key, Filter()):
        chosen = Filter(values={key: (choice.value,)})
        assert listing.totals(connection, chosen).count == choice.count
        assert len(listing.ids(connection, (), chosen)) == choice.count


def test_several_keys_and_filters_work_together(connection: Connection) -> None:
    sort = (Sort("owner"), Sort("requested", descending=True))
    chosen = Filter("club", {"stage": ("complete", "declined"), "year": (2025,)})
    ids = APPLICATIONS.ids(connection, sort, chosen)
    rows = APPLICATIONS.rows(connection, ids)
    assert ids
    assert {row.stage for row in rows.values()} <= {"complete", "declined"}
    keys = [(rows[each].owner_name, -(rows[each].amount_requested or 0)) for each in ids]
    assert keys == sorted(keys)


def test_a_word_is_found_whatever_its_case(connection: Connection) -> None:
    found = {
        word: APPLICATIONS.totals(connection, Filter(word)).count
        for word in ("CAF-2025", "caf-2025")
    }
    assert found["CAF-2025"] == found["caf-2025"] > 0
    assert APPLICATIONS.totals(connection, Filter("100%_")).count == 0


@pytest.mark.parametrize(("name", "key"), [each for each in SORTS if each not in SHORT])
def test_no_order_sorts_more_than_one_part_of_its_rows(
    sqlite_desk: Desk, name: str, key: str
) -> None:
    """Each query that finds the first rows follows an index; none puts all rows in order."""
    with sqlite_desk.database.reading() as connection:
        for query in _walks(connection, LISTINGS[name], Sort(key, descending=True)):
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
            assert not [step for step in plan if "B-TREE" in step], (query, plan)


@pytest.mark.parametrize(("name", "key"), FILTERS)
def test_each_filter_is_answered_from_an_index(sqlite_desk: Desk, name: str, key: str) -> None:
    """The list's own table is never read row by row: order, filter and count are in an index."""
    listing = LISTINGS[name]
    with sqlite_desk.database.reading() as connection:
        choices = listing.choices(connection, key, Filter())
        value = choices[0].value if choices else "nothing"
        for walk in listing._walks(connection, (), Filter(values={key: (value,)})):
            query = listing._numbers(walk).compile(
                connection, compile_kwargs={"literal_binds": True}
            )
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
            if (name, key) == ("audit", "kind"):
                continue  # half of all actions may be of a kind: the log is read in its own order
            own = [step for step in plan if step.split()[1] == str(listing.table)]
            assert own, plan
            assert all("INDEX" in step or "PRIMARY KEY" in step for step in own), (query, plan)


def _walks(connection: Connection, listing: Listing[Any], sort: Sort) -> list[str]:
    return [
        str(listing._numbers(each).compile(connection, compile_kwargs={"literal_binds": True}))
        for each in listing._walks(connection, (sort,), Filter())
    ]


def test_the_first_page_joins_only_what_its_order_needs(connection: Connection) -> None:
    for key in ("received", "stage", "owner", "title"):
        for query in _walks(connection, APPLICATIONS, Sort(key)):
            assert " JOIN " not in query


def test_the_order_by_the_sum_awarded_looks_up_no_application(sqlite_desk: Desk) -> None:
    """The numbers of all that have an award are in an index of the awards: nothing else is read."""
    with sqlite_desk.database.reading() as connection:
        present, _absent = _walks(connection, APPLICATIONS, Sort("awarded", descending=True))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {present}")]
        assert len(plan) == 1
        assert "award USING COVERING INDEX ix_award_amount_application_id" in plan[0]


def test_what_was_typed_before_does_not_narrow_the_next_list(connection: Connection) -> None:
    assert APPLICATIONS.first_rows(connection, (), Filter("no such word")) == ()
    assert len(APPLICATIONS.first_rows(connection, (), Filter(), 40)) == 40
    chosen = Filter(values={"stage": ("complete",)})
    assert {row.stage for row in APPLICATIONS.first_rows(connection, (), chosen)} == {"complete"}
    assert len(APPLICATIONS.first_rows(connection, (), Filter(), 20)) == 20


def test_a_list_takes_one_query_for_its_first_page(sqlite_desk: Desk) -> None:
    said: list[str] = []
    with sqlite_desk.database.reading() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.set_trace_callback(said.append)
        APPLICATIONS.first_rows(connection, (Sort("received", descending=True),), Filter(), 50)
        driver.set_trace_callback(None)
    assert len([each for each in said if each.startswith("SELECT")]) == 1
