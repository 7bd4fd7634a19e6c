"""The words that were given before for a step or a decision, the most recent first."""

import json
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, select

from pccdesk.domain.applications import Action
from pccdesk.models.decisions import DecisionItem, Recommendation
from pccdesk.models.offices import AuditEntry
from pccdesk.queries.typed_before import fitting

_RECENT = 400
"""How many of the newest are looked through: each is found by an index, whatever the office."""


class WordsOf(StrEnum):
    """Long texts that have a column of their own; other reasons stand in the audit log."""

    ADVICE = "advice"
    CONDITIONS = "conditions"
    FEEDBACK = "feedback"


_COLUMNS: dict[WordsOf, tuple[ColumnElement[int], ColumnElement[str]]] = {
    WordsOf.ADVICE: (Recommendation.__table__.c.id, Recommendation.__table__.c.reason),
    WordsOf.CONDITIONS: (Recommendation.__table__.c.id, Recommendation.__table__.c.conditions),
    WordsOf.FEEDBACK: (DecisionItem.__table__.c.id, DecisionItem.__table__.c.feedback),
}
OVERRIDE = "eligibility.override"
"""The override of a criterion, as the audit log calls it."""


def words_before(
    connection: Connection, asked: Action | WordsOf | str, typed: str = "", limit: int = 8
) -> tuple[str, ...]:
    """Return the texts given before that began, or have a word that began, as is typed.

    `asked` is a step that takes a reason, `OVERRIDE`, or one of `WordsOf`. Each comes once, the
    newest first. They are the words that every timeline shows already.
    """
    if isinstance(asked, WordsOf):
        number, column = _COLUMNS[asked]
        newest = select(column).where(column != "").order_by(number.desc()).limit(_RECENT)
        return fitting(connection.scalars(newest), typed, limit)
    action = f"application.{asked.value}" if isinstance(asked, Action) else asked
    return fitting(_reasons(connection, action), typed, limit)


def _reasons(connection: Connection, action: str) -> Iterator[str]:
    query = (
        select(AuditEntry.detail)
        .where(AuditEntry.action == action)
        .order_by(AuditEntry.sequence.desc())
        .limit(_RECENT)
    )
    for detail in connection.scalars(query):
        reason = json.loads(detail).get("reason", "")
        if isinstance(reason, str):
            yield reason
