"""What every page is given: the office's desk, who is signed in, and ways to reach the officer."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from datetime import date

    # A place is named before anything is open: the database library must not be loaded for it.
    from pccdesk.domain.permissions import Actor, Permission
    from pccdesk.services.desk import Desk
    from pccdesk.ui.jobs import Jobs
    from pccdesk.ui.list_order import ListOrder
    from pccdesk.ui.messages import Messages
    from pccdesk.ui.window_settings import WindowSettings

VIEW = "view"
"""What a place's filter begins with where it asks for a saved view: `view=number=name`."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the program: a page, a record on it, a tab of the record.

    `order` is the list that the officer came from; the place is the same with or without it.
    """

    page: str
    record_id: int | None = None
    tab: str = ""
    filter: str = ""
    order: "ListOrder | None" = field(default=None, compare=False, repr=False)

    def on_tab(self, tab: str) -> "Target":
        """Return the same record on another tab."""
        return replace(self, tab=tab)


class Changes(QObject):
    """Tells that records of a kind changed, so that pages that show them read them again."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._followed: Jobs | None = None

    def follow(self, jobs: "Jobs") -> None:
        """Announce what jobs change; of the same jobs once, however many windows ask for it."""
        if self._followed is not jobs:
            self._followed = jobs
            jobs.touched.connect(self.changed)

    def tell(self, *kinds: str) -> None:
        """Announce that records of these kinds (`applications`, `payments` …) changed."""
        for kind in kinds:
            self.changed.emit(kind)


@dataclass(slots=True, eq=False)
class Context:
    """All that a page may use; nothing in the interface is found in any other way.

    Nothing in it changes but `actor`: whose roles are changed meanwhile gets those of now.

    `desk` is handed on to services and queries untouched; `today` asks the office's clock.
    Within `with context.apart():` whatever is gone to opens in a window of its own.
    """

    desk: "Desk"
    actor: "Actor"
    jobs: "Jobs"
    messages: "Messages"
    changes: Changes
    settings: "WindowSettings"
    navigate: Callable[[Target], None]
    today: "Callable[[], date]"
    apart: Callable[[], AbstractContextManager[None]] = nullcontext

    def may(self, permission: "Permission | None") -> bool:
        """Tell whether the signed-in person may do something; None asks for nothing."""
        return permission is None or self.actor.may(permission)
