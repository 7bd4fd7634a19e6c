"""The lists of the pages, one file each."""

from pccdesk.queries.lists.applications import APPLICATIONS, ApplicationLine
from pccdesk.queries.lists.audit import AUDIT, AuditLine
from pccdesk.queries.lists.awards import AWARDS, AwardLine
from pccdesk.queries.lists.batches import BATCHES
from pccdesk.queries.lists.letters import LETTERS, LetterLine
from pccdesk.queries.lists.organisations import ORGANISATIONS, OrganisationLine
from pccdesk.queries.lists.payments import PAYMENTS, PaymentLine

__all__ = [
    "APPLICATIONS",
    "AUDIT",
    "AWARDS",
    "BATCHES",
    "LETTERS",
    "ORGANISATIONS",
    "PAYMENTS",
    "ApplicationLine",
    "AuditLine",
    "AwardLine",
    "LetterLine",
    "OrganisationLine",
    "PaymentLine",
]
