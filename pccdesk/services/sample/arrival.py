"""How applications of the sample office come in: recorded, documents attached, received."""

from datetime import datetime, timedelta

from pccdesk.services import applications, documents
from pccdesk.services.sample.casting import REOFFENDING, Plan
from pccdesk.services.sample.documents import document_name, draw_document
from pccdesk.services.sample.forms import unfinished, written_form
from pccdesk.services.sample.office import SampleOffice
from pccdesk.services.sample.programme import Fate, Twist
from pccdesk.services.sample.timeline import LAST_DAY, working_instant

_OPTIONAL_DOCUMENT_CHANCE, _LAST_WEEK_CHANCE, _BEGUN_AS_DRAFT_CHANCE = 0.35, 0.55, 0.2
_MISTAKEN = "An earlier year’s accounts, sent by mistake. The group sends the latest instead."
_MISSING = {Twist.DOCUMENT_MISSING, Twist.DOCUMENT_CAME_LATER}


def officer_of(plan: Plan) -> str:
    """Return the username of the officer who looks after an application."""
    if plan.round.fund_code == REOFFENDING:
        return "officer.two"
    return plan.rng("officer").choice(("officer", "officer", "officer", "officer.two"))


def arrival(plan: Plan) -> datetime:
    """Return when an application arrives: often in a round's last week, seldom too late."""
    rng = plan.rng("arrival")
    opens, closes = plan.round.opens_at, plan.round.closes_at
    if plan.twist is Twist.LATE:
        return working_instant((closes + timedelta(days=1)).date(), rng)
    if plan.fate is Fate.CHECKING and closes.date() > LAST_DAY:
        return working_instant((opens + timedelta(days=2)).date(), rng)
    latest = min(closes.date() - timedelta(days=1), LAST_DAY - timedelta(days=1))
    days = max((latest - opens.date()).days - 1, 1)
    back = (
        rng.randint(0, min(7, days)) if rng.random() < _LAST_WEEK_CHANCE else rng.randint(0, days)
    )
    day = latest - timedelta(days=back)
    # One that arrived at a weekend came by e-mail; it is there on the Friday before.
    return working_instant(day - timedelta(days=max(day.weekday() - 4, 0)), rng)


def record(office: SampleOffice, plan: Plan, arrived: datetime) -> int:
    """Record an application as it stands on paper; return its number."""
    group = plan.organisation
    who = office.staff[officer_of(plan)]
    received_at = None if plan.fate is Fate.DRAFT else arrived
    form = written_form(
        office.material,
        plan,
        office.forms[plan.round.code],
        office.organisations.get(group.key),
        received_at,
    )
    if plan.twist is Twist.UNFINISHED:
        form = unfinished(form)
    if plan.fate is Fate.DRAFT:
        number = applications.save_new(office.desk, who, form)
    elif plan.rng("at once").random() < _BEGUN_AS_DRAFT_CHANCE:
        number = applications.save_new(office.desk, who, form)
        office.do(applications.receive, who.username, number)
    else:
        number = applications.receive_new(office.desk, who, form)
    office.remember_group(group.key, number)
    _attach(office, plan, number)
    return number


def attach_missing(office: SampleOffice, plan: Plan, number: int) -> None:
    """Attach the document that did not come with the form."""
    for kind in _missing(office, plan):
        _attach_one(office, plan, number, kind)


def take_off_mistaken(office: SampleOffice, plan: Plan, number: int) -> None:
    """Attach accounts that turn out to be an earlier year's, and take them off again."""
    who, year_before = officer_of(plan), plan.round.opens_at.date() - timedelta(days=500)
    content = draw_document("accounts", plan.organisation.form.name, year_before)
    name = f"Accounts {year_before.year}.pdf"
    mistaken = office.do(documents.attach, who, number, "accounts", name, content)
    office.do(documents.remove, who, number, mistaken, _MISTAKEN)


def _attach(office: SampleOffice, plan: Plan, number: int) -> None:
    if plan.twist is Twist.UNFINISHED:
        return
    missing = _missing(office, plan)
    rng = plan.rng("documents")
    for each in office.forms[plan.round.code].documents:
        comes = each.required or rng.random() < _OPTIONAL_DOCUMENT_CHANCE
        if comes and each.code not in missing:
            _attach_one(office, plan, number, each.code)


def _missing(office: SampleOffice, plan: Plan) -> tuple[str, ...]:
    if plan.twist not in _MISSING:
        return ()
    required = [each.code for each in office.forms[plan.round.code].documents if each.required]
    return tuple(plan.rng("missing").sample(required, plan.rng("how many").choice((1, 1, 2))))


def _attach_one(office: SampleOffice, plan: Plan, number: int, kind: str) -> None:
    dated = plan.round.opens_at.date() - timedelta(days=plan.rng(kind).randint(3, 60))
    content = draw_document(kind, plan.organisation.form.name, dated)
    office.do(documents.attach, officer_of(plan), number, kind, document_name(kind), content)
