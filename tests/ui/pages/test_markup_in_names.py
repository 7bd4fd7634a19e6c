"""What applicants are called is shown letter for letter, wherever the window shows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.domain.applications import Stage
from pccdesk.domain.organisations import OrganisationForm
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.unsaved_dialog import ask_unsaved
from pccdesk.ui.messages import Message, MessageBar
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import plain_tip, plain_words
from pccdesk.ui.widgets.buttons import push_button
from tests.office import Office
from tests.ui.pages.desk_window import DeskWindow, opened

MARKUP = '<img src="x.png"> <b>bold</b> &amp; <a href="file:///etc/passwd">here</a>'
PLACES = (
    *("home", "applications", "awards", "payments", "letters", "organisations", "audit"),
    *("reports", "funds"),
)
TABS = ("summary", "application", "documents", "eligibility", "decision", "letters", "timeline")


@pytest.fixture
def marked_up(qtbot: QtBot, sqlite_office: Office, tmp_path: Path) -> Iterator[DeskWindow]:
    """Open the administrator's window of an office whose one applicant has markup for a name."""
    sqlite_office.bring_to(
        Stage.OFFERED,
        organisation=OrganisationForm(MARKUP, address=(MARKUP,)),
        project_title=MARKUP,
        summary=MARKUP,
        what=MARKUP,
    )
    with opened(qtbot, sqlite_office.desk, "officer", tmp_path / "window.ini") as desk:
        yield desk


def unsafe_labels(root: QWidget) -> list[str]:
    """Return the words of labels that Qt would draw as markup."""
    return [
        each.text()
        for each in root.findChildren(QLabel)
        if each.textFormat() != Qt.TextFormat.PlainText and GuiQt.mightBeRichText(each.text())
    ]


def unsafe_tips(root: QWidget) -> list[str]:
    """Return tool tips, of controls and of cells, in which markup would come into its own."""
    tips = [each.toolTip() for each in root.findChildren(QWidget)]
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        tips += [] if model is None else list(cell_tips(model))
    return [each for each in tips if "<img" in each or "<b>" in each]


def cell_tips(model: QAbstractItemModel) -> Iterator[str]:
    """Yield the tool tips of a table's or a list's first rows."""
    for row, column in product(range(30), range(40)):
        index = model.index(row, column)
        if index.isValid():
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def test_every_page_shows_markup_in_names_letter_for_letter(marked_up: DeskWindow) -> None:
    shown = 0
    for target in (
        *(Target(each) for each in PLACES),
        *(Target("application", 1, t) for t in TABS),
    ):
        if not marked_up.window.navigate(target):
            continue
        marked_up.settle()
        shown += 1
        assert not unsafe_labels(marked_up.window), target
        assert not unsafe_tips(marked_up.window), target
    assert shown > len(TABS)


def test_a_name_with_markup_stands_in_a_list_as_it_was_typed(marked_up: DeskWindow) -> None:
    marked_up.window.navigate(Target("applications"))
    marked_up.settle()
    page = marked_up.window.page()
    assert page is not None
    cells = [
        str(view.model().index(0, column).data() or "")
        for view in page.findChildren(QAbstractItemView)
        for column in range(40)
    ]
    assert MARKUP in cells


def test_messages_and_buttons_show_what_they_are_given(qtbot: QtBot) -> None:
    bar = MessageBar(Message(Tone.WARNING, f"“{MARKUP}” is there already."))
    button = push_button(f"Use {MARKUP}", tooltip=MARKUP)
    for each in (bar, button):
        qtbot.addWidget(each)
        assert not unsafe_labels(each)
    assert button.text() == f"Use {MARKUP}".replace("&", "&&")
    assert button.accessibleName() == f"Use {MARKUP}"
    assert "&lt;img" in button.toolTip()


def test_a_question_shows_what_it_is_given(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[QMessageBox] = []

    def answered(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box)
        assert box.textFormat() is Qt.TextFormat.PlainText
        assert MARKUP in box.text()
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "exec", answered)
    parent = QWidget()
    qtbot.addWidget(parent)
    ask_unsaved(parent, MARKUP)
    assert asked


@pytest.mark.parametrize(
    ("typed", "tip"),
    [
        ("Wyre & Fylde", "Wyre & Fylde"),
        ("a < b", "a < b"),
        ("&amp;", "&amp;"),
        ("<b>x</b>\ny", "<qt>&lt;b&gt;x&lt;/b&gt;<br>y</qt>"),
    ],
)
def test_a_tip_is_escaped_only_where_qt_would_take_it_for_markup(typed: str, tip: str) -> None:
    assert plain_tip(typed) == tip


def test_an_ampersand_in_a_menu_is_shown() -> None:
    assert plain_words("Wyre & Fylde") == "Wyre && Fylde"
