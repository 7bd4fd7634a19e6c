"""Help: a page for every screen, a contents list to search in."""

import importlib
import inspect
import pkgutil

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import pccdesk.ui
from pccdesk.ui import help as help_pages
from pccdesk.ui.actions import ACTIONS, MENUS
from pccdesk.ui.help_window import HelpWindow, show_help
from pccdesk.ui.navigation import PAGES
from tests.repository import ROOT


def test_every_page_of_the_window_has_a_help_page() -> None:
    without = [page.id for page in PAGES if help_pages.page_of_screen(page.id) is None]
    assert not without
    for screen in ("first_start", "sign_in"):
        assert help_pages.page_of_screen(screen) is not None


def test_no_two_menus_and_no_two_entries_of_a_menu_have_the_same_letter() -> None:
    assert len({_letter(menu) for menu in MENUS}) == len(MENUS)
    for menu in MENUS:
        letters = [_letter(each.text) for each in ACTIONS if each.menu == menu]
        assert len(set(letters)) == len(letters), menu
        assert all(letters), menu


def _letter(text: str) -> str:
    return text.partition("&")[2][:1].casefold()


def test_searching_finds_pages_by_their_words_and_titles_first() -> None:
    assert help_pages.search("finance WORKBOOK")[0].id == "finance_workbook"
    assert help_pages.search("postgresql")
    assert not help_pages.search("xylophone")


def test_the_contents_list_narrows_while_typing_and_shows_the_page(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_page("payments")
    assert window.page.toPlainText().startswith("Payments")
    window.search.setText("xylophone")
    assert window.contents.count() == 0
    assert window.nothing.isVisibleTo(window)
    window.search.setText("keyboard")
    assert window.contents.currentItem() is not None


def test_help_opens_once_and_goes_to_the_screen_asked_for(qtbot: QtBot) -> None:
    near = HelpWindow()
    qtbot.addWidget(near)
    window = show_help("funds", near)
    assert show_help("sign_in", near) is window
    assert window.page.toPlainText().startswith("First start")
    window.close()


def test_every_shortcut_is_data_and_none_stands_twice() -> None:
    keys = [key for action in ACTIONS for key in action.shortcuts]
    assert {"F1", "Ctrl+/"} <= set(keys)
    assert len(set(keys)) == len(keys)


def test_every_dialog_of_the_index_exists_and_every_dialog_answers_f1() -> None:
    known: set[str] = set()
    for found in pkgutil.walk_packages(pccdesk.ui.__path__, "pccdesk.ui."):
        if ".dialogs." in found.name or found.name.endswith("search_palette"):
            module = importlib.import_module(found.name)
            known |= {
                name
                for name, each in vars(module).items()
                if isinstance(each, type)
                and issubclass(each, QDialog)
                and any(
                    "answer_f1(self)" in inspect.getsource(one)
                    for one in each.__mro__
                    if one.__module__.startswith("pccdesk")
                )
            }
            silent = {
                name
                for name, each in vars(module).items()
                if isinstance(each, type)
                and issubclass(each, QDialog)
                and each.__module__ == module.__name__
                and name not in known
            }
            assert not silent - {"JobsDialog"}, silent  # it has its own F1, with its own page
    named = [name for page in help_pages.help_pages() for name in page.dialogs]
    assert len(set(named)) == len(named)
    by_title = {name for name in named if " " in name or name in {"Complete", "Export"}}
    assert set(named) - by_title <= known
    sources = "".join(each.read_text("utf-8") for each in (ROOT / "pccdesk/ui").rglob("*.py"))
    assert [title for title in by_title if f'"{title}"' not in sources] == []
