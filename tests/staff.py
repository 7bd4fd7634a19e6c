"""The people of the office that tests work in: at least one in every role."""

from __future__ import annotations

from decimal import Decimal

from pccdesk.domain.permissions import Actor, DecisionSeries, Delegation, Role, RoleHeld
from pccdesk.services.desk import Desk
from pccdesk.services.people import PersonForm, add_person
from tests.new_office import PASSWORD

CAF = "community_action_fund"
RRF = "reducing_reoffending_fund"
DELEGATED_LIMIT = Decimal(1000)


def person(
    username: str,
    full_name: str,
    *roles: Role,
    fund: str | None = None,
    delegations: tuple[Delegation, ...] = (),
) -> PersonForm:
    """Return the form of somebody with these roles, in one fund or in all."""
    held = tuple(RoleHeld(role, fund) for role in roles)
    job_title = f"Job of {full_name}"
    return PersonForm(username, full_name, job_title, "", PASSWORD, held, delegations)


STAFF = (
    person("officer", "Olive Officer", Role.OFFICER),
    person("officer2", "Oscar Second", Role.OFFICER),
    person("assessor", "Asha Assessor", Role.ASSESSOR),
    person("finance", "Fay Finance", Role.FINANCE),
    person("auditor", "Audrey Auditor", Role.AUDITOR),
    person(
        "commissioner",
        "Cleo Commissioner",
        Role.DECISION_MAKER,
        delegations=(Delegation(None, DecisionSeries.COMMISSIONER),),
    ),
    person(
        "chief",
        "Chris Chief",
        Role.DECISION_MAKER,
        delegations=(Delegation(DELEGATED_LIMIT, DecisionSeries.DELEGATED),),
    ),
    person(
        "everything",
        "Ellis Everything",
        *(role for role in Role if role is not Role.ADMINISTRATOR),
        delegations=(Delegation(None, DecisionSeries.COMMISSIONER),),
    ),
)
"""Each by the role in their username; `everything` holds every role but the administrator's."""


def add_staff(desk: Desk, administrator: Actor) -> None:
    """Add everybody through the service, as an administrator would."""
    for form in STAFF:
        add_person(desk, administrator, form)
