"""A server that restarts, or a network that breaks, in the middle of a save: kept or not, and told.

On PostgreSQL alone: a file has no connection to lose.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from pccdesk.database import certainty
from pccdesk.database.creation import open_database
from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import EnvironmentFailed, Stale
from pccdesk.domain.permissions import Permission
from pccdesk.services import awards
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from pccdesk.services.work import change
from tests.clock import Clock
from tests.database.cut_network import Network
from tests.office import Office
from tests.postgresql_server import PostgresqlServer
from tests.way import receive, withdraw


@pytest.fixture
def network(postgresql_server: PostgresqlServer) -> Iterator[Network]:
    """Give a network to the server that can be cut."""
    made = Network(postgresql_server.socket)
    yield made
    made.end()


@pytest.fixture
def far_office(staffed_postgresql_address: str, network: Network, clock: Clock) -> Iterator[Office]:
    """Give an office whose server is behind that network."""
    name = staffed_postgresql_address.partition("?")[0].rpartition("/")[2]
    opened = open_database(network.address(name))
    yield Office(Desk(opened, clock), clock)
    opened.close()


def write(office: Office, words: str, meanwhile: Callable[[], object] = int) -> None:
    """Make one change, with its audit entry; something may happen in the middle of it."""
    with change(office.desk, office.who("administrator"), Permission.MANAGE_OFFICE) as work:
        work.session.execute(text("UPDATE office_details SET website = :words"), {"words": words})
        meanwhile()
        work.audit("office.change", None, words)


def kept(office: Office) -> tuple[str, int]:
    """Return what was written last, and how many entries say so."""
    with office.desk.database.reading() as connection:
        words = connection.scalar(text("SELECT website FROM office_details"))
        entries = connection.scalar(
            text("SELECT count(*) FROM audit_entry WHERE subject = :words"), {"words": words}
        )
    return str(words), int(entries or 0)


def test_a_save_that_was_kept_though_the_answer_was_lost_ends_as_a_save(
    far_office: Office, network: Network
) -> None:
    write(far_office, "first")
    network.cut_at, network.passes_on = b"COMMIT\x00", True
    write(far_office, "second")
    assert network.cuts == 1
    assert kept(far_office) == ("second", 1)
    assert verify(far_office.desk).sound


def test_a_save_that_never_reached_the_server_is_told_as_not_kept_and_can_be_repeated(
    far_office: Office, network: Network
) -> None:
    write(far_office, "first")
    network.cut_at, network.passes_on = b"COMMIT\x00", False
    with pytest.raises(EnvironmentFailed, match=r"it was not kept.*save again"):
        write(far_office, "second")
    assert network.cuts == 1
    assert kept(far_office) == ("first", 1)
    write(far_office, "second")
    assert kept(far_office) == ("second", 1)


def test_a_network_cut_before_the_commit_keeps_nothing_and_the_next_save_works(
    far_office: Office, network: Network
) -> None:
    write(far_office, "first")
    network.cut_at, network.passes_on = b"UPDATE office_details", True
    with pytest.raises(EnvironmentFailed, match=r"was lost\. Nothing of this change was kept"):
        write(far_office, "second")
    assert kept(far_office) == ("first", 1)
    write(far_office, "second")
    assert kept(far_office) == ("second", 1)


def test_a_server_that_stays_away_is_told_without_a_guess(
    far_office: Office, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certainty.was_kept, "__defaults__", (0.2,))
    write(far_office, "first")
    network.cut_at, network.passes_on = b"COMMIT\x00", True
    network.stays_down = True
    with pytest.raises(EnvironmentFailed, match="look at the record before you save again"):
        write(far_office, "second")
    network.down = False
    assert kept(far_office) == ("second", 1)


def test_a_server_restarted_in_the_middle_of_a_save_keeps_nothing_of_it(
    staffed_postgresql_address: str, postgresql_server: PostgresqlServer, clock: Clock
) -> None:
    office = Office(Desk(open_database(staffed_postgresql_address), clock), clock)
    write(office, "first")
    with pytest.raises(EnvironmentFailed, match=r"connection .* was lost\. Nothing of this change"):
        write(office, "second", postgresql_server.restart)
    assert kept(office) == ("first", 1)
    write(office, "second")
    assert kept(office) == ("second", 1)
    postgresql_server.restart()
    write(office, "third")  # an idle connection that died is replaced unseen
    assert kept(office) == ("third", 1)
    assert verify(office.desk).sound
    office.desk.database.close()


def test_of_two_officers_on_one_record_the_second_is_told_who_was_first(
    staffed_postgresql_address: str, clock: Clock
) -> None:
    desks = [Desk(open_database(staffed_postgresql_address), clock) for _ in range(2)]
    first, second = (Office(desk, clock) for desk in desks)
    one = first.bring_to(Stage.DRAFT)
    seen = second.version(one)
    receive(first, one)
    with pytest.raises(Stale, match="Olive Officer"):
        awards.withdraw(second.desk, second.who("officer2"), one, seen, "They gave up.")
    withdraw(second, one)
    assert verify(second.desk).sound
    for desk in desks:
        desk.database.close()


def test_two_officers_who_write_at_once_wait_for_each_other(
    staffed_postgresql_address: str, clock: Clock
) -> None:
    offices = [
        Office(Desk(open_database(staffed_postgresql_address), clock), clock) for _ in range(2)
    ]

    def write_often(office: Office, name: str) -> None:
        for number in range(20):
            write(office, f"{name} {number}")

    threads = [
        threading.Thread(target=write_often, args=(office, str(at)))
        for at, office in enumerate(offices)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert kept(offices[0])[1] == 1
    assert verify(offices[0].desk).sound
    for office in offices:
        office.desk.database.close()
