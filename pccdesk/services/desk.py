"""The open office: its database and its clock, handed to every service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from pccdesk.database.engine import Database
from pccdesk.domain.dates import to_london
from pccdesk.domain.permissions import Actor, Permission

Clock = Callable[[], datetime]
_P = ParamSpec("_P")
_T = TypeVar("_T")


def system_clock() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """An open database with the clock that its services go by.

    `told` are sentences about what was done to the database as it was opened.
    """

    database: Database
    clock: Clock = system_clock
    told: tuple[str, ...] = ()

    def today(self) -> date:
        """Return today's date in the UK."""
        return to_london(self.clock()).date()

    def read(
        self,
        actor: Actor,
        query: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Run a query of `queries` for somebody who may see applications, and return its rows."""
        actor.require(Permission.VIEW)
        with self.database.reading() as connection:
            return query(connection, *args, **kwargs)

    def read_as(
        self,
        actor: Actor,
        permission: Permission,
        query: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Run a query that takes a permission of its own, such as the audit log's."""
        actor.require(permission)
        with self.database.reading() as connection:
            return query(connection, *args, **kwargs)
