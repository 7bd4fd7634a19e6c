"""Every widget in each theme: grabbed, named for screen readers, and drawn without a warning."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui import theme
from pccdesk.ui.context import Context
from pccdesk.ui.messages import ErrorSummary, MessageArea, Messages
from pccdesk.ui.page import PageHeader
from pccdesk.ui.palettes import PALETTES, Mode, Tone
from pccdesk.ui.widgets.buttons import icon_button, push_button
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.identity_bar import Identity, IdentityBar
from pccdesk.ui.widgets.labels import Card
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.money_field import MoneyField
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.widgets.selection_bar import BulkAction
from pccdesk.ui.widgets.status_badge import StatusBadge
from pccdesk.ui.widgets.task_list import Task, TaskList, TaskState
from pccdesk.ui.widgets.text_fields import PostcodeField, WordLimitedText
from pccdesk.ui.widgets.timeline import Event, Timeline
from tests.ui.conftest import TODAY
from tests.ui.long_list import COLUMNS, NAMES, LongList

LONG_NAME = NAMES[3]
MORNING = datetime(2026, 5, 12, 8, 2, tzinfo=UTC)
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.Table,
    QAccessible.Role.PageTab,
}
"""What a screen reader stops at, and so must have a name."""


def _identity(_context: Context) -> QWidget:
    bar = IdentityBar()
    facts = (("Requested", "£2,500.00"), ("Owner", "Amina Hussain"))
    bar.set_identity(
        Identity("CAF-2026-0012", LONG_NAME, "Recommended", Tone.PROGRESS, facts, "Spring 2026")
    )
    bar.add_beside(push_button("Record decision", kind="primary", icon="gavel"))
    return bar


def _tasks(_context: Context) -> QWidget:
    tasks = TaskList()
    tasks.set_tasks(
        (
            Task("check", "Check eligibility", TaskState.DONE),
            Task("score", "Score the application", TaskState.STARTED, "1 of 2 assessors"),
            Task("send", "Send the letter", TaskState.BLOCKED, "It has not been approved."),
        )
    )
    card = Card("What has to be done")
    card.add(tasks)
    return card


def _timeline(_context: Context) -> QWidget:
    timeline = Timeline()
    timeline.set_events(
        (
            Event(MORNING, "Recommended £2,250.00", "Amina Hussain", LONG_NAME, Tone.PROGRESS),
            Event(MORNING - timedelta(hours=1), "Score recorded: 71%", "Tom Whittaker"),
            Event(MORNING - timedelta(days=1), "Application received", "Amina Hussain"),
        ),
        TODAY,
    )
    return timeline


def _form(_context: Context) -> QWidget:
    form = Form()
    form.add_section("The project", "What the group asks for, as on the paper form.")
    form.add("title", "Project title", QLineEdit(), hint="As it will stand in the letter")
    form.add("amount", "Amount requested", MoneyField(), hint="The round’s maximum is £2,500")
    form.add_side_by_side(
        ("starts", "First day", DateField(lambda: TODAY)),
        ("ends", "Last day", DateField(lambda: TODAY)),
        ("postcode", "Postcode", PostcodeField()),
    )
    text = WordLimitedText(6, lines=3)
    text.set_value("Weekly evening sessions for young people aged 11 to 16")
    form.add("summary", "Summary", text, optional=True)
    board = QComboBox()
    board.addItem("East Lancashire", "east")
    form.add("board", "Board", board)
    form.add("seen", "Accounts", QCheckBox("The accounts were seen"))
    form.set_values({"starts": TODAY})
    form.show_problems(
        (
            FieldProblem("title", "Enter the project’s title."),
            FieldProblem("amount", "The reserves are high.", warning=True),
        )
    )
    return form


def _messages(_context: Context) -> QWidget:
    messages = Messages()
    area = MessageArea(messages)
    messages.success("Decision 2026/17 was recorded.", "Draw the award letter", lambda: None)
    messages.warning("The accounts are older than 15 months.")
    messages.error("The disk is full. The letter was not kept; nothing else was lost.")
    return area


def _summary(_context: Context) -> QWidget:
    summary = ErrorSummary()
    summary.show_problems((FieldProblem("title", "Enter the project’s title."),))
    return summary


def _buttons(_context: Context) -> QWidget:
    return PageHeader(
        "Applications",
        "Everything that came in.",
        (
            push_button("Bring in a spreadsheet …", icon="upload"),
            push_button("Withdraw", kind="danger"),
            push_button("Record an application", kind="primary", icon="plus"),
        ),
    )


def _list(context: Context) -> QWidget:
    words = ListWords("Applications", "application", "applications", "Filter by reference", "", "")
    bulk = (BulkAction("Make letters", lambda _ids: None, "mail"),)
    made = RecordList(
        context, LongList(1_000), COLUMNS, words, filters=(("stage", "Stage"),), bulk=bulk
    )
    made.load()
    made.filters.choose("stage", "Received", "Received")
    made.model.complete.connect(lambda _count: made.table.selectRow(2))
    return made


def _facts(_context: Context) -> QWidget:
    return FactsGrid((("Organisation", LONG_NAME), ("Charity number", ""), ("Starts", "1 June")))


def _small_things(_context: Context) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    for tone in Tone:
        column.addWidget(StatusBadge(tone.value.capitalize(), tone))
    column.addWidget(icon_button("x", "Close"))
    column.addWidget(
        EmptyState("inbox", "No applications yet", "Record one.", button="Record an application")
    )
    return made


WIDGETS: tuple[Callable[[Context], QWidget], ...] = (
    _identity,
    _tasks,
    _timeline,
    _form,
    _messages,
    _summary,
    _buttons,
    _list,
    _facts,
    _small_things,
)


@pytest.mark.parametrize("mode", sorted(PALETTES))
@pytest.mark.parametrize("make", WIDGETS)
def test_a_widget_is_named_and_drawn_in_every_theme(
    qtbot: QtBot,
    qapp: QApplication,
    context: Context,
    tmp_path: Path,
    make: Callable[[Context], QWidget],
    mode: Mode,
) -> None:
    theme.apply(qapp, mode)
    shown = make(context)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: not context.jobs.busy())
    qtbot.wait(1)
    shown.resize(760, shown.sizeHint().height())
    picture = shown.grab()
    assert picture.save(str(tmp_path / f"{make.__name__.strip('_')}-{mode}.png"))
    image = picture.toImage()
    across = range(0, image.width(), 3)
    colours = {image.pixel(x, y) for x in across for y in range(0, image.height(), 3)}
    assert len(colours) > 3
    assert _unnamed(shown) == []


def _unnamed(widget: QWidget) -> list[str]:
    root = QAccessible.queryAccessibleInterface(widget)
    return [each.role().name for each in _within(root) if each.role() in ROLES and not _name(each)]


def _within(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    if interface.role() == QAccessible.Role.Table:
        return  # a cell's name is its text
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None and not child.state().invisible:
            yield from _within(child)


def _name(interface: QAccessibleInterface) -> str:
    return interface.text(QAccessible.Text.Name).strip()
