"""The lists of the pages, one file each."""

from collections.abc import Mapping
from typing import Any

from pccdesk.domain.errors import Refused
from pccdesk.domain.permissions import Permission
from pccdesk.queries.listing import Listing
from pccdesk.queries.lists.applications import APPLICATIONS, ApplicationLine
from pccdesk.queries.lists.audit import AUDIT, AuditLine
from pccdesk.queries.lists.awards import AWARDS, AwardLine
from pccdesk.queries.lists.batches import BATCHES
from pccdesk.queries.lists.letters import LETTERS, LetterLine
from pccdesk.queries.lists.organisations import ORGANISATIONS, OrganisationLine
from pccdesk.queries.lists.payments import PAYMENTS, PaymentLine

LISTINGS: Mapping[str, Listing[Any]] = {
    "applications": APPLICATIONS,
    "awards": AWARDS,
    "payments": PAYMENTS,
    "batches": BATCHES,
    "letters": LETTERS,
    "organisations": ORGANISATIONS,
    "audit": AUDIT,
}
"""Every list by its key, which views, exports and the command line know it by."""


def listing_of(list_key: str) -> Listing[Any]:
    """Return a list by its key; raises `Refused` for one that there is not."""
    if list_key not in LISTINGS:
        raise Refused(f"There is no list “{list_key}”. Choose one of: {', '.join(LISTINGS)}.")
    return LISTINGS[list_key]


def permission_of(list_key: str) -> Permission:
    """Return what it takes to see a list."""
    listing_of(list_key)
    return Permission.VIEW_AUDIT if list_key == "audit" else Permission.VIEW


__all__ = [
    "APPLICATIONS",
    "AUDIT",
    "AWARDS",
    "BATCHES",
    "LETTERS",
    "LISTINGS",
    "ORGANISATIONS",
    "PAYMENTS",
    "ApplicationLine",
    "AuditLine",
    "AwardLine",
    "LetterLine",
    "OrganisationLine",
    "PaymentLine",
    "listing_of",
    "permission_of",
]
