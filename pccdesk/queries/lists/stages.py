"""How stages, funds, years and people are sorted and named in lists."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, select

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.models.applications import Application

_ORDER = {stage.value: place for place, stage in enumerate(Stage)}
STAGE_ORDER = case(_ORDER, value=Application.__table__.c.stage)
"""Stages in the order of an application's life."""


def stages_in_order(_connection: Connection) -> Sequence[str]:
    """Return the stages in the order of an application's life."""
    return list(_ORDER)


def numbers_by_name(
    number: ColumnElement[Any], name: ColumnElement[str], *first: Any
) -> Callable[[Connection], Sequence[Any]]:
    """Return what lists the numbers of a short table by name, the same on every database.

    `first` are values that stand for none, before all names.
    """

    def numbers(connection: Connection) -> Sequence[Any]:
        found = [(row[1], row[0]) for row in connection.execute(select(number, name))]
        return [*first, *(each for _name, each in sorted(found))]

    return numbers


def stage_or_year(key: str, value: Any) -> str:
    """Return a stage or financial year in words, anything else as it is."""
    if key == "stage":
        return Stage(value).label
    if key == "year":
        return FinancialYear(value).slash
    return str(value)
