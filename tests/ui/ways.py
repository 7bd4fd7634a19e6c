"""Ways to what no single button opens: a row of a list, a menu, words in the search, a save."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton

from pccdesk.queries import organisations
from pccdesk.services.organisations import change_organisation
from pccdesk.ui.pages.organisation_page import OrganisationPage
from pccdesk.ui.search.search_palette import SearchPalette
from pccdesk.ui.widgets.list_views import ListViews
from pccdesk.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from collections.abc import Callable

    from pccdesk.ui.main_window import MainWindow


def open_first_row(window: MainWindow) -> None:
    """Open the first row of the list in front."""
    shown = next(each for each in window.findChildren(RecordList) if each.isVisible())
    shown.opened.emit(next(iter(shown.model.ids())))


def open_menu(words: str) -> Callable[[MainWindow], None]:
    """Return how to open the menu under the button of these words."""

    def way(window: MainWindow) -> None:
        buttons: list[QPushButton | QToolButton] = [
            *window.findChildren(QPushButton),
            *window.findChildren(QToolButton),
        ]
        shown = [each for each in buttons if each.isVisible()]
        button = next(each for each in shown if each.text().strip().startswith(words))
        menu = button.menu()
        assert isinstance(menu, QMenu)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    return way


def save_view(window: MainWindow) -> None:
    """Ask for the name of a view of the list in front."""
    next(each for each in window.findChildren(ListViews) if each.isVisible()).save_as()


def search_for(words: str) -> Callable[[MainWindow], None]:
    """Return how to open the search and type into it."""

    def way(window: MainWindow) -> None:
        window.search_everywhere()
        box = next(
            each
            for each in window.findChildren(QLineEdit)
            if each.isVisible() and each.accessibleName() == "Search everywhere"
        )
        box.setText(words)
        # It asks once nobody has typed for a moment: no test waits for that by the clock.
        palette = box.window()
        assert isinstance(palette, SearchPalette)
        palette._timer.stop()
        palette._ask()

    return way


def save_over_a_save(window: MainWindow) -> None:
    """Save an organisation that was saved in between: both versions stand side by side."""
    page = _organisation(window)
    page.change_details()
    _change_town(window, page)
    page.details.section.put_typed({"town": "My town", "website": "mine.example.org"})
    page.details.save()


def undo(window: MainWindow) -> None:
    """Change an organisation and ask to undo it."""
    page = _organisation(window)
    _change_town(window, page)
    page.undo_last()


def _organisation(window: MainWindow) -> OrganisationPage:
    page = window.page()
    assert isinstance(page, OrganisationPage)
    return page


def _change_town(window: MainWindow, page: OrganisationPage) -> None:
    desk, actor = window.context.desk, window.context.actor
    number = page.target.record_id or 0
    seen = desk.read(actor, organisations.organisation, number)
    town = "Preston" if seen.form.town != "Preston" else "Leyland"
    change_organisation(desk, actor, number, seen.version, replace(seen.form, town=town))
