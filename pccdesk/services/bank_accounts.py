"""Bank accounts of organisations: recorded by one person, checked by another."""

from sqlalchemy import update

from pccdesk.domain.errors import NotPermitted, Refused
from pccdesk.domain.forms import require_no_problems
from pccdesk.domain.organisations import tidy
from pccdesk.domain.payments import BankForm, bank_digits, bank_problems
from pccdesk.domain.permissions import Actor, Permission, needs
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.queries import organisations
from pccdesk.queries.organisations import AccountRow
from pccdesk.services.desk import Desk
from pccdesk.services.work import change


@needs(Permission.RECORD_BANK_DETAILS)
def record_account(desk: Desk, actor: Actor, organisation_id: int, form: BankForm) -> int:
    """Record the account that an organisation is paid to; return its number.

    An earlier account is kept but no longer current. Nothing is paid to the new one until a
    second person has checked it.
    """
    with change(desk, actor, Permission.RECORD_BANK_DETAILS) as work:
        organisation = work.get(Organisation, organisation_id, "The organisation")
        require_no_problems(bank_problems(form, work.today), "The account cannot be saved.")
        work.session.execute(
            update(BankAccount)
            .where(BankAccount.organisation_id == organisation_id)
            .values(current=False)
        )
        account = BankAccount(
            organisation_id=organisation_id,
            account_name=tidy(form.account_name),
            sort_code=bank_digits(form.sort_code),
            account_number=bank_digits(form.account_number).zfill(8),
            roll_number=tidy(form.roll_number),
            supplier_number=tidy(form.supplier_number),
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
def see_account(desk: Desk, actor: Actor, organisation_id: int) -> AccountRow | None:
    """Return an organisation's bank details; that they were looked at is recorded."""
    with change(desk, actor, Permission.VIEW_BANK_DETAILS) as work:
        organisation = work.get(Organisation, organisation_id, "The organisation")
        account = organisations.current_account(work.session.connection(), organisation_id)
        work.audit("bank_account.see", organisation, organisation.name)
        return account
