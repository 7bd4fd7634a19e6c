"""The common ground of every table: naming, column types, row versions."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from pccdesk.domain.money import from_pence, to_pence

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Identity = BigInteger().with_variant(Integer, "sqlite")
"""A row's number; SQLite gives numbers of their own only to INTEGER keys."""


class Pence(TypeDecorator[Decimal]):
    """Pounds as `Decimal` in Python, whole pence as an integer in the database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return whole pence; raises `Refused` for a fraction of a penny."""
        return None if value is None else to_pence(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return pounds."""
        return None if value is None else from_pence(int(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return what reads a value; on SQLite in one call, as lists read many."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return _pounds


class Instant(TypeDecorator[datetime]):
    """A point in time: timezone-aware in Python, always UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the instant in UTC; a time without its zone is our fault."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the instant in UTC; SQLite gives it back without its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Return what reads a value; on SQLite in one call, as lists read many."""
        if dialect.name != "sqlite":
            return super().result_processor(dialect, coltype)
        return _utc_of_text


@lru_cache(4_096)
def _pounds(pence: int | None) -> Decimal | None:
    # The same sums come again and again: what was asked for stands in most rows of a round.
    return None if pence is None else from_pence(pence)


def _utc_of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy
        Decimal: Pence,
        datetime: Instant,
        str: Text,
    }

    @declared_attr.directive
    @classmethod
    def __tablename__(cls) -> str:
        """Name a table after its class: `BudgetLine` stands in `budget_line`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Numbered:
    """A table whose rows have a number of their own."""

    id: Mapped[int] = mapped_column(Identity, primary_key=True)


class Versioned(Numbered):
    """A table whose rows several officers may edit: a save names the version it saw."""

    version: Mapped[int] = mapped_column(Integer, default=1)


Code = String(80)
"""A stable code, such as a stage or a fund."""
