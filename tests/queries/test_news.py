"""What others changed is told by kind, and one's own changes are not told again."""

from __future__ import annotations

import re
from pathlib import Path

from pccdesk.domain.applications import Stage
from pccdesk.queries.news import KINDS_OF, News, news
from tests.office import Office


def look(office: Office, seen: int | None, username: str) -> News:
    """Return what is new to somebody."""
    with office.desk.database.reading() as connection:
        return news(connection, seen, office.who(username).user_id)


def test_what_somebody_else_did_is_told_and_ones_own_is_not(office: Office) -> None:
    first = look(office, None, "officer")
    assert first.kinds == ()
    office.bring_to(Stage.RECEIVED)  # by officer
    assert look(office, first.sequence, "officer").kinds == ()
    told = look(office, first.sequence, "officer2")
    assert {"applications", "audit"} <= set(told.kinds)
    assert look(office, told.sequence, "officer2") == News(told.sequence)


def test_every_action_that_a_service_records_is_of_some_kind() -> None:
    found = set()
    for each in Path("pccdesk/services").glob("*.py"):
        found |= set(re.findall(r'"([a-z_]+)\.[a-z_]+"', each.read_text(encoding="utf-8")))
    recorded = found & set(KINDS_OF)
    assert recorded >= {"application", "letter", "payment_batch", "organisation", "person"}
