"""What the scripted officer does: opens, sorts, filters, scrolls, searches, reads and saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from pccdesk.domain.applications import Action, Stage
from pccdesk.ui.context import Target
from pccdesk.ui.page import Page
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.letters_page import LettersPage
from pccdesk.ui.search.search_palette import SearchPalette
from pccdesk.ui.start.office_window import OfficeWindow
from pccdesk.ui.widgets.record_list import RecordList

Step = tuple[str, Callable[[], object]]
PAGES = ("applications", "awards", "payments", "organisations", "audit", "letters", "reports")
TABS = ("application", "documents", "eligibility", "assessment", "decision", "letters")
WORDS = ("f", "fo", "foo", "foot", "football", "", "zzzzqq", "")
_DIALOGS = (
    (Stage.ASSESSMENT, Action.RECOMMEND),
    (Stage.ELIGIBILITY, Action.FIND_INELIGIBLE),
    (Stage.OFFERED, Action.ACCEPT),
    (Stage.IN_PAYMENT, Action.COMPLETE),
)
"""Stages, and the action there whose dialog is opened and left."""
_READ = 120
"""Milliseconds in which the officer reads a dialog."""
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def steps(window: OfficeWindow) -> Iterator[Step]:
    """Give one step after the other; each is made when the one before has settled."""
    yield "open the window", window.show
    for page in (*PAGES, "home"):
        yield f"go to {page}", partial(window.navigate, Target(page))
        found = window.page()
        lists = found.findChildren(RecordList) if found else []
        if lists:
            yield from _in_a_list(page, lists[0])
    yield from _in_a_record(window)
    yield from _in_a_form(window)
    yield from _in_a_new_form(window)
    yield from _with_views(window)
    yield from _searching(window)
    yield from _in_dialogs(window)
    yield from _other_pages(window)
    yield from _looks(window)


def _in_a_list(page: str, shown: RecordList) -> Iterator[Step]:
    table = shown.table
    for key, times in ((Qt.Key.Key_PageDown, 4), (Qt.Key.Key_End, 1), (Qt.Key.Key_PageUp, 2)):
        for _ in range(times):
            yield f"{page}: {key.name[4:]}", partial(QTest.keyClick, table, key, NONE)
    yield f"{page}: Ctrl+Home", lambda: QTest.keyClick(table, Qt.Key.Key_Home, CONTROL)
    header = table.horizontalHeader()
    for place in table.shown_columns()[:8]:
        at = header.sectionViewportPosition(place) + 12
        name = str(table.model().headerData(place, Qt.Orientation.Horizontal))

        def sort(at: int = at) -> None:
            point = header.viewport().rect().center()
            point.setX(at)
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, point)

        yield f"{page}: sort by {name}", sort
    [box, *_] = shown.findChildren(QLineEdit)
    for word in WORDS:
        yield f"{page}: filter “{word}”", partial(box.setText, word)
    yield f"{page}: select all", lambda: QTest.keyClick(table, Qt.Key.Key_A, CONTROL)


def _in_a_record(window: OfficeWindow) -> Iterator[Step]:
    yield "go to applications", lambda: window.navigate(Target("applications"))
    shown = _list_of(window.page())
    numbers = [shown.model.id_at(row) for row in (0, 1)]
    for number in numbers:
        here = Target("application", number)
        yield "open an application", partial(window.navigate, here)
        page = window.page()
        assert isinstance(page, ApplicationPage)
        for tab in TABS:
            yield f"tab {tab}", partial(page.go_to_tab, tab)
        yield "next record", page.next_record
        yield "undo the last change", partial(_answer_and, page.undo_last)


def _in_a_form(window: OfficeWindow) -> Iterator[Step]:
    draft = Target("applications", filter="stage=draft=Draft")
    yield "go to drafts", lambda: window.navigate(draft)
    number = _list_of(window.page()).model.id_at(0)
    for name in ("open a form", "open a form again"):
        here = Target("application_form", number)
        yield name, partial(window.navigate, here)
        page = window.page()
        assert page is not None
        texts = [each for each in page.findChildren(QPlainTextEdit) if each.isVisible()]
        for letter in "word":
            yield (
                "type a letter",
                partial(QTest.keyClicks, texts[0], letter),
            )
        yield "save", getattr(page, "save")  # noqa: B009 - a form's page has it


def _in_a_new_form(window: OfficeWindow) -> Iterator[Step]:
    yield "begin a new form", lambda: window.navigate(Target("application_form"))
    page = window.page()
    assert page is not None
    rounds = page.findChildren(QComboBox)[0]
    for place in (1, rounds.count() - 1):
        yield "choose a round", partial(rounds.setCurrentIndex, place)
    yield "leave the form", partial(_answer_and, lambda: window.navigate(Target("home")))


def _with_views(window: OfficeWindow) -> Iterator[Step]:
    yield "go to applications", lambda: window.navigate(Target("applications"))
    shown = _list_of(window.page())
    kept = shown.arrangement()
    yield "look as a view does", partial(shown.arrange, kept)
    yield "look as usual", partial(shown.arrange, None)


def _searching(window: OfficeWindow) -> Iterator[Step]:
    yield "Ctrl+K", window.search_everywhere
    palettes = [each for each in window.findChildren(SearchPalette) if each.isVisible()]
    if not palettes:
        return
    box = palettes[0].findChildren(QLineEdit)[0]
    for letter in "community saf":
        yield f"Ctrl+K: type “{letter}”", partial(QTest.keyClicks, box, letter)
    for word in ("CAF-2026-000", "PR1 1", "zzqqxx", "comunity"):
        yield f"Ctrl+K: “{word}”", partial(box.setText, word)
    yield "Ctrl+K: close", palettes[0].close


def _in_dialogs(window: OfficeWindow) -> Iterator[Step]:
    for stage, action in _DIALOGS:
        at_stage = Target("applications", filter=f"stage={stage.value}={stage.label}")
        yield f"go to {stage.label}", partial(window.navigate, at_stage)
        here = Target("application", _list_of(window.page()).model.id_at(0))
        yield f"open one: {stage.label}", partial(window.navigate, here)
        page = window.page()
        assert isinstance(page, ApplicationPage)
        button = page.panel.buttons.get(action.value)
        if button is not None:
            yield f"dialog: {button.text()}", partial(_answer_and, button.click)


def _answer_and(make: Callable[[], object]) -> None:
    """Do something that may ask; what it asks is left with Esc."""

    def leave() -> None:
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QDialog):
            asked.reject()

    QTimer.singleShot(_READ, leave)
    make()


def _other_pages(window: OfficeWindow) -> Iterator[Step]:
    yield "go to letters", lambda: window.navigate(Target("letters"))
    page = window.page()
    assert isinstance(page, LettersPage)
    if page.list.model.rowCount():
        yield "preview a letter", partial(page.open_letters, (page.list.model.id_at(0),))
    for name in ("import", "funds", "settings"):
        yield f"go to {name}", partial(window.navigate, Target(name))
    yield "go to organisations", lambda: window.navigate(Target("organisations"))
    number = _list_of(window.page()).model.id_at(0)
    yield "open an organisation", partial(window.navigate, Target("organisation", number))
    yield "help", window.show_help


def _looks(window: OfficeWindow) -> Iterator[Step]:
    yield "go to applications", lambda: window.navigate(Target("applications"))
    for name in ("look_dark", "look_light", "larger_text", "usual_text"):
        yield name.replace("_", " "), getattr(window, name)


def _list_of(page: Page | None) -> RecordList:
    assert isinstance(page, QWidget)
    return page.findChildren(RecordList)[0]
