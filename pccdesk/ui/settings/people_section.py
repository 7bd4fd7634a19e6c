"""The people of the office: who signs in, with which roles and limits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from pccdesk.domain.money import format_pounds
from pccdesk.domain.permissions import Actor, Delegation, Permission
from pccdesk.ui import theme
from pccdesk.ui.dialogs.person_dialog import PersonDialog, SavePerson
from pccdesk.ui.settings.section import Section, button_row
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card

if TYPE_CHECKING:
    from pccdesk.queries.people import PersonRow
    from pccdesk.services.desk import Desk

_COLUMNS = ("Name", "Username", "Job title", "Roles", "Limit", "Account")
_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class _Read:
    people: "tuple[PersonRow, ...]"
    funds: dict[str, str]
    is_sample: bool


class PeopleTable(QTableWidget):
    """People by name; Enter or a double click opens one."""

    def __init__(self, open_row: Callable[[int], None]) -> None:
        super().__init__(0, len(_COLUMNS))
        self._open_row = open_row
        self.setHorizontalHeaderLabels(_COLUMNS)
        self.setAccessibleName("People")
        self.setStyleSheet("QTableView::item { padding: 0 10px; border: 0; }")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.scale().row)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setMaximumSectionSize(theme.scale().pixels(280))
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.cellDoubleClicked.connect(lambda row, _column: open_row(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the person under the cursor with Enter."""
        if event.key() in _KEYS and self.currentRow() >= 0:
            self._open_row(self.currentRow())
            return
        super().keyPressEvent(event)

    def show_people(self, people: "tuple[PersonRow, ...]") -> None:
        """Show people; the row under the cursor stays."""
        row = max(self.currentRow(), 0)
        self.setRowCount(len(people))
        for place, person in enumerate(people):
            for column, text in enumerate(_cells(person)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(_READ_OUT, f"{_HEADINGS[column]}: {text}")
                if not column:
                    font = QFont(self.font())
                    font.setWeight(QFont.Weight.Medium)
                    item.setFont(font)
                self.setItem(place, column, item)
        self.setCurrentCell(min(row, len(people) - 1), 0)
        frame = 2 * self.frameWidth() + self.horizontalHeader().sizeHint().height()
        self.setMinimumHeight(frame + theme.scale().row * min(len(people) + 1, 12))


class PeopleSection(Section):
    """The list of people, and dialogs to add and change them."""

    title = "People"
    widest = 1120

    def build(self) -> None:
        """Make the list and its buttons."""
        self.read = _Read((), {}, is_sample=False)
        self.table = PeopleTable(self.open_person)
        self.add_button = push_button("Add a person", icon="plus", clicked=self.add_person)
        self.change = push_button(
            "Change", icon="pencil", clicked=lambda: self.open_person(self.table.currentRow())
        )
        card = Card("People")
        card.add(button_row(self.add_button, self.change))
        self.allow(card, (self.add_button, self.change), Permission.MANAGE_PEOPLE)
        card.add(self.table)
        self.cards.add(card)

    def load(self) -> None:
        """Read the people and the funds."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_query(self, lambda: _read(desk, actor), self._show, key="people")

    def add_person(self) -> None:
        """Ask for a new person."""
        self._open(None)

    def open_person(self, row: int) -> None:
        """Open the person of a row of the list."""
        may = self.context.may(Permission.MANAGE_PEOPLE)
        if may and 0 <= row < len(self.read.people):
            self._open(self.read.people[row])

    def _open(self, person: "PersonRow | None") -> None:
        dialog = PersonDialog(
            self.read.funds,
            self.context.today,
            person,
            asks_password=not self.read.is_sample,
            parent=self,
        )
        dialog.submitted.connect(lambda command: self._save(dialog, person, command))
        dialog.open()

    def _save(self, dialog: PersonDialog, person: "PersonRow | None", command: SavePerson) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Save the person" if person else "Add the person",
            lambda _progress: _keep(desk, actor, person, command),
            lambda _: self._saved(dialog, command),
            touches=("people",),
            failed=dialog.show_error,
        )

    def _saved(self, dialog: PersonDialog, command: SavePerson) -> None:
        dialog.accept()
        self.load()
        self.context.messages.success(
            f"{command.person.full_name} is saved. Changed roles count from the next sign-in."
        )

    def _show(self, read: _Read) -> None:
        self.read = read
        self.table.show_people(read.people)


def _read(desk: "Desk", actor: Actor) -> _Read:
    from pccdesk.queries import funds, people

    return _Read(
        desk.read(actor, people.people),
        {each.code: each.name for each in desk.read(actor, funds.funds)},
        desk.read(actor, people.is_sample_office),
    )


def _keep(desk: "Desk", actor: Actor, person: "PersonRow | None", command: SavePerson) -> None:
    from pccdesk.services import people

    if person is None:
        people.add_person(desk, actor, command.person)
        return
    people.change_person(
        desk, actor, person.id, person.version, command.person, active=command.active
    )


def _cells(person: "PersonRow") -> tuple[str, ...]:
    return (
        person.full_name,
        person.username,
        person.job_title,
        person.role_words,
        ", ".join(dict.fromkeys(_limit(each) for each in person.delegations)),
        "May sign in" if person.active else "Closed",
    )


def _limit(delegation: Delegation) -> str:
    return "No limit" if delegation.limit is None else f"Up to {format_pounds(delegation.limit)}"
