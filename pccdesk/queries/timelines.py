"""What happened to one record: its audit entries in words, newest first."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from pccdesk.domain.applications import STAGE_LABELS, Stage
from pccdesk.models.offices import AuditEntry
from pccdesk.models.organisations import BankAccount, Organisation
from pccdesk.queries.rows import AnySelect

WORDS = {
    "application.record": "Recorded",
    "application.change": "Changed what was written",
    "application.receive": "Marked as received",
    "application.start_checks": "Started the eligibility check",
    "application.pass_checks": "Passed to assessment",
    "application.find_ineligible": "Found ineligible",
    "application.reopen": "Reopened",
    "application.assess": "Assessed",
    "application.recommend": "Recommended",
    "application.approve": "Approved",
    "application.decline": "Declined",
    "application.defer": "Deferred",
    "application.send_back": "Sent back to assessment",
    "application.resume": "Brought back for decision",
    "application.offer": "Offered the award",
    "application.accept": "Accepted by the applicant",
    "application.lapse": "Let the offer lapse",
    "application.start_payment": "Started payment",
    "application.complete": "Completed",
    "application.withdraw": "Withdrawn",
    "application.undo": "Undid the last change",
    "eligibility.check": "Worked the criteria out",
    "eligibility.override": "Overrode a criterion",
    "document.attach": "Attached a document",
    "document.remove": "Removed a document",
    "document.put_back": "Put a document back",
    "document.open": "Opened a document",
    "letter.make": "Made a letter",
    "letter.print": "Printed a letter",
    "letter.reprint": "Printed a letter again",
    "payment.approve": "Approved a payment",
    "payment.unapprove": "Took back a payment’s approval",
    "payment.paid": "Recorded a payment as paid",
    "payment_batch.prepare": "Prepared a payment batch",
    "payment_batch.write": "Wrote a payment batch’s workbook",
    "payment_batch.paid": "Recorded a batch as paid",
    "payment_batch.undo": "Took a payment batch back",
    "bank_account.record": "Recorded bank details",
    "bank_account.check": "Checked bank details",
    "bank_account.see": "Looked at bank details",
    "organisation.add": "Added the organisation",
    "organisation.change": "Changed the organisation",
    "organisation.undo": "Undid the last change",
    "person.add": "Added a person",
    "person.change": "Changed a person",
    "person.password": "Changed their password",
    "person.self_given": "Gave themselves roles or limits",
    "person.reset": "Gave a one-time word",
    "person.rescue": "Gave an administrator a one-time word from the command line",
    "person.sign_in": "Signed in",
    "person.sign_in_refused": "Was refused at sign-in",
    "office.copy": "Copied the office to another database",
    "office.copied": "Was copied from another database",
    "person.sign_out": "Signed out",
    "person.lock": "Locked the window",
    "person.unlock": "Unlocked the window",
    "person.unlock_refused": "Was refused at unlocking",
    "person.let_in": "Ended a lock-out",
    "sign_in.rules": "Changed the rules of signing in",
    "sign_in.measure": "Measured how hard passwords are hashed",
    "fund.load": "Set up a fund",
    "letter.wording": "Took in a letter’s wording",
    "office.change": "Changed the office’s details",
    "office.history": "Took in published awards",
    "application.import": "Brought applications in from a spreadsheet",
    "report.finance": "Made the finance workbook",
    "list.export": "Exported a list",
    "list.copy": "Copied rows of a list",
    "letter.join": "Opened many letters in one file",
    "office.backup": "Made a backup of the whole office",
    "office.dump": "Dumped the server with pg_dump",
    "office.restore": "Restored a backup into a new file",
    "audit.countersign": "Countersigned the audit log",
    "audit.export": "Exported the audit log",
    "view.save": "Saved a view of a list",
    "view.change": "Changed a view of a list",
    "view.rename": "Renamed a view of a list",
    "view.share": "Shared a view with the office",
    "view.take_back": "Took a shared view back",
    "view.delete": "Deleted a view of a list",
    "view.default": "Chose what a list opens with",
}
"""Each audited action in words; a test holds that none is missing."""

_DETAILS = {
    "fields": "Changed: {}",
    "reason": "{}",
    "amount_recommended": "Recommended £{}",
    "amount_awarded": "Awarded £{}",
    "decision": "Decision {}",
    "amount": "£{}",
    "file": "{}",
    "criterion": "{}",
    "score_percent": "Score now {}%",
    "accepted_by": "Signed by {}",
    "count": "{} payments",
    "payments": "{} payments",
    "applications": "{} applications",
    "awards": "{} awards",
    "control_total": "£{} in all",
    "bacs_reference": "BACS reference {}",
    "title": "{}",
    "undid": "{}",
    "rows": "{} rows",
    "letters": "{} letters",
    "entries": "{} entries",
    "same_look_minutes": "Looks within {} minutes count as this one",
    "filter": "{}",
}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: what, by whom, when, and what else is known."""

    sequence: int
    at: datetime
    actor: str
    action: str
    what: str
    detail: str
    stage: str


def of_application(connection: Connection, application_id: int) -> tuple[TimelineEntry, ...]:
    """Return everything that happened to an application, newest first."""
    return _timeline(connection, _entries().where(AuditEntry.application_id == application_id))


def of_organisation(connection: Connection, organisation_id: int) -> tuple[TimelineEntry, ...]:
    """Return what happened to an organisation and its bank details, newest first."""
    accounts = select(BankAccount.id).where(BankAccount.organisation_id == organisation_id)
    about = or_(
        and_(
            AuditEntry.subject_kind == Organisation.__name__,
            AuditEntry.subject_id == organisation_id,
        ),
        and_(AuditEntry.subject_kind == BankAccount.__name__, AuditEntry.subject_id.in_(accounts)),
    )
    return _timeline(connection, _entries().where(about))


def last_instant(connection: Connection) -> datetime | None:
    """Return when the last audited thing was done, or None before the first."""
    query = select(AuditEntry.at).order_by(AuditEntry.sequence.desc()).limit(1)
    return connection.scalar(query)


def in_words(action: str) -> str:
    """Return an audited action in words."""
    return WORDS.get(action, action.replace(".", ": ").replace("_", " ").capitalize())


def detail_words(detail: str) -> str:
    """Return an audit entry's detail as a line of words."""
    content: dict[str, Any] = json.loads(detail)
    return " · ".join(
        pattern.format(_said(content[key], pattern))
        for key, pattern in _DETAILS.items()
        if content.get(key) not in (None, "", [], {})
    )


def _said(value: Any, pattern: str) -> str:
    if isinstance(value, list | dict):
        return ", ".join(str(each).replace("_", " ") for each in value)
    if "£" in pattern:
        return f"{Decimal(str(value)):,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _entries() -> AnySelect:
    return select(
        AuditEntry.sequence, AuditEntry.at, AuditEntry.actor, AuditEntry.action, AuditEntry.detail
    )


def _timeline(connection: Connection, query: AnySelect) -> tuple[TimelineEntry, ...]:
    return tuple(
        TimelineEntry(
            row.sequence,
            row.at,
            row.actor,
            row.action,
            in_words(row.action),
            detail_words(row.detail),
            _stage(row.detail),
        )
        for row in connection.execute(query.order_by(AuditEntry.sequence.desc()))
    )


def _stage(detail: str) -> str:
    after = json.loads(detail).get("stage_after")
    return STAGE_LABELS[Stage(after)] if after else ""
