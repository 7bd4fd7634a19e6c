"""What Home counts is what the guards of each application say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import select

from pccdesk.domain.applications import Action, Stage, objections, transition
from pccdesk.models.applications import Application
from pccdesk.queries.facts import facts
from pccdesk.queries.home import applications_where
from pccdesk.queries.lists.waiting import decidable_by
from pccdesk.services import recommendations
from tests import way
from tests.office import Office


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
