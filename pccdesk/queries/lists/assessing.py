"""Whose turn it is at assessment, as conditions of the list: an assessor's, or an officer's."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from pccdesk.domain.applications import Stage
from pccdesk.domain.permissions import ROLE_PERMISSIONS, Permission
from pccdesk.models.applications import Application
from pccdesk.models.decisions import Assessment
from pccdesk.models.funds import Definition
from pccdesk.models.people import PersonRole
from pccdesk.queries.rows import AnySelect

_application = Application.__table__.c


class _AssessorsNeeded(FunctionElement[int]):
    """How many assessors a scoring scheme asks for, out of its kept content."""

    type = Integer()
    name = "assessors_needed"
    inherit_cache = True


@compiles(_AssessorsNeeded)
def _in_file(element: _AssessorsNeeded, compiler: Any, **options: Any) -> str:
    content = compiler.process(element.clauses, **options)
    return f"json_extract({content}, '$.scoring.assessors_needed')"


@compiles(_AssessorsNeeded, "postgresql")
def _on_server(element: _AssessorsNeeded, compiler: Any, **options: Any) -> str:
    content = compiler.process(element.clauses, **options)
    return f"(CAST({content} AS json) #>> '{{scoring,assessors_needed}}')::integer"


def held(permission: Permission, person_id: int) -> ColumnElement[bool]:
    """Return the condition that a person's roles give a permission in an application's fund."""
    giving = [role.value for role, given in ROLE_PERMISSIONS.items() if permission in given]
    roles = select(PersonRole.fund_id).where(
        PersonRole.person_id == person_id, PersonRole.role.in_(giving)
    )
    # Asked in two parts: a role in all funds, which is the usual one, needs no look at the fund.
    return or_(
        roles.where(PersonRole.fund_id.is_(None)).exists(),
        _application.fund_id.in_(roles.where(PersonRole.fund_id.is_not(None))),
    )


def unmarked_by(person_id: int) -> ColumnElement[bool]:
    """It is at assessment and lacks marks, and somebody may give theirs and has not yet.

    The same as `services.assessments.submit` asks of one application, for a list.
    """
    own = (
        select(Assessment.id)
        .where(Assessment.application_id == _application.id, Assessment.assessor_id == person_id)
        .correlate(Application.__table__)
    )
    own_file = Application.__table__.alias("own_file")
    looked_after = select(own_file.c.id).where(
        own_file.c.owner_id == person_id, own_file.c.stage == Stage.ASSESSMENT.value
    )
    return and_(
        _application.stage == Stage.ASSESSMENT.value,
        held(Permission.ASSESS, person_id),
        ~own.exists(),
        _application.id.not_in(looked_after),
        _application.id.not_in(_marked_enough()),
    )


def recommendable_by(person_id: int) -> ColumnElement[bool]:
    """It has all the marks that its round asks for, and somebody may recommend it.

    The same as the guards of a recommendation ask of one application, for a list.
    """
    return and_(
        _application.stage == Stage.ASSESSMENT.value,
        held(Permission.RECOMMEND, person_id),
        _application.id.in_(_marked_enough()),
    )


def _marked_enough() -> AnySelect:
    """Return the numbers of those at assessment that have as many marks as they need."""
    needed = (
        select(Definition.id, _AssessorsNeeded(Definition.content).label("assessors"))
        .where(Definition.kind == "scoring")
        .subquery()
    )
    marked = Application.__table__.alias("marked")
    return (
        select(marked.c.id)
        .join(Assessment.__table__, Assessment.application_id == marked.c.id)
        .join(needed, needed.c.id == marked.c.scoring_id)
        .where(marked.c.stage == Stage.ASSESSMENT.value)
        .group_by(marked.c.id, needed.c.assessors)
        .having(func.count() >= needed.c.assessors)
    )
