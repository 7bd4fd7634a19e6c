"""A column's cells, read with what was worked out before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pccdesk.workbooks.cell_values import ColumnValues, Unreadable, is_blank
from pccdesk.workbooks.fields import Field, FieldKind


def test_cells_that_are_equal_but_not_of_one_kind_are_read_each_by_itself() -> None:
    column = ColumnValues(Field("any", "Any"))
    assert [column.read(raw) for raw in (1.0, True, 1, True, 1.0)] == ["1", "Yes", "1", "Yes", "1"]


def test_a_value_is_the_same_the_second_time_and_a_blank_is_nothing() -> None:
    column = ColumnValues(Field("sum", "Sum", FieldKind.MONEY))
    assert [column.read(1200.5) for _ in range(2)] == [Decimal("1200.50")] * 2
    assert [column.read(raw) for raw in ("", "  ", None, "")] == [None] * 4


def test_what_cannot_be_read_is_told_each_time() -> None:
    column = ColumnValues(Field("sum", "Sum", FieldKind.MONEY))
    for _ in range(2):
        with pytest.raises(Unreadable, match="is not an amount"):
            column.read("a lot")


@pytest.mark.parametrize("raw", ["", " ", "\u00a0\t", "\ud800", None])
def test_spaces_of_whatever_kind_are_blank(raw: object) -> None:
    assert is_blank(raw)
    assert not is_blank("0")
