"""Each kind of criterion is met, not met or cannot be told, and says why in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from pccdesk.domain.definitions import Criterion, CriterionKind
from pccdesk.domain.eligibility import Evidence, Outcome, assess

EVIDENCE = Evidence(
    amount_requested=Decimal(2500),
    total_cost=Decimal(10000),
    reserves=Decimal(25000),
    round_maximum=Decimal(2500),
    round_closes=datetime(2026, 5, 15, 11, 0, tzinfo=UTC),
    received_at=datetime(2026, 5, 15, 11, 0, tzinfo=UTC),
    districts_in_area=("Fylde", "Wyre"),
    others_this_year=(),
    other_funding=(),
    documents_missing=(),
    answers={"account": "Yes"},
)
LIMITS = {
    CriterionKind.TOTAL_COST_AT_MOST: Decimal(10000),
    CriterionKind.RESERVES_AT_MOST: Decimal(25000),
}
MET, NOT_MET, CANNOT_TELL = Outcome.MET, Outcome.NOT_MET, Outcome.CANNOT_TELL
LAST_SECOND = datetime(2026, 5, 15, 11, 0, 59, 999999, tzinfo=UTC)
LATE = datetime(2026, 5, 15, 11, 1, tzinfo=UTC)
K = CriterionKind

CASES: list[tuple[CriterionKind, dict[str, Any], Outcome, str]] = [
    (K.MAXIMUM_AMOUNT, {}, MET, "£2,500 is within the limit of £2,500."),
    (K.MAXIMUM_AMOUNT, {"amount_requested": Decimal("2500.01")}, NOT_MET,
     "The amount asked for of £2,500.01 is over the limit of £2,500."),
    (K.MAXIMUM_AMOUNT, {"amount_requested": None}, CANNOT_TELL, "asked for is not given."),
    (K.MAXIMUM_AMOUNT, {"round_minimum": Decimal(2500)}, MET, "within the limit of £2,500."),
    (K.MAXIMUM_AMOUNT, {"round_minimum": Decimal("2500.01")}, NOT_MET,
     "The amount asked for of £2,500 is under the round’s minimum of £2,500.01."),
    (K.TOTAL_COST_AT_MOST, {}, MET, "within the limit of £10,000."),
    (K.TOTAL_COST_AT_MOST, {"total_cost": Decimal("10000.01")}, NOT_MET, "over the limit"),
    (K.TOTAL_COST_AT_MOST, {"total_cost": None}, CANNOT_TELL, "total project cost is not given."),
    (K.RESERVES_AT_MOST, {}, MET, "within the limit of £25,000."),
    (K.RESERVES_AT_MOST, {"reserves": Decimal(25001)}, NOT_MET, "£25,001 is over the limit"),
    (K.RESERVES_AT_MOST, {"reserves": None}, CANNOT_TELL, "reserves is not given."),
    (K.ONE_A_YEAR, {}, MET, "No other application"),
    (K.ONE_A_YEAR, {"others_this_year": ("CAF-2026-0001", "CAF-2026-0002")}, NOT_MET,
     "already applied this year: CAF-2026-0001, CAF-2026-0002."),
    (K.NOT_ALREADY_FUNDED, {}, MET, "No other live grant"),
    (K.NOT_ALREADY_FUNDED, {"other_funding": ("RRF-2026-0003",)}, NOT_MET, "RRF-2026-0003."),
    (K.DOCUMENTS_PRESENT, {}, MET, "Every document"),
    (K.DOCUMENTS_PRESENT, {"documents_missing": ("Constitution",)}, NOT_MET,
     "Missing: Constitution."),
    (K.IN_AREA, {}, MET, "The project is in Fylde, Wyre."),
    (K.IN_AREA, {"districts_in_area": ()}, NOT_MET, "No district of Lancashire"),
    (K.RECEIVED_IN_TIME, {}, MET,
     "Received on 15 May 2026 at 12:00; the round closes on 15 May 2026 at 12:00."),
    (K.RECEIVED_IN_TIME, {"received_at": LAST_SECOND}, MET, "15 May 2026 at 12:00;"),
    (K.RECEIVED_IN_TIME, {"received_at": LATE}, NOT_MET,
     "Received on 15 May 2026 at 12:01, after the round closed on 15 May 2026 at 12:00."),
    (K.RECEIVED_IN_TIME, {"received_at": None}, CANNOT_TELL, "not been received yet."),
    (K.ANSWER_IS, {}, MET, "The answer is “Yes”."),
    (K.ANSWER_IS, {"answers": {"account": "no"}}, NOT_MET,
     "The answer is “no”; it must be “yes”."),
    (K.ANSWER_IS, {"answers": {"account": " "}}, CANNOT_TELL, "not answered."),
    (K.ANSWER_IS, {"answers": {}}, CANNOT_TELL, "not answered."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "outcome", "words"), CASES)
def test_a_criterion_is_worked_out_and_explained(
    kind: CriterionKind, changes: dict[str, Any], outcome: Outcome, words: str
) -> None:
    criterion = Criterion(
        "one", kind, "A criterion", amount=LIMITS.get(kind, Decimal(0)), question="account",
        answer="yes",
    )  # fmt: skip
    (finding,) = assess((criterion,), replace(EVIDENCE, **changes))
    assert (finding.code, finding.label, finding.outcome) == ("one", "A criterion", outcome)
    assert words in finding.explanation
    assert finding.explanation.endswith(".")


def test_every_kind_of_criterion_is_tried_met_and_not_met() -> None:
    tried = {(kind, outcome) for kind, _changes, outcome, _words in CASES}
    assert tried >= {(kind, outcome) for kind in CriterionKind for outcome in (MET, NOT_MET)}


def test_findings_stand_in_the_order_of_the_round() -> None:
    kinds = (K.IN_AREA, K.ONE_A_YEAR, K.MAXIMUM_AMOUNT)
    criteria = tuple(Criterion(kind.value, kind, kind.value) for kind in kinds)
    assert [each.code for each in assess(criteria, EVIDENCE)] == [kind.value for kind in kinds]


def test_a_long_answer_is_cut_in_the_explanation() -> None:
    criterion = Criterion("one", K.ANSWER_IS, "A criterion", question="account", answer="yes")
    evidence = replace(EVIDENCE, answers={"account": "x" * 500})
    (finding,) = assess((criterion,), evidence)
    assert len(finding.explanation) < 150
