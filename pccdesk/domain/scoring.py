"""Scoring: an assessor's marks, weighted and banded by the round's scheme."""

from collections.abc import Mapping
from dataclasses import dataclass

from pccdesk.domain.definitions import ScoringScheme
from pccdesk.domain.errors import FieldProblem

JUSTIFICATION_LIMIT = 4_000


@dataclass(frozen=True, slots=True)
class Mark:
    """An assessor's mark for one criterion and why it was given."""

    mark: int
    justification: str


def mark_problems(scheme: ScoringScheme, marks: Mapping[str, Mark]) -> tuple[FieldProblem, ...]:
    """Return what is missing or out of range; every criterion needs a mark and a reason."""
    found = []
    for criterion in scheme.criteria:
        given = marks.get(criterion.code)
        name = f"marks.{criterion.code}"
        if given is None or not 0 <= given.mark <= scheme.maximum_mark:
            found.append(
                FieldProblem(name, f"Mark “{criterion.label}” from 0 to {scheme.maximum_mark}.")
            )
        elif not given.justification.strip():
            found.append(FieldProblem(name, f"Say why “{criterion.label}” has this mark."))
        elif len(given.justification) > JUSTIFICATION_LIMIT:
            found.append(
                FieldProblem(name, f"Shorten the reason to {JUSTIFICATION_LIMIT:,} characters.")
            )
    strange = set(marks) - {criterion.code for criterion in scheme.criteria}
    found += [
        FieldProblem(f"marks.{code}", "This round does not score that.") for code in sorted(strange)
    ]
    return tuple(found)


def greatest_score(scheme: ScoringScheme) -> int:
    """Return the highest total one assessor can give."""
    return sum(criterion.weight for criterion in scheme.criteria) * scheme.maximum_mark


def total(scheme: ScoringScheme, marks: Mapping[str, int]) -> int:
    """Return one assessor's weighted total."""
    return sum(criterion.weight * marks.get(criterion.code, 0) for criterion in scheme.criteria)


def percentage(scheme: ScoringScheme, totals: tuple[int, ...]) -> int:
    """Return the mean of the assessors' totals as whole per cent, rounded half up; 0 if none."""
    greatest = greatest_score(scheme) * len(totals)
    return (200 * sum(totals) + greatest) // (2 * greatest) if greatest else 0


def band(scheme: ScoringScheme, per_cent: int) -> str:
    """Return what a percentage means in this scheme, or an empty string below every band."""
    reached = [each.label for each in scheme.bands if per_cent >= each.from_percent]
    return reached[-1] if reached else ""
