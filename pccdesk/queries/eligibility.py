"""Eligibility findings of an application, with officers' overrides."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from pccdesk.domain.eligibility import Outcome
from pccdesk.models.applications import EligibilityFinding
from pccdesk.models.people import Person


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One criterion's outcome as last worked out, and its override."""

    criterion: str
    label: str
    outcome: Outcome
    explanation: str
    override_reason: str
    overridden_by: str | None
    overridden_at: datetime | None
    overridden_by_id: int | None

    @property
    def settled(self) -> bool:
        """Whether the criterion no longer stands in the way."""
        return self.outcome is Outcome.MET or bool(self.override_reason)


def findings(connection: Connection, application_id: int) -> tuple[FindingRow, ...]:
    """Return the findings in the round's order; empty before the first check."""
    query = (
        select(
            EligibilityFinding.criterion,
            EligibilityFinding.label,
            EligibilityFinding.outcome,
            EligibilityFinding.explanation,
            EligibilityFinding.override_reason,
            Person.full_name,
            EligibilityFinding.overridden_at,
            EligibilityFinding.overridden_by,
        )
        .outerjoin(Person, Person.id == EligibilityFinding.overridden_by)
        .where(EligibilityFinding.application_id == application_id)
        .order_by(EligibilityFinding.position)
    )
    return tuple(
        FindingRow(
            row.criterion,
            row.label,
            Outcome(row.outcome),
            row.explanation,
            row.override_reason,
            row.full_name,
            row.overridden_at,
            row.overridden_by,
        )
        for row in connection.execute(query)
    )
