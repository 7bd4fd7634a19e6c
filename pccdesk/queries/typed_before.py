"""What was typed into a field before, the most recent first, to complete what is typed now."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, func, select

from pccdesk.models.applications import BudgetLine, MatchLine
from pccdesk.models.organisations import Contact, Organisation

_RECENT = 20_000
"""How many of the newest rows are looked through, so that it stays quick in a large office."""


class TypedBefore(StrEnum):
    """The fields that are completed from what was typed into them before."""

    JOB_TITLE = "job_title"
    FUNDER = "funder"
    BUDGET_LINE = "budget_line"
    TOWN = "town"


_COLUMNS: dict[TypedBefore, tuple[ColumnElement[int], ColumnElement[str]]] = {
    TypedBefore.JOB_TITLE: (Contact.__table__.c.id, Contact.__table__.c.role),
    TypedBefore.FUNDER: (MatchLine.__table__.c.id, MatchLine.__table__.c.source),
    TypedBefore.BUDGET_LINE: (BudgetLine.__table__.c.id, BudgetLine.__table__.c.description),
    TypedBefore.TOWN: (Organisation.__table__.c.id, Organisation.__table__.c.town),
}


def typed_before(
    connection: Connection, field: TypedBefore, typed: str, limit: int = 8
) -> tuple[str, ...]:
    """Return what began, or has a word that began, as is typed; each once, the newest first."""
    number, column = _COLUMNS[field]
    newest = select(func.max(number)).scalar_subquery()
    query = (
        select(column, func.max(number))
        .where(number > newest - _RECENT, column != "")
        .group_by(column)
        .order_by(func.max(number).desc())
    )
    return fitting((text for text, _number in connection.execute(query)), typed, limit)


def fitting(texts: Iterable[str], typed: str, limit: int) -> tuple[str, ...]:
    """Return the texts that began, or have a word that began, as is typed; each once, in order."""
    wanted = " ".join(typed.split()).casefold()
    found: dict[str, str] = {}
    for text in texts:
        folded = " ".join(text.split()).casefold()
        fits = not wanted or folded.startswith(wanted) or f" {wanted}" in folded
        if folded and fits and folded != wanted:
            found.setdefault(folded, text)
        if len(found) == limit:
            break
    return tuple(found.values())
