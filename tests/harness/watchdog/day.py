"""What the scripted officer does: opens, sorts, filters, scrolls, searches, reads and saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from pccdesk.ui.context import Target
from pccdesk.ui.page import Page
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.start.office_window import OfficeWindow
from pccdesk.ui.widgets.record_list import RecordList

Step = tuple[str, Callable[[], object]]
PAGES = ("applications", "awards", "payments", "organisations", "audit", "letters", "reports")
TABS = ("application", "documents", "eligibility", "assessment", "decision", "letters")
WORDS = ("f", "fo", "foo", "foot", "football", "", "zzzzqq", "")
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


def _list_of(page: Page | None) -> RecordList:
    assert isinstance(page, QWidget)
    return page.findChildren(RecordList)[0]
