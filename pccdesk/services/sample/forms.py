"""What the applicants of the sample office write on their forms."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from pccdesk.domain.definitions import FormDefinition, Question, QuestionKind
from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.reference import boards, districts
from pccdesk.services.sample.casting import Plan
from pccdesk.services.sample.material import Material, fitting
from pccdesk.services.sample.programme import Twist

_NEIGHBOUR_CHANCE, _SECOND_CONTACT_CHANCE, _DRAWS_ON_OWN_FUNDS_CHANCE = 0.15, 0.6, 0.4
_CHANNELS = ("email", "email", "post", "paper")


def written_form(
    material: Material,
    plan: Plan,
    definition: FormDefinition,
    organisation_id: int | None,
    received_at: datetime | None,
) -> ApplicationForm:
    """Return an application as the group wrote it; None received leaves it a draft."""
    rng = plan.rng("form")
    project, group = plan.project, plan.organisation
    starts_on = _start(plan, rng)
    board = _board(group.form.district) if definition.boards else None
    budget, match = _money(plan, rng)
    return ApplicationForm(
        round_code=plan.round.code,
        organisation_id=organisation_id,
        organisation=group.form if organisation_id is None else None,
        main_contact=group.main_contact,
        second_contact=group.second_contact if rng.random() < _SECOND_CONTACT_CHANCE else None,
        project_title=_local(plan, "title"),
        summary=_local(plan, "summary"),
        what=_local(plan, "what"),
        who=_local(plan, "who"),
        where=_local(plan, "where"),
        starts_on=starts_on,
        ends_on=_months_later(starts_on, project.months),
        districts=_districts(group.form.district, board is not None, rng),
        priorities=(material.priority(project.priority, plan.round.opens_at.date()),),
        board=board or "",
        amount_requested=sum((line.from_grant for line in budget), Decimal(0)),
        total_cost=sum((line.cost for line in budget), Decimal(0)),
        reserves=_reserves(plan, rng),
        budget=budget,
        match=match,
        answers={each.code: _answer(material, plan, each, rng) for each in definition.questions},
        received_at=received_at,
        channel=rng.choice(_CHANNELS),
    )


def unfinished(form: ApplicationForm) -> ApplicationForm:
    """Return a form of which only the first page has been typed."""
    return replace(
        form,
        second_contact=None,
        what="",
        who="",
        where="",
        starts_on=None,
        ends_on=None,
        priorities=(),
        total_cost=None,
        reserves=None,
        budget=(),
        match=(),
        answers={},
    )


def _local(plan: Plan, field: str) -> str:
    words = plan.project.texts.get(field, "").replace("{town}", plan.organisation.form.town)
    return words.replace("{organisation}", plan.organisation.form.name)


def _start(plan: Plan, rng: Random) -> date:
    decided = plan.round.decide_by or plan.round.closes_at.date()
    if plan.is_urgent:
        return decided + timedelta(days=3)
    first = decided + timedelta(days=rng.choice((24, 31, 38, 45, 52)))
    return first - timedelta(days=first.weekday())  # projects begin on a Monday


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, 28)) - timedelta(days=1)


def _board(district: str) -> str:
    return next(each.code for each in boards() if district in each.districts)


def _districts(district: str, whole_board: bool, rng: Random) -> tuple[str, ...]:
    if whole_board:
        area = next(each.districts for each in boards() if district in each.districts)
        others = [each for each in area if each != district]
        return (district, *sorted(rng.sample(others, rng.randint(0, len(others)))))
    if rng.random() >= _NEIGHBOUR_CHANCE:
        return (district,)
    division = next(each.division for each in districts() if each.code == district)
    near = [each.code for each in districts() if each.division == division]
    return (district, rng.choice([each for each in near if each != district]))


def _money(plan: Plan, rng: Random) -> tuple[tuple[BudgetLine, ...], tuple[MatchLine, ...]]:
    budget, match = list(plan.project.budget), list(plan.project.match)
    if rng.random() < _DRAWS_ON_OWN_FUNDS_CHANCE:
        largest = max(range(len(budget)), key=lambda place: budget[place].from_grant)
        line, own = budget[largest], Decimal(rng.choice((40, 60, 75, 100, 150, 200)))
        left = sum((each.from_grant for each in budget), Decimal(0)) - own
        if left >= plan.round.minimum and own < line.from_grant:
            budget[largest] = replace(line, from_grant=line.from_grant - own)
            match.append(MatchLine("Raised by members", own, confirmed=rng.random() < 0.7))  # noqa: PLR2004
    if plan.twist is Twist.TOO_COSTLY:
        budget.append(BudgetLine("Refurbishing the hall", Decimal(11_400)))
        match.append(MatchLine("Landfill community fund", Decimal(11_400)))
    return tuple(budget), tuple(match)


def _reserves(plan: Plan, rng: Random) -> Decimal:
    if plan.twist is Twist.LARGE_RESERVES:
        return Decimal(38_250)
    return Decimal(rng.choice((0, 120, 340, 610, 875, 1_240, 1_900, 2_650, 4_300, 7_800, 12_500)))


def _answer(material: Material, plan: Plan, question: Question, rng: Random) -> str:
    given = {
        "volunteers": str(plan.project.helpers),
        "people_reached": str(plan.project.people),
        "people_served": "\n".join(_served(material, plan, question)),
        "evidence_of_need": _local(plan, "need"),
        "outcomes": _local(plan, "outcomes"),
        "strand": _local(plan, "strand"),
        "partners": _local(plan, "partners"),
        "two_signatories": "no" if plan.twist is Twist.NO_SIGNATORIES else "yes",
        "statutory_duty": "yes" if plan.twist is Twist.STATUTORY else "no",
    }.get(question.code, "")
    if given:
        return given
    by_theme = material.answers["fitting"].get(question.code)
    if by_theme is not None:
        group = question.code == "group_purpose"
        return rng.choice(
            fitting(by_theme, sorted(plan.organisation.themes) if group else plan.tags)
        )
    chosen = question.kind in {QuestionKind.YES_NO, QuestionKind.CHOICE}
    choices: list[str] = material.answers["choice" if chosen else "text"][question.code]
    return rng.choice(choices)


def _served(material: Material, plan: Plan, question: Question) -> tuple[str, ...]:
    if plan.project.served:
        return plan.project.served
    by_theme: dict[str, list[str]] = material.answers["people_served"]
    theme = next((each for each in plan.project.themes if each in by_theme), None)
    return tuple(by_theme[theme]) if theme else question.choices[:1]
