"""The open office: its database and its clock, handed to every service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection

from pccdesk.database.engine import Database
from pccdesk.domain.dates import to_london
from pccdesk.domain.permissions import Actor, Permission, need_of
from pccdesk.queries import people
from pccdesk.settings import without_password

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

    @property
    def address(self) -> str:
        """What the office is remembered by on this computer: its file, or its server's address."""
        if self.database.file is not None:
            return str(self.database.file)
        return without_password(str(self.database.url)).partition("?")[0]

    def today(self) -> date:
        """Return today's date in the UK."""
        return to_london(self.clock()).date()

    def present(self, actor: Actor, *permissions: Permission) -> Actor:
        """Return somebody with the roles of now, who must hold these permissions in some fund."""
        with self.database.reading() as connection:
            found = people.as_of_now(connection, actor)
        for each in permissions:
            found.require(each)
        return found

    def read(
        self,
        actor: Actor,
        query: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Run a query of `queries` for somebody who may, and return its rows.

        A query that declares no permission takes `Permission.VIEW`; roles are those of now.
        """
        return self.read_as(actor, Permission.VIEW, query, *args, **kwargs)

    def read_as(
        self,
        actor: Actor,
        permission: Permission,
        query: Callable[Concatenate[Connection, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        """Run a query that takes a permission of its own, besides what it declares itself."""
        need = need_of(query)
        with self.database.reading() as connection:
            present = people.as_of_now(connection, actor)
            for each in (permission, *(need.permissions if need is not None else ())):
                present.require(each)
            return query(connection, *args, **kwargs)
