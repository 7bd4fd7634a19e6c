"""Each action of the workflow as an officer does it: through its service, by who may."""

from __future__ import annotations

from pccdesk.domain.applications import Action
from pccdesk.services import applications, awards, decisions, eligibility, payments
from tests import way
from tests.office import Office
from tests.way import Step

WHY = "For a good reason."


def pass_checks(office: Office, one: int) -> None:
    """Pass as it stands, without overriding anything."""
    eligibility.pass_checks(office.desk, office.who("officer"), one, office.version(one))


def find_ineligible(office: Office, one: int) -> None:
    """Find ineligible as it stands."""
    officer = office.who("officer")
    eligibility.find_ineligible(office.desk, officer, one, office.version(one), WHY)


def approve_first_payment(office: Office, one: int) -> None:
    """Approve the first instalment, if there is one."""
    scheduled = way.payments_of(office, one)
    number, version = (scheduled[0].id, scheduled[0].version) if scheduled else (0, 0)
    payments.approve_payment(office.desk, office.who("finance"), number, version)


STEPS: dict[Action, Step] = {
    Action.RECEIVE: lambda office, one: applications.receive(
        office.desk, office.who("officer"), one, office.version(one)
    ),
    Action.START_CHECKS: way.start_checks,
    Action.PASS_CHECKS: pass_checks,
    Action.FIND_INELIGIBLE: find_ineligible,
    Action.REOPEN: lambda office, one: eligibility.reopen(
        office.desk, office.who("officer"), one, office.version(one), WHY
    ),
    Action.RECOMMEND: way.recommend,
    Action.APPROVE: way.approve,
    Action.DECLINE: way.decline,
    Action.DEFER: way.defer,
    Action.SEND_BACK: lambda office, one: decisions.send_back(
        office.desk, office.who("commissioner"), one, office.version(one), WHY
    ),
    Action.RESUME: lambda office, one: decisions.resume(
        office.desk, office.who("officer"), one, office.version(one)
    ),
    Action.OFFER: way.offer,
    Action.ACCEPT: way.accept,
    Action.LAPSE: way.let_lapse,
    Action.START_PAYMENT: approve_first_payment,
    Action.COMPLETE: lambda office, one: awards.complete(
        office.desk, office.who("officer"), one, office.version(one)
    ),
    Action.WITHDRAW: way.withdraw,
}
