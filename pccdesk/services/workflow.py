"""Take an application one step on: the table, its guards, the row and the audit in one place."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import (
    NEEDS_REASON,
    Action,
    Facts,
    Stage,
    Transition,
    is_about_person,
    objections,
    transition,
)
from pccdesk.domain.errors import FieldProblem, NotFound, NotPermitted, Refused
from pccdesk.domain.organisations import tidy_lines
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.models.applications import Application
from pccdesk.models.decisions import PastPart
from pccdesk.models.funds import Fund
from pccdesk.queries.facts import facts
from pccdesk.services.desk import Desk
from pccdesk.services.work import Noted, Work

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
    row = transition(Stage(application.stage), action)
    found = facts(work.connection, application.id, row.guards)
    if amount is not None:
        found = replace(found, amount_to_decide=amount)
    require_no_objection(work, row, found)
    words = require_reason(action, reason)
    application.stage = row.next_stage.value
    application.version += 1
    application.changed_at = work.now
    work.audit_all([step_note(row, application.id, application.reference, words, detail)])
    return row


def require_no_objection(work: Work, row: Transition, found: Facts) -> None:
    """Raise what keeps the person who acts from a step: `NotPermitted` where it is the person."""
    sentences = objections(row, found, work.person, work.today)
    if sentences:
        about_person = is_about_person(row, found, work.person, work.today)
        raise (NotPermitted if about_person else Refused)(" ".join(sentences))


def step_note(
    row: Transition, application_id: int, reference: str, reason: str, detail: Mapping[str, Any]
) -> Noted:
    """Return what the audit log says of a step."""
    given = {"reason": reason} if reason else {}
    stages = {"stage_before": row.stage, "stage_after": row.next_stage}
    return Noted(
        f"application.{row.action.value}",
        Application.__name__,
        application_id,
        reference,
        application_id,
        stages | given | dict(detail),
    )


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
    words = reason_within_bounds(reason)
    if action in NEEDS_REASON and not words:
        sentence = f"Give a reason to {action.label[0].lower()}{action.label[1:]}."
        raise Refused(sentence, (FieldProblem("reason", sentence),))
    return words


def reason_within_bounds(reason: str) -> str:
    """Return a reason tidied; raises `Refused` where it is too long for the audit log."""
    words = tidy_lines(reason)
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


def keep_past_part(work: Work, application_id: int, person_id: int | None) -> None:
    """Keep that somebody took part whose assessment or override is about to stand no more.

    So nobody becomes free to decide by undoing their own work. None is nobody.
    """
    if person_id is not None and work.session.get(PastPart, (application_id, person_id)) is None:
        work.session.add(PastPart(application_id=application_id, person_id=person_id))
