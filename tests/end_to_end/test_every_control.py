"""Whoever cannot see the window hears a name at every control that Tab comes to."""

from __future__ import annotations

from collections.abc import Callable

from pccdesk.domain.applications import Stage
from tests.end_to_end.officer import Officer
from tests.end_to_end.steps import open_application
from tests.new_office import PASSWORD
from tests.office import Office

StartProgram = Callable[..., Officer]
TABS = (
    *("Summary", "Application", "Documents", "Eligibility", "Assessment"),
    *("Decision", "Letters", "Payments", "Timeline"),
)


def test_every_control_that_the_keyboard_reaches_has_a_name(
    start: StartProgram, sqlite_office: Office
) -> None:
    one = sqlite_office.bring_to(Stage.IN_PAYMENT)
    officer = start(str(sqlite_office.desk.database.file))
    found = {"sign-in": officer.unnamed()}
    officer.sign_in("everything", PASSWORD)
    for page in officer.pages():
        officer.go(page)
        found[page] = officer.unnamed()
    open_application(officer, sqlite_office.record(one).reference)
    for tab in TABS:
        officer.tab(tab)
        found[tab] = officer.unnamed()
    officer.go("Applications")
    officer.menu("New …")
    officer.choose("Fund and round", "Community Action Fund – Winter 2026")
    officer.press("Add new organisation")
    found["form"] = officer.unnamed()
    assert {page: names for page, names in found.items() if names} == {}
