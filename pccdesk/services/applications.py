"""Record applications: save as a draft, change, receive."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from pccdesk.domain.applications import EDITABLE, Action, Stage
from pccdesk.domain.dates import format_instant
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.forms import (
    ApplicationForm,
    draft_problems,
    form_problems,
    require_no_problems,
)
from pccdesk.domain.organisations import tidy, tidy_lines
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.domain.plain_forms import plain
from pccdesk.domain.references import application_reference
from pccdesk.models.applications import Application
from pccdesk.models.funds import Fund, Round
from pccdesk.models.organisations import Organisation
from pccdesk.queries import applications, funds
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.queries.funds import RoundRow
from pccdesk.services.application_rows import (
    Places,
    insert_rows,
    own_columns,
    part_rows,
    write_differences,
)
from pccdesk.services.desk import Desk
from pccdesk.services.organisations import keep_contact, keep_organisation, tidy_contact
from pccdesk.services.work import Noted, Work, change
from pccdesk.services.workflow import open_application, take_step

_LINES = ("project_title", "board", "channel")
_PROSE = ("summary", "what", "who", "where")
_PERSONAL = frozenset({"main_contact", "second_contact", "organisation"})


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def save_new(desk: Desk, actor: Actor, form: ApplicationForm) -> int:
    """Record a new application as a draft; return its number.

    Raises `Refused` with each field's problem where it cannot be saved at all.
    """
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        return keep_application(work, form).id


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def receive_new(desk: Desk, actor: Actor, form: ApplicationForm) -> int:
    """Record a new application and mark it received, in one change; return its number."""
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        return keep_received(work, form).id


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def save_changes(
    desk: Desk, actor: Actor, application_id: int, version: int, form: ApplicationForm
) -> None:
    """Save changes to what the applicant wrote, while the stage still allows it."""
    kept = tidied(form)  # before anybody has to wait for it
    problems = draft_problems(kept)
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        before = applications.application(work.connection, application_id)
        work.person.require(Permission.RECORD_APPLICATIONS, before.fund_code)
        work.require_seen(Application, before.id, before.version, version, before.reference)
        _require_editable(before.stage, before.reference)
        _require_same_round(work, before, form)
        if before.stage is not Stage.DRAFT:
            kept = replace(kept, received_at=kept.received_at or before.form.received_at)
            _require_receipt(work, before.round_opens_at, kept.received_at or work.now)
            problems = form_problems(kept, funds.form_definition(work.connection, before.form_id))
        require_no_problems(problems, "The application cannot be saved.")
        _write_changes(work, before, kept)


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def receive(desk: Desk, actor: Actor, application_id: int, version: int) -> None:
    """Mark a draft as received; the time of receipt is now unless the form gives an earlier one."""
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        before = plain(application.received_at)
        _receive(work, application)
        work.keep_before(application, "application.receive", stage=Stage.DRAFT, received_at=before)


def keep_application(work: Work, form: ApplicationForm) -> Application:
    """Write a new draft within an open change."""
    chosen = _round_for(work, form)
    work.person.require(Permission.RECORD_APPLICATIONS, chosen.fund_code)
    kept = tidied(form)
    require_no_problems(draft_problems(kept), "The application cannot be saved.")
    application = _new(work, chosen, kept)
    work.audit_all([record_note(application.id, application.reference, chosen, kept)])
    return application


def keep_received(work: Work, form: ApplicationForm) -> Application:
    """Write a new application and receive it within an open change."""
    application = keep_application(work, form)
    definition = funds.form_definition(work.connection, application.form_id)
    require_no_problems(form_problems(form, definition), "The application cannot be received yet.")
    _receive(work, application)
    return application


def _receive(work: Work, application: Application) -> None:
    if application.received_at is None:
        application.received_at = work.now
    opened = work.get(Round, application.round_id, "The round").opens_at
    _require_receipt(work, opened, application.received_at)
    take_step(work, application, Action.RECEIVE, received_at=application.received_at)


def _require_receipt(work: Work, opened: datetime, received_at: datetime) -> None:
    sentence = ""
    if received_at > work.now:
        sentence = "The time of receipt is in the future. Check the date and time."
    elif received_at < opened:
        sentence = f"The round opened on {format_instant(opened)}; receipt cannot be before that."
    if sentence:
        raise Refused(sentence, (FieldProblem("received_at", sentence),))


def _require_editable(stage: Stage, reference: str) -> None:
    if stage not in EDITABLE:
        raise Refused(
            f"{reference} is at “{stage.label}”, so what the applicant wrote can no "
            "longer be changed. Send it back or withdraw it first."
        )


def _round_for(work: Work, form: ApplicationForm) -> RoundRow:
    if not form.round_code:
        raise Refused("Choose the round.", (FieldProblem("round_code", "Choose the round."),))
    chosen = funds.round_by_code(work.connection, form.round_code)
    _require_opened(work, chosen.code, chosen.opens_at)
    return chosen


def _require_opened(work: Work, code: str, opens_at: datetime) -> None:
    if opens_at > work.now:
        sentence = f"The round {code} has not opened yet."
        raise Refused(sentence, (FieldProblem("round_code", sentence),))


def _require_same_round(work: Work, before: ApplicationRecord, form: ApplicationForm) -> None:
    if tidy(form.round_code) == before.round_code:
        _require_opened(work, before.round_code, before.round_opens_at)
    elif _round_for(work, form).id != before.round_id:
        raise Refused("An application stays in its round. Withdraw it and record it anew.")


def _new(work: Work, chosen: RoundRow, form: ApplicationForm) -> Application:
    prefix = work.session.scalar(select(Fund.prefix).where(Fund.id == chosen.fund_id)) or ""
    number = work.next_number(counter_of(prefix, chosen))
    organisation_id = _organisation(work, form)
    application = Application(
        **new_columns(work, chosen, application_reference(prefix, chosen.financial_year, number)),
        **own_columns(form),
        organisation_id=organisation_id,
        main_contact_id=keep_contact(work, organisation_id, form.main_contact),
        second_contact_id=keep_contact(work, organisation_id, form.second_contact),
    )
    work.session.add(application)
    work.session.flush()
    insert_rows(work, part_rows(application.id, form, Places(work)))
    return application


def counter_of(prefix: str, chosen: RoundRow) -> str:
    """Return the name of the series that a round's applications are numbered in."""
    return f"application {prefix} {chosen.financial_year}"


