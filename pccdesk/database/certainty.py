"""A save whose connection broke while it was committed: was it kept? The audit log knows."""

import time

from sqlalchemy import select

from pccdesk.database.engine import Database
from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.models.offices import AuditEntry

_PATIENCE_SECONDS = 60.0
_PAUSE_SECONDS = 0.5


def was_kept(
    database: Database, sequence: int, written: str, patience: float = _PATIENCE_SECONDS
) -> bool:
    """Tell whether a change was kept, by its last audit entry's number and hash.

    Waits for the server to come back and for the broken transaction to end: it held the writer's
    lock, so whoever has that lock now sees all that was kept of it. Raises `EnvironmentFailed`
    where the server does not answer in `patience` seconds.
    """
    give_up = time.monotonic() + patience
    while True:
        try:
            with database.changing() as session:
                kept = session.scalar(
                    select(AuditEntry.hash).where(AuditEntry.sequence == sequence)
                )
        except EnvironmentFailed as failed:
            if time.monotonic() > give_up:
                raise EnvironmentFailed(
                    f"The connection to “{database.name}” was lost while your change was being "
                    "saved, and the server does not answer. The change was kept whole or not at "
                    "all: when the server is back, look at the record before you save again."
                ) from failed
            time.sleep(_PAUSE_SECONDS)
        else:
            return kept == written
