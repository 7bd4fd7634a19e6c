"""Record applications: save as a draft, change, receive."""

import json
from dataclasses import replace
from datetime import datetime

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
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.domain.plain_forms import plain
from pccdesk.domain.references import application_reference
from pccdesk.models.applications import (
    Application,
    ApplicationDistrict,
    ApplicationPriority,
    ApplicationText,
    BudgetLine,
    MatchLine,
)
from pccdesk.models.funds import Fund, Round
from pccdesk.models.organisations import Organisation
from pccdesk.queries import applications, funds, offices
from pccdesk.queries.funds import RoundRow
from pccdesk.services.desk import Desk
from pccdesk.services.organisations import keep_contact, keep_organisation, tidy_contact
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import open_application, take_step

_PERSONAL = frozenset({"main_contact", "second_contact", "organisation"})


def save_new(desk: Desk, actor: Actor, form: ApplicationForm) -> int:
    """Record a new application as a draft; return its number.

    Raises `Refused` with each field's problem where it cannot be saved at all.
    """
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        return keep_application(work, form).id


def receive_new(desk: Desk, actor: Actor, form: ApplicationForm) -> int:
    """Record a new application and mark it received, in one change; return its number."""
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        return keep_received(work, form).id


def save_changes(
    desk: Desk, actor: Actor, application_id: int, version: int, form: ApplicationForm
) -> None:
    """Save changes to what the applicant wrote, while the stage still allows it."""
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        _require_editable(application)
        chosen = _round_for(work, form)
        if chosen.id != application.round_id:
            raise Refused("An application stays in its round. Withdraw it and record it anew.")
        work.person.require(Permission.RECORD_APPLICATIONS, chosen.fund_code)
        tidied = _tidied(form)
        problems = draft_problems(tidied)
        if application.stage != Stage.DRAFT:
            tidied = replace(tidied, received_at=tidied.received_at or application.received_at)
            _require_receipt(work, application.round_id, tidied.received_at or work.now)
            problems = form_problems(
                tidied, funds.form_definition(work.session.connection(), application.form_id)
            )
        require_no_problems(problems, "The application cannot be saved.")
        before = applications.application(work.session.connection(), application_id).form
        keep_form(work, application, tidied)
        work.audit(
            "application.change",
            application,
            application.reference,
            application.id,
            fields=_changed_fields(before, tidied),
        )
        contacts = [tidy_contact(each) for each in (tidied.main_contact, tidied.second_contact)]
        work.keep_before(
            application, "application.change", form=plain(before), contacts=plain(contacts)
        )


def receive(desk: Desk, actor: Actor, application_id: int, version: int) -> None:
    """Mark a draft as received; the time of receipt is now unless the form gives an earlier one."""
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        _receive(work, application)


def keep_application(work: Work, form: ApplicationForm) -> Application:
    """Write a new draft within an open change."""
    chosen = _round_for(work, form)
    work.person.require(Permission.RECORD_APPLICATIONS, chosen.fund_code)
    tidied = _tidied(form)
    require_no_problems(draft_problems(tidied), "The application cannot be saved.")
    application = _blank(work, chosen)
    _fill(work, application, tidied)
    work.audit(
        "application.record",
        application,
        application.reference,
        application.id,
        title=application.project_title,
        round=chosen.code,
        channel=application.channel,
    )
    return application


def keep_received(work: Work, form: ApplicationForm) -> Application:
    """Write a new application and receive it within an open change."""
    application = keep_application(work, form)
    definition = funds.form_definition(work.session.connection(), application.form_id)
    require_no_problems(form_problems(form, definition), "The application cannot be received yet.")
    _receive(work, application)
    return application


def keep_form(work: Work, application: Application, form: ApplicationForm) -> None:
    """Write what the applicant wrote, as it is given, within an open change."""
    _fill(work, application, form)
    application.version += 1


def _receive(work: Work, application: Application) -> None:
    before = application.received_at
    if application.received_at is None:
        application.received_at = work.now
    _require_receipt(work, application.round_id, application.received_at)
    take_step(work, application, Action.RECEIVE, received_at=application.received_at)
    work.keep_before(
        application, "application.receive", stage=Stage.DRAFT, received_at=plain(before)
    )


def _require_receipt(work: Work, round_id: int, received_at: datetime) -> None:
    sentence = ""
    opened = work.get(Round, round_id, "The round").opens_at
    if received_at > work.now:
        sentence = "The time of receipt is in the future. Check the date and time."
    elif received_at < opened:
        sentence = f"The round opened on {format_instant(opened)}; receipt cannot be before that."
    if sentence:
        raise Refused(sentence, (FieldProblem("received_at", sentence),))


def _require_editable(application: Application) -> None:
    stage = Stage(application.stage)
    if stage not in EDITABLE:
        raise Refused(
            f"{application.reference} is at “{stage.label}”, so what the applicant wrote can no "
            "longer be changed. Send it back or withdraw it first."
        )