def new_columns(work: Work, chosen: RoundRow, reference: str) -> dict[str, Any]:
    """Return what a new draft has of itself, whatever the applicant wrote."""
    return {
        "reference": reference,
        "round_id": chosen.id,
        "fund_id": chosen.fund_id,
        "financial_year": chosen.financial_year,
        "stage": Stage.DRAFT.value,
        "owner_id": work.person.user_id,
        "form_id": chosen.form_id,
        "criteria_id": chosen.criteria_id,
        "scoring_id": chosen.scoring_id,
        "created_at": work.now,
        "changed_at": work.now,
    }


def record_note(
    application_id: int, reference: str, chosen: RoundRow, form: ApplicationForm
) -> Noted:
    """Return what the audit log says of a new draft."""
    return Noted(
        "application.record",
        Application.__name__,
        application_id,
        reference,
        application_id,
        {"title": form.project_title, "round": chosen.code, "channel": form.channel},
    )


def _write_changes(work: Work, before: ApplicationRecord, form: ApplicationForm) -> None:
    changed = _changed_fields(before.form, form)
    keep_form(work, before, form)
    work.audit_all(
        [
            Noted(
                "application.change",
                Application.__name__,
                before.id,
                before.reference,
                before.id,
                {"fields": changed},
            )
        ]
    )
    contacts = [tidy_contact(each) for each in (form.main_contact, form.second_contact)]
    work.keep_before_of(
        Application.__name__,
        before.id,
        "application.change",
        {"form": _before(before.form, changed), "contacts": contacts},
    )


def keep_form(work: Work, before: ApplicationRecord, form: ApplicationForm) -> None:
    """Write what the applicant wrote, as it is given, over what stands; within an open change."""
    columns = _applicant(work, before, form)
    columns |= write_differences(work, before.id, before.form, form)
    columns |= {"version": before.version + 1, "changed_at": work.now}
    work.update(Application, columns, id=before.id)


def _applicant(work: Work, before: ApplicationRecord, form: ApplicationForm) -> dict[str, Any]:
    """Keep the organisation and contacts that a form gives; return the columns that change."""
    columns: dict[str, Any] = {}
    organisation_id = before.organisation_id
    if form.organisation is not None or form.organisation_id != organisation_id:
        columns["organisation_id"] = organisation_id = _organisation(work, form)
    for name in ("main_contact", "second_contact"):
        contact = getattr(form, name)
        if columns or contact != getattr(before.form, name):
            columns[f"{name}_id"] = keep_contact(work, organisation_id, contact)
    return columns


def _organisation(work: Work, form: ApplicationForm) -> int:
    if form.organisation is not None:
        return keep_organisation(work, form.organisation).id
    return work.get(Organisation, form.organisation_id, "The organisation").id


def tidied(form: ApplicationForm) -> ApplicationForm:
    """Return a form with spaces and Unicode forms put in order; itself if they are."""
    parts: dict[str, Any] = {name: tidy(getattr(form, name)) for name in _LINES}
    parts |= {name: tidy_lines(getattr(form, name)) for name in _PROSE}
    parts["answers"] = {
        code: tidy_lines(answer) for code, answer in form.answers.items() if answer.strip()
    }
    if all(getattr(form, name) == part for name, part in parts.items()):
        return form
    return replace(form, **parts)


def _changed_fields(before: ApplicationForm, form: ApplicationForm) -> dict[str, list[str]]:
    return {
        name: [_kept_words(name, getattr(before, name)), _kept_words(name, getattr(form, name))]
        for name in ApplicationForm.__slots__
        if getattr(before, name) != getattr(form, name)
    }


def _before(form: ApplicationForm, changed: Collection[str]) -> dict[str, Any]:
    # A new organisation typed into a form gives another number than stood there.
    return {name: getattr(form, name) for name in {"organisation_id", *changed}}


def _kept_words(name: str, value: object) -> str:
    # A log that nobody can change is no place for people's e-mail addresses and telephones.
    return str(value)[:200] if name not in _PERSONAL else "given" if value else ""
