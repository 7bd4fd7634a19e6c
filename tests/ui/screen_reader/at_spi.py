"""What a screen reader does, and no more: reads the desktop's tree of controls and acts by it.

AT-SPI over D-Bus. A `Thing` is what a program shows: found by role and name, acted on only
through the interfaces that it offers to assistive technology.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from jeepney import (  # type: ignore[import-untyped] # it has no types
    DBusAddress,
    MessageType,
    new_method_call,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped] # it has no types
    DBusConnection,
    open_dbus_connection,
)

T = TypeVar("T")
_SPI = "org.a11y.atspi"
_ROOT = (f"{_SPI}.Registry", f"/{_SPI.replace('.', '/')}/accessible/root")
_PATIENCE = 60.0
_REPLY = 10.0


class GoneError(Exception):
    """What was asked is not there any more, or does not offer what was asked of it."""


class Reader:
    """A screen reader that listens at a session bus."""

    def __init__(self, session_bus: str) -> None:
        self._session = open_dbus_connection(session_bus)
        where = ("org.a11y.Bus", "/org/a11y/bus")
        [address] = _ask(self._session, where, "org.a11y.Bus", "GetAddress")
        self.bus: DBusConnection = open_dbus_connection(address)

    def close(self) -> None:
        """Stop listening."""
        self.bus.close()
        self._session.close()

    def programs(self) -> list[Thing]:
        """Return the programs that can be read now."""
        return list(Thing(self, _ROOT).children())

    def find(self, role: str, name: str, *, begins: bool = False) -> Thing:
        """Wait for a thing of a role and name, in whatever window; `begins`: so its name does."""
        return until(lambda: self._found(role, name, begins=begins), f"{role} “{name}”")

    def shows(self, role: str, name: str) -> bool:
        """Tell whether there is such a thing now."""
        return self._found(role, name) is not None

    def _found(self, role: str, name: str, *, begins: bool = False) -> Thing | None:
        for program in self.programs():
            for each in program.below():
                with suppress(GoneError):
                    called = each.name
                    same = called.startswith(name) if begins else called == name
                    if same and each.role in _ROLES.get(role, (role,)):
                        return each
        return None


_ROLES = {"button": ("push button", "button")}  # renamed in at-spi 2.52


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a program shows."""

    reader: Reader
    place: tuple[str, str]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._property("Accessible", "Name"))

    @property
    def role(self) -> str:
        """What it is, in words."""
        return str(self.ask("Accessible", "GetRoleName")[0])

    def children(self) -> Iterator[Thing]:
        """Yield what stands in it."""
        for place in self.ask("Accessible", "GetChildren")[0]:
            yield Thing(self.reader, place)

    def below(self) -> Iterator[Thing]:
        """Yield all that stands in it, from the outside in; rows of tables are left out."""
        children: list[Thing] = []
        with suppress(GoneError):
            children = [] if self.role == "table" else list(self.children())
        for each in children:
            yield each
            yield from each.below()

    def do(self, action: str) -> None:
        """Do one of its actions, such as `Press` or `Toggle`."""
        offered = [
            self.ask("Action", "GetName", "i", number)[0]
            for number in range(self._property("Action", "NActions"))
        ]
        if action not in offered:
            raise GoneError(f"“{self.name}” offers {offered}, not {action}")
        self.ask("Action", "DoAction", "i", offered.index(action))

    def type(self, text: str) -> None:
        """Put a text in place of what stands in it."""
        [done] = self.ask("EditableText", "SetTextContents", "s", text)
        if not done:
            raise GoneError(f"“{self.name}” takes no text")

    def cell(self, row: int, column: int) -> Thing:
        """Return a table's cell."""
        [place] = self.ask("Table", "GetAccessibleAt", "ii", row, column)
        return Thing(self.reader, place)

    def header(self, column: int) -> Thing:
        """Return the header of a table's column."""
        [place] = self.ask("Table", "GetColumnHeader", "i", column)
        return Thing(self.reader, place)

    def rows(self) -> int:
        """Return how many rows a table has."""
        return int(self._property("Table", "NRows"))

    def select_row(self, row: int) -> None:
        """Select a table's row."""
        self.ask("Table", "AddRowSelection", "i", row)

    def ask(self, interface: str, method: str, kinds: str = "", *values: Any) -> tuple[Any, ...]:
        """Call one of its methods; raises `GoneError` where it is refused."""
        return _ask(self.reader.bus, self.place, f"{_SPI}.{interface}", method, kinds, *values)

    def _property(self, interface: str, name: str) -> Any:
        [(_kind, value)] = _ask(
            self.reader.bus,
            self.place,
            "org.freedesktop.DBus.Properties",
            "Get",
            "ss",
            f"{_SPI}.{interface}",
            name,
        )
        return value


def until(there: Callable[[], T | None], what: str) -> T:
    """Wait until something is there and return it."""
    give_up = time.monotonic() + _PATIENCE
    while True:
        with suppress(GoneError):
            found = there()
            if found:
                return found
        if time.monotonic() > give_up:
            raise GoneError(f"{what} did not come")
        time.sleep(0.05)


def _ask(
    bus: DBusConnection,
    place: tuple[str, str],
    interface: str,
    method: str,
    kinds: str = "",
    *values: Any,
) -> tuple[Any, ...]:
    address = DBusAddress(place[1], bus_name=place[0], interface=interface)
    message = new_method_call(address, method, kinds or None, values)
    reply = bus.send_and_get_reply(message, timeout=_REPLY)
    if reply.header.message_type is MessageType.error:
        raise GoneError(f"{method}: {reply.body}")
    body: tuple[Any, ...] = reply.body
    return body
