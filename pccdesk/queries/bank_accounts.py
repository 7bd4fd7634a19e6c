"""Bank accounts of organisations as lists and records show them: all but the last digits masked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from pccdesk.domain.permissions import Permission, needs
from pccdesk.models.offices import AuditEntry
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.queries.rows import records

SEEN = "bank_account.see"
"""The audited action of looking at full account details."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A bank account without what money could be taken with.

    The full digits never leave the database by a query that a page may run: they are shown by
    `services.bank_accounts.see_account`, which records who looked.
    """

    id: int
    version: int
    account_name: str
    ending: str
    evidence_on: date
    entered_by: int
    checked_by: int | None

    @property
    def masked_number(self) -> str:
        """The account number as it is shown to everybody who may see bank details."""
        return f"•••• {self.ending}"


@needs(Permission.VIEW_BANK_DETAILS)
def current_account(connection: Connection, organisation_id: int) -> AccountRow | None:
    """Return the account that the organisation is paid to, masked, if there is one."""
    number = BankAccount.account_number
    query = (
        select(
            BankAccount.id,
            BankAccount.version,
            BankAccount.account_name,
            func.substr(number, func.length(number) - 3),
            BankAccount.evidence_on,
            BankAccount.entered_by,
            BankAccount.checked_by,
        )
        .where(BankAccount.organisation_id == organisation_id, BankAccount.current)
        .order_by(BankAccount.id.desc())
        .limit(1)
    )
    found = records(connection, query, AccountRow)
    return found[0] if found else None


@needs(Permission.VIEW_BANK_DETAILS)
def last_look(
    connection: Connection, person_id: int, organisation_id: int, now: datetime, within: timedelta
) -> str | None:
    """Return the detail of somebody's recorded look at an organisation's account, if it is recent.

    One that is dated after now does not count: a clock that was put back hides no look.
    """
    query = (
        select(AuditEntry.detail)
        .where(
            AuditEntry.action == SEEN,
            AuditEntry.actor_id == person_id,
            AuditEntry.subject_kind == Organisation.__name__,
            AuditEntry.subject_id == organisation_id,
            AuditEntry.at > now - within,
            AuditEntry.at <= now,
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    )
    return connection.scalar(query)
