"""What an office finds, and what is wrong with its index."""

from __future__ import annotations

from pccdesk.queries.search import search
from pccdesk.services.search_filling import index_faults
from tests.office import Office


def found(office: Office, typed: str, who: str = "administrator") -> list[str]:
    """Return the kinds of what somebody finds by exactly these words."""
    actor = office.who(who)
    answer = office.desk.read(actor, search, actor, typed)
    return [] if answer.corrected else [hit.kind for hit in answer.hits]


def faults(office: Office) -> list[str]:
    with office.desk.database.reading() as connection:
        return list(index_faults(connection))
