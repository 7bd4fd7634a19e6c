"""Eligibility: each criterion of a round worked out and explained in a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pccdesk.domain.dates import format_instant
from pccdesk.domain.definitions import Criterion, CriterionKind
from pccdesk.domain.money import format_pounds


class Outcome(StrEnum):
    """How an application stands against one criterion."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> str:
        """The outcome in words."""
        return {"met": "Met", "not_met": "Not met", "cannot_tell": "Cannot tell"}[self.value]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the criteria look at, read from the application, its applicant and its round."""

    amount_requested: Decimal | None
    total_cost: Decimal | None
    reserves: Decimal | None
    round_maximum: Decimal
    round_closes: datetime
    received_at: datetime | None
    districts_in_area: tuple[str, ...]
    others_this_year: tuple[str, ...]
    other_funding: tuple[str, ...]
    documents_missing: tuple[str, ...]
    answers: Mapping[str, str]
    round_minimum: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion's outcome with the sentence that explains it."""

    code: str
    label: str
    outcome: Outcome
    explanation: str


def assess(criteria: tuple[Criterion, ...], evidence: Evidence) -> tuple[Finding, ...]:
    """Return a finding for each criterion, in the round's order."""
    return tuple(_finding(criterion, evidence) for criterion in criteria)


def _finding(criterion: Criterion, evidence: Evidence) -> Finding:
    outcome, explanation = _WORKED_OUT[criterion.kind](criterion, evidence)
    return Finding(criterion.code, criterion.label, outcome, explanation)


_Result = tuple[Outcome, str]


def _at_most(what: str, amount: Decimal | None, limit: Decimal) -> _Result:
    if amount is None:
        return Outcome.CANNOT_TELL, f"The {what} is not given."
    if amount > limit:
        return (
            Outcome.NOT_MET,
            f"The {what} of {format_pounds(amount)} is over the limit of {format_pounds(limit)}.",
        )
    return (
        Outcome.MET,
        f"The {what} of {format_pounds(amount)} is within the limit of {format_pounds(limit)}.",
    )


def _round_limits(_criterion: Criterion, evidence: Evidence) -> _Result:
    asked, least = evidence.amount_requested, evidence.round_minimum
    if asked is not None and asked < least:
        under = f"is under the round’s minimum of {format_pounds(least)}."
        return Outcome.NOT_MET, f"The amount asked for of {format_pounds(asked)} {under}"
    return _at_most("amount asked for", evidence.amount_requested, evidence.round_maximum)


def _total_cost(criterion: Criterion, evidence: Evidence) -> _Result:
    return _at_most("total project cost", evidence.total_cost, criterion.amount)


def _reserves(criterion: Criterion, evidence: Evidence) -> _Result:
    return _at_most("sum of unrestricted reserves", evidence.reserves, criterion.amount)


def _one_a_year(_criterion: Criterion, evidence: Evidence) -> _Result:
    if evidence.others_this_year:
        others = ", ".join(evidence.others_this_year)
        return Outcome.NOT_MET, f"The organisation has already applied this year: {others}."
    return Outcome.MET, "No other application by the organisation this financial year."


def _not_already_funded(_criterion: Criterion, evidence: Evidence) -> _Result:
    if evidence.other_funding:
        return (
            Outcome.NOT_MET,
            f"Already funded by the office: {', '.join(evidence.other_funding)}.",
        )
    return Outcome.MET, "No other live grant or commissioned service of the office is recorded."


def _documents(_criterion: Criterion, evidence: Evidence) -> _Result:
    if evidence.documents_missing:
        return Outcome.NOT_MET, f"Missing: {', '.join(evidence.documents_missing)}."
    return Outcome.MET, "Every document that must come with the form is attached."


def _in_area(_criterion: Criterion, evidence: Evidence) -> _Result:
    if not evidence.districts_in_area:
        return Outcome.NOT_MET, "No district of Lancashire is given for the project."
    return Outcome.MET, f"The project is in {', '.join(evidence.districts_in_area)}."


def _in_time(_criterion: Criterion, evidence: Evidence) -> _Result:
    closes = format_instant(evidence.round_closes)
    if evidence.received_at is None:
        return Outcome.CANNOT_TELL, "The application has not been received yet."
    received = format_instant(evidence.received_at)
    # Rounds close to the minute: what came while the clock still showed it is in time.
    if evidence.received_at.replace(second=0, microsecond=0) > evidence.round_closes:
        return Outcome.NOT_MET, f"Received on {received}, after the round closed on {closes}."
    return Outcome.MET, f"Received on {received}; the round closes on {closes}."


def _answer(criterion: Criterion, evidence: Evidence) -> _Result:
    answer = evidence.answers.get(criterion.question, "").strip()
    if not answer:
        return Outcome.CANNOT_TELL, "The question is not answered."
    if answer.casefold() != criterion.answer.casefold():
        return Outcome.NOT_MET, f"The answer is “{answer[:80]}”; it must be “{criterion.answer}”."
    return Outcome.MET, f"The answer is “{answer[:80]}”."


_WORKED_OUT = {
    CriterionKind.MAXIMUM_AMOUNT: _round_limits,
    CriterionKind.TOTAL_COST_AT_MOST: _total_cost,
    CriterionKind.RESERVES_AT_MOST: _reserves,
    CriterionKind.ONE_A_YEAR: _one_a_year,
    CriterionKind.NOT_ALREADY_FUNDED: _not_already_funded,
    CriterionKind.DOCUMENTS_PRESENT: _documents,
    CriterionKind.IN_AREA: _in_area,
    CriterionKind.RECEIVED_IN_TIME: _in_time,
    CriterionKind.ANSWER_IS: _answer,
}
