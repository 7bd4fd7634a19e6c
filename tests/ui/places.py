"""Every place of the window as data: pages, tabs, and the dialogs that a button there opens.

A new page, tab or dialog is one line here; tests of looks and of accessibility then go there. A
test refuses a page of `navigation.PAGES` or a dialog's class that no line leads to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from pccdesk.domain.applications import Stage
from pccdesk.models.applications import Application
from pccdesk.models.organisations import Organisation
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from tests.ui import ways

if TYPE_CHECKING:
    from pccdesk.ui.main_window import MainWindow

Finding = Callable[[], Select[Any]]
Way = Callable[["MainWindow"], None]


def application(stage: Stage) -> Finding:
    """Return how to find the first application that stands at a stage."""
    return lambda: select(Application.id).where(Application.stage == stage).order_by(Application.id)


def organisation() -> Select[Any]:
    """Find the first organisation that is not the very first: one with a life of its own."""
    return select(Organisation.id).where(Organisation.id >= 3).order_by(Organisation.id)


@dataclass(frozen=True, slots=True)
class Place:
    """One place: a page, the record and tab on it, who goes there, what is pressed or called.

    `press` is the words of a button, `choose` the words of a table's row to choose first
    (empty words: its first row), `menu` an entry of `actions.ACTIONS`. `way` does what takes more,
    and `stays` tells that what it opens is part of the window itself.
    """

    page: str
    tab: str = ""
    record: Finding | None = None
    who: str = "officer"
    press: str = ""
    menu: str = ""
    choose: bool = False
    note: str = ""
    way: Way | None = None
    stays: bool = False

    @property
    def name(self) -> str:
        """What the place is called in messages and names of pictures."""
        parts = (self.page, self.note, self.tab, self.press or self.menu)
        words = " ".join(part for part in parts if part).lower()
        return "_".join("".join(c if c.isalnum() else " " for c in words).split())

    def target(self, desk: Desk) -> Target | None:
        """Return where to go in an office; None where it has no such record."""
        if self.record is None:
            return Target(self.page, tab=self.tab)
        with desk.database.reading() as connection:
            number = connection.scalar(self.record().limit(1))
        return Target(self.page, number, self.tab) if number is not None else None


_RECORD_TABS = (
    *("summary", "application", "documents", "eligibility", "assessment"),
    *("decision", "letters", "payments", "timeline"),
)
_SETTINGS_TABS = ("office", "people", "password", "appearance", "database", "about")
_IN_PAYMENT = application(Stage.IN_PAYMENT)
_ASSESSED = application(Stage.ASSESSMENT)
_PROPOSED = application(Stage.RECOMMENDED)


PAGES: tuple[Place, ...] = (
    Place("home"),
    Place("applications"),
    *(Place("application", tab, _IN_PAYMENT) for tab in _RECORD_TABS),
    Place("application", "assessment", _ASSESSED, note="assessed"),
    Place("application", "decision", _PROPOSED, who="commissioner", note="to decide"),
    Place("application", "eligibility", application(Stage.ELIGIBILITY), note="checked"),
    Place("application_form"),
    Place("application_form", record=application(Stage.DRAFT), note="draft"),
    Place("import"),
    Place("awards"),
    Place("payments", who="finance"),
    Place("letters"),
    Place("organisations"),
    Place("organisation", record=organisation),
    Place("reports"),
    Place("funds", who="administrator"),
    Place("audit", who="administrator"),
    *(Place("settings", tab, who="administrator") for tab in _SETTINGS_TABS),
)

DIALOGS: tuple[Place, ...] = (
    Place("application", "", _ASSESSED, "assessor", press="Assess"),
    Place("application", "", _ASSESSED, press="Recommend"),
    Place("application", "", _PROPOSED, "commissioner", press="Approve"),
    Place("application", "", _PROPOSED, "commissioner", press="Decline"),
    Place("application", "", _PROPOSED, "commissioner", press="Defer"),
    Place("application", "", application(Stage.OFFERED), press="Record acceptance"),
    Place("application", "", _ASSESSED, press="Withdraw"),
    Place("application", "documents", _IN_PAYMENT, choose=True, press="Open"),
    Place("organisation", record=organisation, press="Change details …"),
    Place("organisation", record=organisation, press="Change bank details …"),
    Place("settings", "office", who="administrator", press="Change details"),
    Place("settings", "people", who="administrator", press="Add a person"),
    Place("home", menu="shortcuts"),
    Place("home", menu="jobs"),
    Place("home", menu="help"),
)

WAYS: tuple[Place, ...] = (
    Place("home", note="search", way=ways.search_for("football")),
    Place("applications", note="views", way=ways.open_menu("The usual")),
    Place("applications", note="save view", way=ways.save_view),
    Place("letters", note="preview", way=ways.open_first_row, stays=True),
    Place("audit", who="administrator", note="entry", way=ways.open_first_row),
    Place("audit", who="administrator", note="countersign", way=ways.open_menu("Countersign")),
    Place("audit", who="administrator", menu="type_countersign"),
    Place("organisation", record=organisation, note="side by side", way=ways.save_over_a_save),
    Place("organisation", record=organisation, note="undo", way=ways.undo),
)
"""What more than one press opens: looked at in pictures; tests of their own walk them by keys."""