def _round_for(work: Work, form: ApplicationForm) -> RoundRow:
    if not form.round_code:
        raise Refused("Choose the round.", (FieldProblem("round_code", "Choose the round."),))
    chosen = funds.round_by_code(work.session.connection(), form.round_code)
    if chosen.opens_at > work.now:
        sentence = f"The round {chosen.code} has not opened yet."
        raise Refused(sentence, (FieldProblem("round_code", sentence),))
    return chosen


def _blank(work: Work, chosen: RoundRow) -> Application:
    prefix = work.session.scalar(select(Fund.prefix).where(Fund.id == chosen.fund_id)) or ""
    number = work.next_number(f"application {prefix} {chosen.financial_year}")
    return Application(
        reference=application_reference(prefix, chosen.financial_year, number),
        round_id=chosen.id,
        fund_id=chosen.fund_id,
        financial_year=chosen.financial_year,
        stage=Stage.DRAFT.value,
        owner_id=work.person.user_id,
        form_id=chosen.form_id,
        criteria_id=chosen.criteria_id,
        scoring_id=chosen.scoring_id,
        created_at=work.now,
        texts=ApplicationText(),
    )


def _fill(work: Work, application: Application, form: ApplicationForm) -> None:
    organisation_id = _organisation(work, form)
    application.organisation_id = organisation_id
    application.main_contact_id = keep_contact(work, organisation_id, form.main_contact)
    application.second_contact_id = keep_contact(work, organisation_id, form.second_contact)
    for name in (
        "project_title",
        "board",
        "amount_requested",
        "total_cost",
        "reserves",
        "starts_on",
        "ends_on",
        "channel",
        "received_at",
    ):
        setattr(application, name, getattr(form, name))
    application.changed_at = work.now
    _fill_texts(work, application, form)
    _fill_places(work, application, form)
    application.budget = [
        BudgetLine(
            position=place,
            description=tidy(line.description),
            cost=line.cost,
            from_grant=line.from_grant,
        )
        for place, line in enumerate(form.budget)
    ]
    application.match = [
        MatchLine(
            position=place,
            source=tidy(line.source),
            amount=line.amount,
            in_kind=line.in_kind,
            confirmed=line.confirmed,
        )
        for place, line in enumerate(form.match)
    ]
    work.session.add(application)
    work.session.flush()


def _fill_texts(work: Work, application: Application, form: ApplicationForm) -> None:
    texts = application.texts if application.id is None else None
    if texts is None:
        texts = work.get(ApplicationText, application.id, "The application’s text")
    texts.summary, texts.what, texts.who = form.summary, form.what, form.who
    texts.place = form.where
    texts.answers = json.dumps(dict(form.answers), ensure_ascii=False, sort_keys=True)


def _fill_places(work: Work, application: Application, form: ApplicationForm) -> None:
    connection = work.session.connection()
    known = {each.code for each in offices.districts(connection)}
    numbers = offices.priority_numbers(connection)
    strange = [each for each in form.districts if each not in known]
    strange += [each for each in form.priorities if each not in numbers]
    if strange:
        raise Refused(f"“{strange[0]}” is no district or priority that the office has.")
    application.lead_district = form.districts[0] if form.districts else ""
    application.districts = [
        ApplicationDistrict(district=code, position=place)
        for place, code in enumerate(dict.fromkeys(form.districts))
    ]
    application.priorities = [
        ApplicationPriority(priority_id=numbers[code], position=place)
        for place, code in enumerate(dict.fromkeys(form.priorities))
    ]


def _organisation(work: Work, form: ApplicationForm) -> int:
    if form.organisation is not None:
        return keep_organisation(work, form.organisation).id
    return work.get(Organisation, form.organisation_id, "The organisation").id


def _tidied(form: ApplicationForm) -> ApplicationForm:
    return replace(
        form,
        project_title=tidy(form.project_title),
        board=tidy(form.board),
        channel=tidy(form.channel),
        summary=tidy_lines(form.summary),
        what=tidy_lines(form.what),
        who=tidy_lines(form.who),
        where=tidy_lines(form.where),
        answers={
            code: tidy_lines(answer) for code, answer in form.answers.items() if answer.strip()
        },
    )


def _changed_fields(before: ApplicationForm, form: ApplicationForm) -> dict[str, list[str]]:
    return {
        name: [_kept_words(name, getattr(before, name)), _kept_words(name, getattr(form, name))]
        for name in ApplicationForm.__slots__
        if getattr(before, name) != getattr(form, name)
    }


def _kept_words(name: str, value: object) -> str:
    # A log that nobody can change is no place for people's e-mail addresses and telephones.
    return str(value)[:200] if name not in _PERSONAL else "given" if value else ""
