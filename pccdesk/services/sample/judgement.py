"""How the sample office's people judge: marks, recommendations, decisions and their words."""

from decimal import ROUND_DOWN, Decimal

from pccdesk.domain.definitions import ScoringScheme
from pccdesk.domain.money import format_pounds
from pccdesk.domain.scoring import Mark
from pccdesk.queries import applications as applications_read
from pccdesk.services import decisions
from pccdesk.services.assessments import AssessmentForm
from pccdesk.services.decisions import Approval, Refusal
from pccdesk.services.recommendations import RecommendationForm
from pccdesk.services.sample.casting import REOFFENDING, Plan
from pccdesk.services.sample.material import Material, fitting
from pccdesk.services.sample.office import SampleOffice
from pccdesk.services.sample.programme import Fate, Twist

_CHIEF_EXECUTIVE_LIMIT, _DEPUTY_LIMIT = Decimal(5_000), Decimal(10_000)
_REDUCED_CHANCE, _CONDITION_CHANCE, _DELEGATED_CHANCE = 0.25, 0.55, 0.6
_LOW, _HIGH = 4, 7
_USUAL_MARK = {Fate.DECLINED: 5, Fate.DEFERRED: 7, Fate.WITHDRAWN: 6, Fate.ASSESSING: 7}


def assessors_of(plan: Plan) -> tuple[str, ...]:
    """Return the usernames of those who assess an application, in their turn."""
    everybody = ["assessor", "assessor.two", "assessor.three"]
    if plan.project.priority == "vawg":
        everybody = ["assessor.three", "assessor"]
    else:
        plan.rng("assessors").shuffle(everybody)
    two = plan.round.fund_code == REOFFENDING or plan.twist is Twist.TWO_ASSESSORS
    return tuple(everybody[: 2 if two and plan.twist is not Twist.PART_ASSESSED else 1])


def marks_of(material: Material, plan: Plan, scheme: ScoringScheme, place: int) -> AssessmentForm:
    """Return one assessor's marks with reasons; a second assessor may see it otherwise."""
    rng = plan.rng(f"marks {place}")
    usual = _USUAL_MARK.get(plan.fate, 8)
    if plan.twist is Twist.TWO_ASSESSORS and place == 1:
        usual -= 3
    marks = {}
    for criterion in scheme.criteria:
        mark = min(max(usual + rng.choice((-2, -1, -1, 0, 0, 0, 1, 1, 2)), 1), scheme.maximum_mark)
        level = "low" if mark <= _LOW else "high" if mark >= _HIGH else "middle"
        marks[criterion.code] = Mark(
            mark, rng.choice(material.phrases["assessors"][criterion.code][level])
        )
    return AssessmentForm(marks)


def recommendation_of(office: SampleOffice, plan: Plan, number: int) -> RecommendationForm:
    """Return what the officer (or, in the Reducing Reoffending Fund, the board) recommends."""
    rng, say = plan.rng("recommendation"), office.material.say
    record = office.desk.read(office.staff["officer"], applications_read.application, number)
    body = ""
    if plan.round.fund_code == REOFFENDING:
        names = dict(office.forms[plan.round.code].boards)
        body = f"Local Reducing Reoffending Board ({names[record.form.board]})"
    if plan.fate is Fate.DECLINED:
        reason = say("recommend", rng, "decline_texts")
        return RecommendationForm(approve=False, amount=Decimal(0), reason=reason, body=body)
    asked = record.form.amount_requested or Decimal(0)
    amount = _reduced(asked, rng.choice((80, 85, 90))) if rng.random() < _REDUCED_CHANCE else asked
    reason = say("recommend", rng, "board_texts" if body else "texts")
    reason = reason.replace("{amount}", format_pounds(amount))
    if amount < asked:
        reason += " " + rng.choice(fitting(office.material.phrases["reduce"], plan.tags))
    conditions = fitting(office.material.phrases["conditions"], plan.tags)
    chosen = (
        rng.sample(conditions, rng.choice((1, 1, 2))) if rng.random() < _CONDITION_CHANCE else ()
    )
    return RecommendationForm(
        approve=True, amount=amount, reason=reason, conditions="\n".join(chosen), body=body
    )


def decide(office: SampleOffice, plan: Plan, number: int, recommended: RecommendationForm) -> None:
    """Approve or decline as recommended, by whoever has the authority for the sum."""
    rng, phrases = plan.rng("decision"), office.material.phrases
    who = decider_of(office, plan, number, recommended)
    if not recommended.approve:
        decline = Refusal(
            rng.choice(fitting(phrases["decline"]["reasons"], plan.tags)),
            rng.choice(fitting(phrases["decline"]["feedback"], plan.tags)),
            no_interest=True,
        )
        office.do(decisions.decline, who, number, decline)
        return
    approval = Approval(
        recommended.amount,
        rng.choice(fitting(phrases["approve"], plan.tags)),
        recommended.conditions,
        no_interest=True,
    )
    office.do(decisions.approve, who, number, approval)


def decider_of(
    office: SampleOffice, plan: Plan, number: int, recommended: RecommendationForm
) -> str:
    """Return the username of who decides: often delegated, if the sum is within a limit.

    Where nothing is recommended, it is the sum asked for that counts.
    """
    record = office.desk.read(office.staff["officer"], applications_read.application, number)
    amount = recommended.amount or record.form.amount_requested or Decimal(0)
    if plan.round.fund_code == REOFFENDING and amount <= _DEPUTY_LIMIT:
        return "deputy.commissioner"
    if amount <= _CHIEF_EXECUTIVE_LIMIT and plan.rng("decider").random() < _DELEGATED_CHANCE:
        return "chief.executive"
    return "commissioner"


def _reduced(amount: Decimal, per_cent: int) -> Decimal:
    return (amount * per_cent / 1000).quantize(Decimal(1), ROUND_DOWN) * 10
