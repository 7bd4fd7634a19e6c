"""Decisions of one part of a large sample office, and the awards and payments that follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from pccdesk.domain.applications import AWARDED, Stage
from pccdesk.domain.dates import FinancialYear, from_london, to_london
from pccdesk.domain.payments import PaymentStage
from pccdesk.domain.permissions import DecisionSeries
from pccdesk.domain.references import batch_reference, decision_reference
from pccdesk.models.base import Base
from pccdesk.models.decisions import Award, Decision, DecisionItem
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries.funds import RoundRow

GRANTED = AWARDED | {Stage.LAPSED}
DECIDED = GRANTED | {Stage.DECLINED}
_TWO_INSTALMENTS_FROM = Decimal(5_000)
_FULLY_GRANTED = 0.7
_PAYMENT = {
    Stage.APPROVED: (PaymentStage.SCHEDULED, PaymentStage.SCHEDULED),
    Stage.OFFERED: (PaymentStage.SCHEDULED, PaymentStage.SCHEDULED),
    Stage.ACCEPTED: (PaymentStage.APPROVED, PaymentStage.SCHEDULED),
    Stage.IN_PAYMENT: (PaymentStage.PAID, PaymentStage.APPROVED),
    Stage.COMPLETE: (PaymentStage.PAID, PaymentStage.PAID),
    Stage.LAPSED: (PaymentStage.CANCELLED, PaymentStage.CANCELLED),
}
_Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass(slots=True)
class Decider:
    """Decides a part's applications in one decision and pays in one batch.

    A part begins at an application's number that no other part has, so its decision, batch,
    items, awards and payments take their numbers from the applications'. `numbers` are the last
    ones of the running series; they go on from part to part.
    """

    staff: Mapping[str, int]
    capacity: Mapping[str, str]
    now: datetime
    round: RoundRow
    first: int
    tables: _Rows
    numbers: dict[str, int]
    paid: list[dict[str, Any]] = field(default_factory=list)

    @property
    def decided_at(self) -> datetime:
        """When the part was decided."""
        day = self.round.decide_by or to_london(self.round.closes_at).date()
        return min(from_london(day, 14), self.now)

    def decide(self, row: dict[str, Any], rng: Random) -> None:
        """Add the decision of one application, if it has come so far, and its award."""
        stage = Stage(row["stage"])
        if stage not in DECIDED:
            return
        row["changed_at"] = self.decided_at
        full = rng.random() < _FULLY_GRANTED
        granted = row["amount_requested"] if full else round(row["amount_requested"] * 4 / 5)
        amount = Decimal(granted) if stage in GRANTED else Decimal(0)
        self.tables[DecisionItem].append(
            {
                "id": row["id"],
                "decision_id": self.first,
                "application_id": row["id"],
                "outcome": "approve" if stage in GRANTED else "decline",
                "amount": amount,
                "reasons": "Scored with the others of the round against its criteria.",
                "conditions": "",
                "feedback": "",
            }
        )
        if stage in GRANTED:
            self._award(row, stage, amount)

    def finish(self) -> None:
        """Add the decision and the batch themselves, where there is anything in them."""
        if self.tables[DecisionItem]:
            self._decision()
        if self.paid:
            self._batch()

    def _next(self, series: str) -> int:
        self.numbers[series] = self.numbers.get(series, 0) + 1
        return self.numbers[series]

    def _award(self, row: dict[str, Any], stage: Stage, amount: Decimal) -> None:
        accept_by = to_london(self.decided_at).date() + timedelta(self.round.accept_within_days)
        refused = stage in {Stage.APPROVED, Stage.OFFERED, Stage.LAPSED}
        self.tables[Award].append(
            {
                "id": row["id"],
                "application_id": row["id"],
                "decision_item_id": row["id"],
                "amount": amount,
                "purpose": row["project_title"],
                "starts_on": row["starts_on"],
                "ends_on": row["ends_on"],
                "conditions": "",
                "accept_by": accept_by,
                "accepted_on": None if refused else accept_by - timedelta(days=5),
                "accepted_by": "" if refused else "The treasurer",
            }
        )
        for instalment, part in enumerate(_split(amount)):
            self._payment(row, stage, instalment, part, len(_split(amount)))

    def _payment(
        self, row: dict[str, Any], stage: Stage, instalment: int, amount: Decimal, of: int
    ) -> None:
        state = _PAYMENT[stage][instalment]
        approved = state in {PaymentStage.APPROVED, PaymentStage.PAID}
        paid = state is PaymentStage.PAID
        payment = {
            "id": 2 * row["id"] + instalment,
            "version": 1,
            "award_id": row["id"],
            "application_id": row["id"],
            "instalment": instalment + 1,
            "of": of,
            "amount": amount,
            "due_on": row["starts_on"] + timedelta(days=30 + 120 * instalment),
            "stage": state.value,
            "bank_account_id": row["organisation_id"] if approved else None,
            "approved_by": self.staff["finance"] if approved else None,
            "approved_at": self._paid_at() if approved else None,
            "batch_id": self.first if paid else None,
            "paid_on": to_london(self._paid_at()).date() if paid else None,
            "bacs_reference": f"BACS{row['id']:08}" if paid else "",
        }
        self.tables[Payment].append(payment)
        if paid:
            self.paid.append(payment)

    def _paid_at(self) -> datetime:
        return min(self.decided_at + timedelta(days=60), self.now)

    def _decision(self) -> None:
        year = FinancialYear.of(to_london(self.decided_at).date()).start_year
        series = DecisionSeries.COMMISSIONER
        number = self._next(f"decision {series.value} {year}")
        self.tables[Decision].append(
            {
                "id": self.first,
                "reference": decision_reference(series, year, number),
                "series": series.value,
                "financial_year": year,
                "number": number,
                "decided_by": self.staff["commissioner"],
                "decided_at": self.decided_at,
                "capacity": self.capacity["commissioner"],
            }
        )

    def _batch(self) -> None:
        year = FinancialYear.of(to_london(self._paid_at()).date()).start_year
        number = self._next(f"payment batch {year}")
        self.tables[PaymentBatch].append(
            {
                "id": self.first,
                "version": 1,
                "reference": batch_reference(year, number),
                "financial_year": year,
                "number": number,
                "count": len(self.paid),
                "control_total": sum((each["amount"] for each in self.paid), Decimal(0)),
                "stage": "confirmed",
                "sha256": None,
                "made_by": self.staff["finance"],
                "made_at": self._paid_at(),
                "confirmed_at": self._paid_at(),
            }
        )


def _split(amount: Decimal) -> tuple[Decimal, ...]:
    if amount < _TWO_INSTALMENTS_FROM:
        return (amount,)
    first = Decimal(round(amount / 2))
    return (first, amount - first)
