"""What follows a decision in the sample office: letters, acceptance, bank details, the end."""

from datetime import timedelta

from pccdesk.domain.errors import Fault
from pccdesk.domain.payments import BankForm, PaymentStage
from pccdesk.queries import decisions as decisions_read
from pccdesk.queries import payments as payments_read
from pccdesk.services import awards, bank_accounts, letters
from pccdesk.services.awards import Acceptance
from pccdesk.services.sample.arrival import officer_of
from pccdesk.services.sample.casting import Plan
from pccdesk.services.sample.office import SampleOffice
from pccdesk.services.sample.programme import Fate, Twist
from pccdesk.services.sample.timeline import Life, working_instant

_NEW_ACCOUNT = 1  # the version of an account that nobody has touched since it was recorded


def decline_letter(office: SampleOffice, plan: Plan, number: int) -> Life:
    """Make the letter that says no, a day or two after the decision."""
    if plan.twist is Twist.NO_LETTER:
        return
    rng = plan.rng("decline letter")
    yield office.in_days(rng.randint(1, 3), rng)
    made = office.do(letters.make_decline_letter, officer_of(plan), number)
    letters.record_printing(office.desk, office.staff[officer_of(plan)], (made.id,))


def award_life(office: SampleOffice, plan: Plan, number: int) -> Life:
    """Send the award letter, take in slip and bank details, and close the award in the end."""
    if plan.twist is Twist.NO_LETTER:
        return
    rng, who = plan.rng("award"), officer_of(plan)
    yield office.in_days(1 if plan.is_urgent else rng.randint(1, 4), rng)
    made = office.do(letters.issue_award_letter, who, number)
    letters.record_printing(office.desk, office.staff[who], (made.id,))
    if plan.fate is Fate.OFFERED:
        return
    if plan.fate is Fate.LAPSED:
        yield office.in_days(plan.round.accept_within_days + 9, rng)
        office.do(awards.lapse, who, number, office.material.say("lapse", rng))
        return
    yield office.in_days(3 if plan.is_urgent else rng.randint(5, 21), rng)
    slip = Acceptance(
        office.today - timedelta(days=rng.randint(1, 3)), plan.organisation.main_contact.name
    )
    office.do(awards.accept, who, number, slip)
    if plan.fate is Fate.ACCEPTED and plan.twist is not Twist.BANK_UNCHECKED:
        return
    yield from _bank_details(office, plan)
    if plan.fate is Fate.AWARDED:
        office.to_pay.append(number)
        yield from _completion(office, plan, number)


def _bank_details(office: SampleOffice, plan: Plan) -> Life:
    organisation = office.organisations[plan.organisation.key]
    if organisation in office.accounts:
        return
    office.accounts.add(organisation)
    office.timeline.work()
    rng = plan.rng("bank")
    account = bank_accounts.record_account(
        office.desk, office.staff[officer_of(plan)], organisation, _account(office, plan)
    )
    if plan.twist is Twist.BANK_UNCHECKED:
        return
    yield office.in_days(rng.randint(1, 3), rng)
    others = [each for each in ("officer", "officer.two") if each != officer_of(plan)]
    checker = office.staff[rng.choice([*others, "chief.finance.officer"])]
    bank_accounts.check_account(office.desk, checker, account, _NEW_ACCOUNT)


def _account(office: SampleOffice, plan: Plan) -> BankForm:
    rng = plan.rng("account")
    return BankForm(
        account_name=plan.organisation.form.name[:70].strip(),
        # Sort codes that begin with two noughts are not in use, so nobody is paid by mistake.
        sort_code=f"00{rng.randint(0, 9999):04}",
        account_number=f"{rng.randint(10_000_000, 99_999_999)}",
        evidence_on=office.today - timedelta(days=rng.randint(4, 50)),
        supplier_number=f"S{rng.randint(100_000, 999_999)}",
    )


def _completion(office: SampleOffice, plan: Plan, number: int) -> Life:
    reader, rng = office.staff["officer"], plan.rng("completion")
    award = office.desk.read(reader, decisions_read.award, number)
    if award is None:
        raise Fault("An accepted application of the sample office has no award.")
    yield working_instant(award.ends_on + timedelta(days=rng.randint(20, 50)), rng)
    while not _is_paid(office, number):
        yield office.in_days(14, rng)
    office.do(awards.complete, officer_of(plan), number)


def _is_paid(office: SampleOffice, number: int) -> bool:
    rows = office.desk.read(office.staff["officer"], payments_read.payments_of, number)
    return all(row.stage is PaymentStage.PAID for row in rows)
