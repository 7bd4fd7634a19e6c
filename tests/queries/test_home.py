"""Home's numbers are those of the lists behind them, however each is counted."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect

from pccdesk.database import schema
from pccdesk.database.engine import connect
from pccdesk.queries import home, letters
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import ORGANISATIONS, PAYMENTS
from pccdesk.queries.lists.payments import APPROVAL, FINANCE, SENDING
from pccdesk.services.desk import Desk


def test_payments_waiting_are_those_that_the_list_shows(sample_desk: Desk) -> None:
    with sample_desk.database.reading() as connection:
        found = home.payments_waiting(connection)
        listed = [
            PAYMENTS.totals(connection, Filter(values={"waits": (what,)}))
            for what in (APPROVAL, SENDING, FINANCE)
        ]
    assert [(each.count, each.money) for each in listed] == [
        (found.to_approve, found.to_approve_total),
        (found.to_export, found.to_export_total),
        (found.with_finance, found.with_finance_total),
    ]
    assert any(each.count for each in listed)


def test_letters_waiting_are_counted_and_the_first_are_named(sample_desk: Desk) -> None:
    with sample_desk.database.reading() as connection:
        every = letters.pending(connection)
        found = letters.waiting(connection, 1)
    assert found.count == len(every) > 0
    assert found.first == (every[0].reference,)


@pytest.mark.parametrize("person_id", [1, 2, 3, 4, 5])
def test_accounts_to_check_are_those_of_the_list(sample_desk: Desk, person_id: int) -> None:
    with sample_desk.database.reading() as connection:
        count = home.accounts_to_check(connection, person_id)
        narrowed = Filter(values={"account_unchecked_by": (person_id,)})
        assert count == ORGANISATIONS.totals(connection, narrowed).count


def test_an_older_office_counts_by_officer_from_an_index(empty_address: str) -> None:
    database = connect(empty_address)
    for revision, there in (("0005", False), ("0006", True)):
        with database.changing() as session:
            schema.upgrade(session.connection(), revision)
        with database.reading() as connection:
            indexes = inspect(connection).get_indexes("application")
        assert ("ix_application_owner_id_stage" in {each["name"] for each in indexes}) is there
    database.close()
