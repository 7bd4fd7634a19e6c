"""What holds on every page: names for those who hear them, keys, large text, narrow windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from pccdesk.ui import theme
from pccdesk.ui.actions import ACTIONS
from pccdesk.ui.context import Target
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.page import Page
from pccdesk.ui.palettes import Mode
from tests.ui.pages.desk_window import DeskWindow

Sit = Callable[[str], DeskWindow]
NAMES = (
    *("home", "applications", "awards", "payments", "letters", "organisations", "reports"),
    "funds",
)
CONTROLS = (QPushButton, QToolButton, QLineEdit, QComboBox, QTableView)


def controls(page: Page) -> list[QWidget]:
    found = [each for kind in CONTROLS for each in page.findChildren(kind) if each.isVisible()]
    return [each for each in found if not each.objectName().startswith("qt_")]


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Mode.LIGHT, 1.5)
    yield
    theme.apply(qapp, Mode.LIGHT)


@pytest.mark.parametrize("name", [*NAMES, "organisation"])
def test_every_control_has_a_name_and_can_be_reached_by_key(sit: Sit, name: str) -> None:
    officer = sit("officer")
    page = officer.go(Page, Target(name, 3 if name == "organisation" else None))
    for each in controls(page):
        own_clear_button = isinstance(each.parent(), QLineEdit)
        if own_clear_button:
            continue
        assert each.accessibleName(), each
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus, each.accessibleName()


class Ears(QObject):
    """Hears which widgets show themselves as windows."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        shown = watched if event.type() == QEvent.Type.Show else None
        if isinstance(shown, QWidget) and shown.isWindow():
            self.heard.append(shown)
        return False


@pytest.mark.parametrize("name", [*NAMES, "organisation", "audit", "import"])
def test_no_part_of_a_page_is_a_window_of_its_own_while_it_is_built(
    qapp: QApplication, sit: Sit, name: str
) -> None:
    person = sit("auditor" if name == "audit" else "officer")
    ears = Ears()
    qapp.installEventFilter(ears)
    person.go(Page, Target(name, 3 if name == "organisation" else None))
    qapp.removeEventFilter(ears)
    assert not [(type(each).__name__, each.accessibleName()) for each in ears.heard]


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize("name", ["applications", "awards", "letters", "organisations"])
def test_with_large_text_no_column_is_squeezed_to_nothing(sit: Sit, name: str) -> None:
    officer = sit("officer")
    page = officer.go(ListPage, Target(name))
    table = page.list.table
    for place in table.shown_columns():
        assert table.columnWidth(place) >= 100, page.list.model.columns[place].key


def test_a_column_that_was_scrolled_stretches_again_in_a_wide_window(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ListPage, Target("letters"))
    wide = page.list.table.columnWidth(1)
    officer.window.resize(900, 700)
    officer.settle()
    assert page.list.table.columnWidth(1) >= 100
    officer.window.resize(1366, 768)
    officer.settle()
    assert page.list.table.columnWidth(1) == wide


@pytest.mark.parametrize(("who", "may"), [("officer", True), ("finance", False)])
@pytest.mark.parametrize("name", ["applications", "organisations"])
def test_keys_offer_to_record_only_to_whoever_may(
    sit: Sit, name: str, who: str, *, may: bool
) -> None:
    seat = sit(who)
    page = seat.go(Page, Target(name))
    new = seat.window.menus.actions["new"]
    assert new.isEnabled() == may
    if not may:
        new.trigger()
        seat.window.menus._do(next(each for each in ACTIONS if each.id == "new"))
        seat.settle()
        assert seat.window.page() is page
