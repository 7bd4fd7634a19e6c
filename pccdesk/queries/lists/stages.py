"""How stages and years are sorted and named in lists."""

from typing import Any

from sqlalchemy import case

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.models.applications import Application

_ORDER = {stage.value: place for place, stage in enumerate(Stage)}
STAGE_ORDER = case(_ORDER, value=Application.__table__.c.stage)
"""Stages in the order of an application's life."""


def stage_or_year(key: str, value: Any) -> str:
    """Return a stage or financial year in words, anything else as it is."""
    if key == "stage":
        return Stage(value).label
    if key == "year":
        return FinancialYear(value).slash
    return str(value)
