"""Instalments add up to the penny, and bank details are digits with fresh evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.errors import Refused
from pccdesk.domain.money import from_pence, to_pence
from pccdesk.domain.payments import (
    PAYMENT_TRANSITIONS,
    BankForm,
    PaymentAction,
    PaymentStage,
    bank_digits,
    bank_problems,
    payment_step,
    split,
)

TODAY = date(2026, 6, 1)
GOOD = BankForm("Fylde Football", "10-79-99", "88837491", evidence_on=TODAY)


@st.composite
def hundreds(draw: st.DrawFn) -> tuple[int, ...]:
    """Return percentages that add up to a hundred."""
    cuts = sorted(draw(st.lists(st.integers(0, 100), max_size=6)))
    return tuple(b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True))


@given(st.integers(1, 10**11).map(from_pence), hundreds())
def test_instalments_add_up_exactly_in_whole_pence(
    amount: Decimal, percentages: tuple[int, ...]
) -> None:
    parts = split(amount, percentages)
    assert sum(parts, Decimal(0)) == amount
    assert len(parts) == len(percentages)
    assert all(to_pence(part) >= 0 for part in parts)


@pytest.mark.parametrize(
    ("amount", "percentages", "parts"),
    [
        ("2500", (100,), ("2500",)),
        ("2500.01", (50, 50), ("1250.00", "1250.01")),
        ("100", (33, 33, 34), ("33", "33", "34")),
        ("0.01", (50, 50), ("0", "0.01")),
        ("0.99", (33, 33, 34), ("0.32", "0.32", "0.35")),
    ],
)
def test_the_last_instalment_takes_the_odd_pennies(
    amount: str, percentages: tuple[int, ...], parts: tuple[str, ...]
) -> None:
    assert split(Decimal(amount), percentages) == tuple(map(Decimal, parts))


@pytest.mark.parametrize("stage", list(PaymentStage))
@pytest.mark.parametrize("action", list(PaymentAction))
def test_a_payment_takes_the_steps_of_its_table_and_no_other(
    stage: PaymentStage, action: PaymentAction
) -> None:
    if (stage, action) in PAYMENT_TRANSITIONS:
        assert payment_step(stage, action) == PAYMENT_TRANSITIONS[stage, action]
        return
    with pytest.raises(Refused) as refused:
        payment_step(stage, action)
    assert f"“{stage.label}”" in refused.value.sentence
    assert "so it cannot be " in refused.value.sentence


def test_no_payment_comes_back_but_with_a_batch_that_was_never_written() -> None:
    after = {PaymentStage.EXPORTED, PaymentStage.PAID, PaymentStage.CANCELLED}
    back = [action for (stage, action), (to, _permission) in PAYMENT_TRANSITIONS.items()
            if stage in after and to not in after]  # fmt: skip
    assert back == [PaymentAction.TAKE_BACK]


def test_spaces_and_hyphens_of_bank_details_do_not_count() -> None:
    assert bank_digits(" 10-79 99 ") == "107999"
    assert bank_digits("0012 3456") == "00123456"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account_name": " \x00"}, "account_name"),
        ({"account_name": "x" * 121}, "account_name"),
        *(({"sort_code": typed}, "sort_code")
          for typed in ("", "10-79-9", "10-79-999", "1O-79-99", "١٠٧٩٩٩", "10/79/99")),
        *(({"account_number": typed}, "account_number")
          for typed in ("", "12345", "123456789", "8883749A", "²²²²²²²²", "=1234567")),
        ({"roll_number": "1" * 19}, "roll_number"),
        ({"supplier_number": "1" * 21}, "roll_number"),
        ({"evidence_on": None}, "evidence_on"),
        ({"evidence_on": TODAY + timedelta(days=1)}, "evidence_on"),
    ],
)  # fmt: skip
def test_a_wrong_field_of_bank_details_is_named(changes: dict[str, Any], field: str) -> None:
    (problem,) = bank_problems(replace(GOOD, **changes), TODAY)
    assert (problem.field, problem.warning) == (field, False)


@pytest.mark.parametrize("number", ["123456", "1234567", "12345678", "0012 3456"])
def test_account_numbers_of_six_to_eight_digits_are_taken(number: str) -> None:
    assert bank_problems(replace(GOOD, account_number=number), TODAY) == ()


def test_evidence_over_three_months_old_is_a_warning() -> None:
    assert bank_problems(replace(GOOD, evidence_on=TODAY - timedelta(days=92)), TODAY) == ()
    (problem,) = bank_problems(replace(GOOD, evidence_on=TODAY - timedelta(days=93)), TODAY)
    assert (problem.field, problem.warning) == ("evidence_on", True)
