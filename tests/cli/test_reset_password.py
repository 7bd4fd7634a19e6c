"""A locked-out administrator is let in from the command line, and nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from pccdesk.database.creation import open_database
from pccdesk.domain.errors import NotPermitted
from pccdesk.models.offices import AuditEntry
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in, sign_in_anew
from tests.cli.running import Commands
from tests.new_office import PASSWORD

NEW = "four green boats sail"


def test_a_locked_out_administrator_signs_in_with_the_word(
    pccdesk: Commands, staffed_address: str
) -> None:
    desk = Desk(open_database(staffed_address))
    for _ in range(6):
        with pytest.raises(NotPermitted):
            sign_in(desk, "administrator", "wrong")
    told = pccdesk("reset-password", "ADMINISTRATOR", "--database", staffed_address, "--json")
    assert (told.code, told.err) == (0, "")
    with pytest.raises(NotPermitted, match="not right"):
        sign_in(desk, "administrator", PASSWORD)
    sign_in_anew(desk, "administrator", told.json["word"], NEW)
    assert sign_in(desk, "administrator", NEW).username == "administrator"
    with desk.database.reading() as connection:
        entry = select(AuditEntry.subject, AuditEntry.actor, AuditEntry.detail)
        rows = connection.execute(entry.where(AuditEntry.action == "person.rescue")).all()
    desk.database.close()
    ((subject, actor, detail),) = rows
    assert (subject, actor) == ("Alex Admin", "PCCDesk")
    assert '"by":' in detail
    assert told.json["word"] not in detail


@pytest.mark.parametrize("username", ["officer", "nobody", ""])
def test_anybody_else_is_sent_to_an_administrator(
    pccdesk: Commands, staffed_address: str, username: str
) -> None:
    told = pccdesk("reset-password", username, "--database", staffed_address)
    assert (told.code, told.out) == (1, "")
    assert "no administrator" in told.err
