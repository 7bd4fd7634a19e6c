"""Proof that a refusal changed nothing: everything in the database before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import func, select

from pccdesk.domain.errors import Refused
from pccdesk.models import Base
from pccdesk.models.offices import AuditEntry
from pccdesk.services.desk import Desk


def everything(desk: Desk) -> dict[str, list[str]]:
    """Return every row of every table."""
    with desk.database.reading() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(table.select()))
            for table in Base.metadata.sorted_tables
        }


def audit_entries(desk: Desk) -> int:
    """Return how many audit entries there are."""
    with desk.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(AuditEntry)) or 0


@contextmanager
def refused_and_untouched(
    desk: Desk, kind: type[Refused] = Refused
) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """Expect a refusal in a sentence, after which the database is as it was."""
    before = everything(desk)
    with pytest.raises(kind) as refused:
        yield refused
    assert len(refused.value.sentence) > 15
    assert refused.value.sentence.rstrip("”").endswith((".", "?"))
    assert everything(desk) == before
