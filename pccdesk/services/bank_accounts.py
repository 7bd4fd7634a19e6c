"""Bank accounts of organisations: recorded by one person, checked by another."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from pccdesk.domain.audit import canonical
from pccdesk.domain.errors import EnvironmentFailed, NotPermitted, Refused
from pccdesk.domain.forms import require_no_problems
from pccdesk.domain.names import folded_reference
from pccdesk.domain.organisations import tidy
from pccdesk.domain.payments import BankForm, bank_digits, bank_problems
from pccdesk.domain.permissions import Actor, Permission, needs
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.queries import bank_accounts
from pccdesk.reference import reading_rules
from pccdesk.services.desk import Desk
from pccdesk.services.work import change


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """A bank account in full; given out by `see_account` alone, which records who looked."""

    id: int
    version: int
    account_name: str
    sort_code: str
    account_number: str
    roll_number: str
    supplier_number: str
    evidence_on: date
    checked_by: int | None


@needs(Permission.RECORD_BANK_DETAILS)
def record_account(desk: Desk, actor: Actor, organisation_id: int, form: BankForm) -> int:
    """Record the account that an organisation is paid to; return its number.

    An earlier account is kept but no longer current. Nothing is paid to the new one until a
    second person has checked it.
    """
    with change(desk, actor, Permission.RECORD_BANK_DETAILS) as work:
        organisation = work.get(Organisation, organisation_id, "The organisation")
        require_no_problems(bank_problems(form, work.today), "The account cannot be saved.")
        work.update(BankAccount, {"current": False}, organisation_id=organisation_id)
        account = BankAccount(
            organisation_id=organisation_id,
            account_name=tidy(form.account_name),
            sort_code=bank_digits(form.sort_code),
            account_number=bank_digits(form.account_number).zfill(8),
            roll_number=folded_reference(form.roll_number),
            supplier_number=folded_reference(form.supplier_number),
            evidence_on=form.evidence_on,
            entered_by=work.person.user_id,
            entered_at=work.now,
        )
        work.session.add(account)
        # The digits stay out of the log: whoever reads it may not be one who may see them.
        work.audit(
            "bank_account.record",
            account,
            organisation.name,
            evidence_on=account.evidence_on,
        )
        return account.id


@needs(Permission.CHECK_BANK_DETAILS)
def check_account(desk: Desk, actor: Actor, account_id: int, version: int) -> None:
    """Confirm an account against its evidence; the person who recorded it may not."""
    with change(desk, actor, Permission.CHECK_BANK_DETAILS) as work:
        account = work.get(BankAccount, account_id, "The account")
        organisation = work.get(Organisation, account.organisation_id, "The organisation")
        work.require_version(account, version, f"The account of {organisation.name}")
        if account.entered_by == work.person.user_id:
            raise NotPermitted(
                f"{work.person.full_name} recorded these bank details, "
                "so somebody else must check them."
            )
        if account.checked_by is not None:
            raise Refused("These bank details have been checked already.")
        account.checked_by, account.checked_at = work.person.user_id, work.now
        account.version += 1
        work.audit("bank_account.check", account, organisation.name)


@needs(Permission.VIEW_BANK_DETAILS)
def see_account(desk: Desk, actor: Actor, organisation_id: int) -> AccountDetails | None:
    """Return an organisation's full bank details; who looked at whose, and when, is recorded.

    Further looks of the same person at the same account within a few minutes
    (`reference/reading.toml`) count as the one that is recorded. Where it cannot be recorded,
    nothing is shown: raises `EnvironmentFailed` saying so.
    """
    minutes = reading_rules().same_look_minutes
    present = desk.present(actor, Permission.VIEW_BANK_DETAILS)
    with desk.database.reading() as connection:
        details = _details(connection, organisation_id)
        before = bank_accounts.last_look(
            connection, present.user_id, organisation_id, desk.clock(), timedelta(minutes=minutes)
        )
    if details is not None and before == canonical(_looked_at(details.id, minutes)):
        return details
    try:
        with change(desk, actor, Permission.VIEW_BANK_DETAILS) as work:
            organisation = work.get(Organisation, organisation_id, "The organisation")
            details = _details(work.connection, organisation_id)
            looked = _looked_at(details.id if details else None, minutes)
            work.audit(bank_accounts.SEEN, organisation, organisation.name, **looked)
    except EnvironmentFailed as failed:
        raise EnvironmentFailed(
            "The account details are not shown, because it cannot be recorded that you look at "
            f"them. {failed.sentence}"
        ) from failed
    return details


def _looked_at(account_id: int | None, minutes: int) -> dict[str, int | None]:
    """Return a look's detail: an account recorded meanwhile makes the next look another one."""
    return {"account": account_id, "same_look_minutes": minutes}


def _details(connection: Connection, organisation_id: int) -> AccountDetails | None:
    query = (
        select(*(getattr(BankAccount, name) for name in AccountDetails.__slots__))
        .where(BankAccount.organisation_id == organisation_id, BankAccount.current)
        .order_by(BankAccount.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else AccountDetails(*row)
