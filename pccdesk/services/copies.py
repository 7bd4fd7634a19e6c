"""A whole office copied to another database, by somebody who may, and recorded on both sides."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pccdesk.database.address import parse_address, shown
from pccdesk.database.copying import Copied, copy_database, require_empty
from pccdesk.database.creation import discard_database
from pccdesk.database.engine import connect
from pccdesk.domain.errors import DeskError, EnvironmentFailed
from pccdesk.domain.permissions import Actor, Permission, needs
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.queries.people import as_of_now
from pccdesk.services.desk import Desk
from pccdesk.services.verification import audit_faults
from pccdesk.services.work import change, open_work

SENT, RECEIVED = "office.copy", "office.copied"


@dataclass(frozen=True, slots=True)
class CopiedOffice:
    """Where an office was copied to, and what was proved equal on both sides."""

    source: str
    target: str
    copied: Copied
    audit_entries: int


def reached_target(address: str) -> str:
    """Return the address of a copy to be, once it was reached and found empty.

    Raises `PasswordNeeded` where its server wants a password that was not given, `Refused` where
    anything stands there.
    """
    target = connect(address)
    try:
        require_empty(target)
    finally:
        target.close()
    return address


@needs(Permission.MANAGE_OFFICE)
def copy_office(
    desk: Desk, actor: Actor, address: str, progress: Progress = no_progress
) -> CopiedOffice:
    """Copy the open office into an empty database or a new file, whole or not at all.

    Every row is compared, and the copy's audit log is walked before it is kept. Who copied it,
    and when, is recorded in the copy and in the office itself, or there is no copy. Raises a
    sentence; the office is never changed but by that entry.
    """
    with desk.database.reading() as connection:
        as_of_now(connection, actor).require(Permission.MANAGE_OFFICE)
    source, target = desk.database.name, shown(parse_address(address))
    entries = 0

    def finish(session: Session, copied: Copied) -> None:
        nonlocal entries
        faults = audit_faults(session.connection())
        if faults:
            raise EnvironmentFailed(
                f"The audit log of “{source}” is not whole, so no copy was kept: {faults[0]} "
                "Verify the records, and tell whoever looks after them."
            )
        entries = next(each.rows for each in copied.tables if each.name == "audit_entry")
        with open_work(session.connection(), desk.clock(), actor) as work:
            work.audit(RECEIVED, None, target, source=source, rows=copied.rows)

    copied = copy_database(desk.database, address, progress, finish)
    try:
        with change(desk, actor, Permission.MANAGE_OFFICE) as work:
            work.audit(SENT, None, source, target=target, rows=copied.rows)
    except DeskError as failed:
        raise EnvironmentFailed(
            f"It cannot be recorded in “{source}” that it was copied. {failed.sentence} "
            f"{_taken_away(address, target)}"
        ) from failed
    return CopiedOffice(source, target, copied, entries)


def _taken_away(address: str, target: str) -> str:
    """Take a copy away that nobody would know of; say whether it is gone."""
    try:
        discard_database(connect(address))
    except (DeskError, OSError):
        return f"Delete the copy in “{target}” by hand: nothing tells of it."
    return f"So the copy in “{target}” was taken away again."
