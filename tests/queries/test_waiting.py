"""What Home counts is what the guards of each application say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import select

from pccdesk.domain.applications import Action, Stage, objections, transition
from pccdesk.domain.errors import NotPermitted
from pccdesk.domain.permissions import Role
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Assessment
from pccdesk.queries.facts import facts
from pccdesk.queries.home import applications_where
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import APPLICATIONS
from pccdesk.queries.lists.waiting import decidable_by
from pccdesk.services import recommendations
from pccdesk.services.people import add_person
from tests import staff, way
from tests.office import CAF_ROUND, RRF_ROUND, Office


@pytest.fixture
def recommended(office: Office) -> tuple[int, ...]:
    """Recommend sums below and above the delegated limit, one to be declined, one with a part."""
    made = []
    for amount in (Decimal(900), Decimal(2400), None):
        one = office.bring_to(Stage.ASSESSMENT)
        way.assess(office, one, "assessor" if amount else "everything")
        form = recommendations.RecommendationForm(
            approve=amount is not None, amount=amount or Decimal(0), reason="Because."
        )
        recommendations.recommend(
            office.desk, office.who("officer"), one, office.version(one), form
        )
        made.append(one)
    return tuple(made)


@pytest.mark.parametrize("who", ["commissioner", "chief", "everything", "officer"])
def test_the_list_of_what_somebody_may_decide_follows_the_guards(
    office: Office, recommended: tuple[int, ...], who: str
) -> None:
    person, day = office.who(who), office.desk.today()
    with office.desk.database.reading() as connection:
        listed = set(
            connection.scalars(
                select(Application.id).where(decidable_by(f"{person.user_id}@{day.isoformat()}"))
            )
        )
        allowed = {
            one
            for one in recommended
            if not objections(
                transition(Stage.RECOMMENDED, Action.APPROVE), facts(connection, one), person, day
            )
        }
        counted = applications_where(
            connection, "decidable_by", f"{person.user_id}@{day.isoformat()}"
        )
    assert listed == allowed
    assert counted == len(allowed)
    assert bool(allowed) is (who != "officer")


@pytest.fixture
def at_assessment(office: Office) -> tuple[int, ...]:
    """Bring some to assessment: without marks, with one of two, with enough, an assessor's own."""
    roles = Role.OFFICER, Role.ASSESSOR
    person = staff.person("onefund", "Una Onefund", *roles, fund=staff.CAF)
    add_person(office.desk, office.who("administrator"), person)
    office.reread("onefund")
    made = [office.bring_to(Stage.ASSESSMENT, round_code=each) for each in (CAF_ROUND, RRF_ROUND)]
    for round_code, assessors in (
        (CAF_ROUND, ("assessor",)),
        (RRF_ROUND, ("everything",)),
        (RRF_ROUND, ("assessor", "everything")),
    ):
        one = office.bring_to(Stage.ASSESSMENT, round_code=round_code)
        way.assess(office, one, *assessors)
        made.append(one)
    looked_after = office.bring_to(Stage.ASSESSMENT)
    with office.desk.database.changing() as session:
        owned = session.get_one(Application, looked_after)
        owned.owner_id = office.who("everything").user_id
    return (*made, looked_after)


@pytest.mark.parametrize("who", ["assessor", "everything", "officer", "onefund"])
def test_what_waits_for_somebodys_marks_still_needs_them_and_takes_them(
    office: Office, at_assessment: tuple[int, ...], who: str
) -> None:
    person = office.who(who)
    with office.desk.database.reading() as connection:
        counted = applications_where(connection, "unmarked_by", person.user_id)
        listed = APPLICATIONS.ids(connection, (), Filter(values={"unmarked_by": (person.user_id,)}))
        marked = {
            one: connection.scalars(
                select(Assessment.assessor_id).where(Assessment.application_id == one)
            ).all()
            for one in at_assessment
        }
        wanting = {
            one
            for one in at_assessment
            if facts(connection, one).assessments_done < facts(connection, one).assessments_needed
        }
    assert counted == len(listed)
    taken = set()
    for one in at_assessment:
        if person.user_id in marked[one]:
            continue
        try:
            way.assess(office, one, who)
        except NotPermitted:
            continue
        taken.add(one)
    assert set(listed) == wanting & taken
    assert len(listed) == {"assessor": 4, "everything": 2, "officer": 0, "onefund": 2}[who]


@pytest.mark.parametrize("who", ["officer", "everything", "assessor", "onefund"])
def test_what_is_ready_to_recommend_follows_the_guards(
    office: Office, at_assessment: tuple[int, ...], who: str
) -> None:
    person, day = office.who(who), office.desk.today()
    step = transition(Stage.ASSESSMENT, Action.RECOMMEND)
    with office.desk.database.reading() as connection:
        counted = applications_where(connection, "recommendable_by", person.user_id)
        listed = APPLICATIONS.ids(
            connection, (), Filter(values={"recommendable_by": (person.user_id,)})
        )
        allowed = {
            one
            for one in at_assessment
            if not objections(step, facts(connection, one), person, day)
        }
    assert set(listed) == allowed
    assert counted == len(allowed) == {"assessor": 0, "onefund": 1}.get(who, 2)
