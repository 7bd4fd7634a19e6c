"""The life of one application of the sample office, from its arrival to its end."""

from datetime import date, datetime, timedelta

from pccdesk.queries import funds
from pccdesk.queries.eligibility import findings
from pccdesk.services import assessments, awards, decisions, eligibility, recommendations
from pccdesk.services.sample.arrival import (
    arrival,
    attach_missing,
    officer_of,
    record,
    take_off_mistaken,
)
from pccdesk.services.sample.award_lives import award_life, decline_letter
from pccdesk.services.sample.casting import Plan
from pccdesk.services.sample.judgement import (
    assessors_of,
    decide,
    decider_of,
    marks_of,
    recommendation_of,
)
from pccdesk.services.sample.office import SampleOffice
from pccdesk.services.sample.programme import Fate, Twist
from pccdesk.services.sample.timeline import LAST_DAY, Life, working_instant

_URGENT_DAYS = {"check": 2, "assess": 4, "recommend": 6, "decide": 9}
_SHARE_OF_TIME = {
    "check": (0.03, 0.20),
    "assess": (0.25, 0.45),
    "recommend": (0.50, 0.65),
    "decide": (0.72, 0.98),
}
_MISTAKEN_CHANCE = 0.4
"""How often an application that is being checked came with a document taken off again."""
_ALREADY_FUNDED = "not_already_funded"
_OVERRIDDEN = {
    (Fate.AWARDED, Twist.LARGE_RESERVES): "reserves",
    (Fate.AWARDED, Twist.APPLIED_TWICE): "one_a_year",
    (Fate.AWARDED, Twist.OTHER_FUND): "not_already_funded",
}
_NOT_CHECKED = {Fate.DRAFT, Fate.RECEIVED}


def live(office: SampleOffice, plan: Plan) -> Life:
    """Take an application through its life; yields when it wants to go on."""
    arrived = arrival(plan)
    yield working_instant(arrived.date() + timedelta(days=1), plan.rng("recorded"))
    number = record(office, plan, arrived)
    if plan.fate not in _NOT_CHECKED:
        yield from _check(office, plan, number)


def _check(office: SampleOffice, plan: Plan, number: int) -> Life:
    yield _due(office, plan, "check")
    who = officer_of(plan)
    office.do(eligibility.start_checks, who, number)
    if plan.fate is Fate.CHECKING:
        if plan.rng("mistaken").random() < _MISTAKEN_CHANCE:
            take_off_mistaken(office, plan, number)
        return
    if plan.fate is Fate.INELIGIBLE:
        yield office.in_days(3, plan.rng("ineligible"))
        reason = office.material.phrases["ineligible"][plan.twist.value]
        office.do(eligibility.find_ineligible, who, number, reason)
        return
    yield office.in_days(1, plan.rng("checked"))
    if plan.twist is Twist.DOCUMENT_CAME_LATER:
        take_off_mistaken(office, plan, number)
        attach_missing(office, plan, number)
        office.do(eligibility.check_again, who, number)
    criterion = _OVERRIDDEN.get((plan.fate, plan.twist))
    if criterion is not None:
        reason = office.material.phrases["overrides"][plan.twist.value]
        office.do(eligibility.override, who, number, criterion, reason)
    _override_last_years_award(office, plan, number)
    office.do(eligibility.pass_checks, who, number)
    yield from _assess(office, plan, number)


def _override_last_years_award(office: SampleOffice, plan: Plan, number: int) -> None:
    """Let a group pass whose award of last year's round has not run out yet."""
    for each in office.desk.read(office.staff["officer"], findings, number):
        if each.criterion == _ALREADY_FUNDED and not each.settled:
            reason = office.material.phrases["overrides"]["last_years_award"]
            office.do(eligibility.override, officer_of(plan), number, _ALREADY_FUNDED, reason)


def _assess(office: SampleOffice, plan: Plan, number: int) -> Life:
    yield _due(office, plan, "assess")
    scheme = office.desk.read(office.staff["officer"], funds.scoring_scheme, plan.round.scoring_id)
    # An application that is only being assessed may still wait for its first marks.
    waits = plan.fate is Fate.ASSESSING and not plan.twist and plan.rng("waits").random() < 0.5  # noqa: PLR2004
    for place, who in enumerate(() if waits else assessors_of(plan)):
        if place:
            yield office.in_days(1, plan.rng("second assessor"))
        marks = marks_of(office.material, plan, scheme, place)
        office.do(assessments.submit, who, number, marks)
    if plan.fate is Fate.WITHDRAWN:
        yield office.in_days(3, plan.rng("withdrawn"))
        reason = office.material.say("withdraw", plan.rng("withdrawn why"))
        office.do(awards.withdraw, officer_of(plan), number, reason)
    elif plan.fate is not Fate.ASSESSING:
        yield _due(office, plan, "recommend")
        yield from _recommend(office, plan, number)


def _recommend(office: SampleOffice, plan: Plan, number: int) -> Life:
    form = recommendation_of(office, plan, number)
    who = officer_of(plan)
    office.do(recommendations.recommend, who, number, form)
    if plan.fate is Fate.RECOMMENDED:
        return
    yield _due(office, plan, "decide")
    decider = decider_of(office, plan, number, form)
    if plan.twist is Twist.SENT_BACK:
        reason = office.material.say("send_back", plan.rng("sent back"))
        office.do(decisions.send_back, decider, number, reason)
        yield office.in_days(4, plan.rng("again"))
        office.do(recommendations.recommend, who, number, form)
        yield office.in_days(2, plan.rng("decided after all"))
    if plan.fate is Fate.DEFERRED or plan.twist is Twist.RESUMED:
        reason = office.material.say("defer", plan.rng("deferred"))
        office.do(decisions.defer, decider, number, reason)
        if plan.fate is Fate.DEFERRED:
            return
        yield office.in_days(19, plan.rng("resumed"))
        office.do(decisions.resume, who, number)
        yield office.in_days(2, plan.rng("decided after all"))
    decide(office, plan, number, form)
    if plan.fate is Fate.DECLINED:
        yield from decline_letter(office, plan, number)
    else:
        yield from award_life(office, plan, number)


def _due(office: SampleOffice, plan: Plan, step: str) -> datetime:
    closes, rng = plan.round.closes_at.date(), plan.rng(step)
    if closes > LAST_DAY:
        return office.in_days(1, rng)
    if plan.is_urgent:
        return working_instant(closes + timedelta(days=_URGENT_DAYS[step]), rng)
    first, last = _SHARE_OF_TIME[step]
    share = first + (last - first) * rng.random()
    return working_instant(closes + timedelta(days=int(_days(plan, closes) * share)), rng)


def _days(plan: Plan, closes: date) -> int:
    # A round that is under way is taken as far as its programme says before the last day.
    decide_by = plan.round.decide_by or closes + timedelta(days=28)
    return (min(decide_by, LAST_DAY + timedelta(days=5)) - closes).days
