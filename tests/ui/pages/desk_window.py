"""The real window of somebody in an office, and what its tests do with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from pccdesk.domain.permissions import Actor
from pccdesk.models.people import Person
from pccdesk.queries import people
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from pccdesk.ui.page import Page
from pccdesk.ui.start.office_window import OfficeWindow, build_window
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.window_settings import WindowSettings

P = TypeVar("P", bound=Page)


@dataclass
class DeskWindow:
    """A window, who sits before it, and the office behind it."""

    qtbot: QtBot
    desk: Desk
    actor: Actor
    window: OfficeWindow

    def settle(self) -> None:
        """Wait until nothing is read or changed any more, and what came of it is shown."""
        jobs = self.window.context.jobs
        self.qtbot.waitUntil(lambda: not jobs.busy(), timeout=30_000)
        self.qtbot.wait(1)  # what was added is shown with the next layout
        self.qtbot.waitUntil(lambda: not jobs.busy(), timeout=30_000)

    def go(self, kind: type[P], target: Target) -> P:
        """Go to a place and return its page, once it is read."""
        assert self.window.navigate(target)
        self.settle()
        return self.front(kind)

    def front(self, kind: type[P]) -> P:
        """Return the page in front."""
        page = self.window.page()
        assert isinstance(page, kind), self.said()
        return page

    def said(self) -> list[str]:
        """Return the messages above the page."""
        return self.window.message_area.texts()

    def press(self, root: QWidget, text: str) -> None:
        """Press a button that can be seen, and wait."""
        button(root, text).click()
        self.settle()

    def count(self, query: Any) -> Any:
        """Return a query's one value."""
        with self.desk.database.reading() as connection:
            return connection.scalar(query)


def button(root: QWidget, text: str) -> QPushButton:
    """Return the one visible button with these words."""
    found = [each for each in shown_buttons(root) if words_of(each) == text]
    assert len(found) == 1, [words_of(each) for each in shown_buttons(root)]
    return found[0]


def shown_buttons(root: QWidget) -> list[QPushButton]:
    """Return the buttons that can be seen."""
    return [each for each in root.findChildren(QPushButton) if each.isVisible()]


def words_of(each: QPushButton) -> str:
    """Return a button's words without the air after its icon; of an icon alone, its name."""
    return each.text().strip() or each.accessibleName()


def chips(shown: RecordList) -> list[str]:
    """Return the words of a list's filter chips."""
    return [
        words_of(each) for each in shown_buttons(shown.filters) if each.property("kind") == "chip"
    ]


def column_texts(shown: RecordList, key: str) -> list[str]:
    """Return what a column says in every row, read from the office."""
    column = next(each for each in shown.model.columns if each.key == key)
    ids = list(shown.model.ids())
    rows = shown._source.rows(ids)
    return [column.text(rows[each]) for each in ids]


def actor_called(desk: Desk, username: str) -> Actor:
    """Return somebody as if signed in."""
    with desk.database.reading() as connection:
        number = connection.scalar(select(Person.id).where(Person.username == username))
        assert number is not None
        return people.actor(connection, number)


@contextmanager
def opened(qtbot: QtBot, desk: Desk, username: str, settings: Path) -> Iterator[DeskWindow]:
    """Open somebody's window, and close it afterwards."""
    actor = actor_called(desk, username)
    window = build_window(desk, actor, WindowSettings(settings))
    window.resize(1366, 768)
    window.show()
    try:
        yield DeskWindow(qtbot, desk, actor, window)
    finally:
        window.close()
        window.deleteLater()
        qtbot.wait(1)
