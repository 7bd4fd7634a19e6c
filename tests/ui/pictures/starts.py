"""The windows before and over a desk: first start, sign-in, a new database, and the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pccdesk.domain.permissions import Actor
from pccdesk.ui.lock_window import LockWindow
from pccdesk.ui.start.new_steps import AdministratorStep, OfficeStep, PlaceStep
from pccdesk.ui.start.open_step import OpenStep
from pccdesk.ui.start.sign_in_step import SignInStep
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from pccdesk.ui.start.step import Step

_RECENT = ("/office/grants.sqlite", "postgresql://desk@server/grants")
_OFFICE = "Office of the Police and Crime Commissioner"


def fronts(actor: Actor, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield each window with its name; it is closed when the next one is asked for."""
    window = StartWindow(WindowSettings(folder / "start.ini"))
    window.show()
    window.show_welcome()
    yield "start_welcome", window
    for name, make in _STEPS.items():
        window._show(make())
        yield f"start_{name}", window
    window.close()
    window.deleteLater()
    lock = LockWindow(actor, _nothing, lambda: "")
    lock.show()
    yield "lock", lock
    lock.may_close = True
    lock.close()
    lock.deleteLater()


def _nothing(*_said: object) -> None:
    """Do nothing with what is asked: only looks are looked at."""


def _sign_in() -> Step:
    return SignInStep(_OFFICE, "grants.sqlite", "a.hussain", _nothing, _nothing)


def _place() -> Step:
    step = PlaceStep(_nothing, _nothing)
    step.form.set_values({"address": "/office/grants.sqlite"})  # not where this machine keeps it
    return step


_STEPS: dict[str, Callable[[], Step]] = {
    "sign_in": _sign_in,
    "open": lambda: OpenStep(_RECENT, _nothing, _nothing),
    "place": _place,
    "office": lambda: OfficeStep(_nothing, _nothing),
    "administrator": lambda: AdministratorStep(_nothing, _nothing),
}
