"""Undoing the last change of a record from the command line."""

from __future__ import annotations

from pccdesk.domain.applications import Stage
from tests.cli.running import Commands
from tests.office import Office


def test_the_last_change_is_named_first_and_then_undone(
    pccdesk: Commands, office: Office, staffed_address: str
) -> None:
    number = office.bring_to(Stage.RECEIVED)
    reference = office.record(number).reference
    command = ("undo", reference.lower(), "--as", "officer", "--database", staffed_address)
    told = pccdesk(*command, "--dry-run")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Would be undone: ")
    assert told.out.endswith("It is a draft again.\n")
    assert office.stage(number) is Stage.RECEIVED
    done = pccdesk(*command, "--json")
    assert done.code == 0
    assert (done.json["undone"], done.json["action"]) == (True, "application.receive")
    assert office.stage(number) is Stage.DRAFT
    again = pccdesk(*command)
    assert again.code == 1
    assert "not done again by itself" in again.err


def test_what_cannot_be_undone_and_what_is_not_there_is_refused(
    pccdesk: Commands, office: Office, staffed_address: str
) -> None:
    number = office.bring_to(Stage.DECLINED)
    at = ("--as", "officer", "--database", staffed_address)
    refused = pccdesk("undo", office.record(number).reference, *at)
    assert refused.code == 1
    assert "so it stands" in refused.err
    assert office.stage(number) is Stage.DECLINED
    assert "No application and no batch" in pccdesk("undo", "CAF-1999-0001", *at).err
    other = pccdesk("undo", office.record(number).reference, "--as", "auditor", *at[2:])
    assert other.code == 1
