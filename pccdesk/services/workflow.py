"""Take an application one step on: the table, its guards, the row and the audit in one place."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import NEEDS_REASON, Action, Transition, objections, transition
from pccdesk.domain.errors import FieldProblem, NotFound, NotPermitted, Refused
from pccdesk.domain.organisations import tidy_lines
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.models.applications import Application
from pccdesk.models.funds import Fund
from pccdesk.queries import applications
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work

REASON_LIMIT = 4_000


def take_step(
    work: Work,
    application: Application,
    action: Action,
    *,
    reason: str = "",
    amount: Decimal | None = None,
    **detail: Any,
) -> Transition:
    """Move an application by one action within an open change, if table and guards allow it.

    `amount` is the sum being decided, for the limit in pounds. Raises `Refused` for a step that
    the stage does not know or a guard forbids, `NotPermitted` where it is about the person.
    """
    work.session.flush()
    facts = applications.facts(work.session.connection(), application.id)
    row = transition(facts.stage, action)
    if amount is not None:
        facts = replace(facts, amount_to_decide=amount)
    found = objections(row, facts, work.person, work.today)
    if found:
        about_person = not work.person.may(row.permission, facts.fund_code) or any(
            work.person.full_name in sentence for sentence in found
        )
        raise (NotPermitted if about_person else Refused)(" ".join(found))
    words = require_reason(action, reason)
    application.stage = row.next_stage.value
    application.version += 1
    application.changed_at = work.now
    work.audit(
        f"application.{action.value}",
        application,
        application.reference,
        application.id,
        stage_before=row.stage,
        stage_after=row.next_stage,
        **({"reason": words} if words else {}),
        **detail,
    )
    return row


def require_of_fund(desk: Desk, actor: Actor, permission: Permission, application_id: int) -> None:
    """Raise `NotPermitted` unless somebody holds a permission in an application's fund now.

    For what is slow or refused for other reasons before a change is opened.
    """
    present = desk.present(actor, permission)
    with desk.database.reading() as connection:
        code = connection.scalar(
            select(Fund.code)
            .join(Application, Application.fund_id == Fund.id)
            .where(Application.id == application_id)
        )
    if code is None:
        raise NotFound("The application is not there any more.")
    present.require(permission, code)


def require_reason(action: Action, reason: str) -> str:
    """Return the reason tidied; raises `Refused` where the action needs one and has none."""
    words = tidy_lines(reason)
    if action in NEEDS_REASON and not words:
        sentence = f"Give a reason to {action.label[0].lower()}{action.label[1:]}."
        raise Refused(sentence, (FieldProblem("reason", sentence),))
    if len(words) > REASON_LIMIT:
        sentence = f"Shorten the reason to {REASON_LIMIT:,} characters."
        raise Refused(sentence, (FieldProblem("reason", sentence),))
    return words


def open_application(work: Work, application_id: int, version: int) -> Application:
    """Return an application to change; raises `Stale` if it is not as the officer saw it.

    Raises `NotPermitted` first, where the change's permission is not held in its fund.
    """
    application = work.get(Application, application_id, "The application")
    work.require_fund(application.fund_id)
    work.require_version(application, version, application.reference)
    return application
