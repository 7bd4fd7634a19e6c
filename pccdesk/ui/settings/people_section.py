"""The people of the office: who signs in, with which roles and limits."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMessageBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from pccdesk.domain.dates import to_london
from pccdesk.domain.money import format_pounds
from pccdesk.domain.permissions import Delegation, Permission
from pccdesk.ui import theme
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.person_dialog import PersonDialog, SavePerson
from pccdesk.ui.dialogs.sign_in_rules_dialog import ChangeRules, SignInRulesDialog
from pccdesk.ui.dialogs.word_dialog import WordDialog
from pccdesk.ui.plain_text import isolated, plain_tip
from pccdesk.ui.settings.people_reading import (
    GivenWord,
    PeopleRead,
    give_word,
    keep_person,
    keep_rules,
    let_somebody_in,
    read_people,
)
from pccdesk.ui.settings.section import Section, button_row
from pccdesk.ui.settings.sign_in_cards import RulesCard, SessionsCard
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card
from pccdesk.ui.widgets.status_badge import ink

if TYPE_CHECKING:
    from pccdesk.queries.people import PersonRow
    from pccdesk.queries.sign_in import RulesRow

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = ("Name", "Username", "Job title", "Roles", "Limit", "Account")
_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOST_ROWS = 12


class _Lines(QStyledItemDelegate):
    """Parts the rows by a line, as the lists do; below the last is the frame's."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell, and the line below it."""
        super().paint(painter, option, index)
        if index.row() + 1 < index.model().rowCount():
            painter.setPen(ink(theme.colours().border))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


class PeopleTable(QTableWidget):
    """People by name; Enter or a double click opens one."""

    def __init__(self, open_row: Callable[[int], None]) -> None:
        super().__init__(0, len(_COLUMNS))
        self._open_row = open_row
        self.setHorizontalHeaderLabels(_COLUMNS)
        self.setAccessibleName("People")
        self.setStyleSheet("QTableView::item { padding: 0 7px; border: 0; }")
        self.setItemDelegate(_Lines(self))
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

    def show_people(self, read: PeopleRead) -> None:
        """Show people; the row under the cursor stays."""
        people = read.people
        row = max(self.currentRow(), 0)
        self.setRowCount(len(people))
        for place, person in enumerate(people):
            for column, text in enumerate(_cells(person, read)):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_COLUMNS[column]}: {text}")
                if not column:
                    font = QFont(self.font())
                    font.setWeight(QFont.Weight.Medium)
                    item.setFont(font)
                self.setItem(place, column, item)
        self.setCurrentCell(min(row, len(people) - 1), 0)
        frame = 2 * self.frameWidth() + self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(frame + theme.scale().row * min(len(people), _MOST_ROWS))


class PeopleSection(Section):
    """The list of people, and dialogs to add and change them."""

    title = "People"
    widest = 1120

    def build(self) -> None:
        """Make the list and its buttons."""
        self.read = PeopleRead()
        self.table = PeopleTable(self.open_person)
        self.add_button = push_button("Add a person", icon="plus", clicked=self.add_person)
        self.change = push_button(
            "Change", icon="pencil", clicked=lambda: self.open_person(self.table.currentRow())
        )
        self.reset = push_button("Give a one-time word", icon="lock", clicked=self.give_word)
        self.unlock = push_button("Let in now", icon="user-check", clicked=self.let_in)
        buttons = (self.add_button, self.change, self.reset, self.unlock)
        card = Card("People")
        card.add(button_row(*buttons))
        self.allow(card, buttons, Permission.MANAGE_PEOPLE)
        card.add(self.table)
        self.table.itemSelectionChanged.connect(self._mark)
        self.cards.add(card)
        self.sessions = SessionsCard()
        self.sessions.setVisible(self.context.may(Permission.VIEW_SESSIONS))
        self.cards.add(self.sessions)
        self.rules = RulesCard(self.change_rules)
        self.allow(self.rules, (self.rules.change,), Permission.MANAGE_OFFICE)
        self.cards.add(self.rules)

    def load(self) -> None:
        """Read the people and the funds."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_query(
            self, lambda: read_people(desk, actor), self._show, key="people"
        )

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
            is_own=person is not None and person.id == self.context.actor.user_id,
            parent=self,
        )
        dialog.submitted.connect(lambda command: self._save(dialog, person, command))
        dialog.open()

    def give_word(self) -> None:
        """Ask whether the person's password is to end, then show a one-time word."""
        person = self._chosen()
        if person is None or not self.reset.isEnabled():
            return
        ask = QMessageBox(self)
        ask.setWindowTitle("Give a one-time word")
        answer_f1(ask)
        ask.setTextFormat(Qt.TextFormat.PlainText)
        ask.setText(
            f"{isolated(person.full_name)}’s present password ends now. Give a one-time word?"
        )
        give = ask.addButton("Give a word", QMessageBox.ButtonRole.AcceptRole)
        ask.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        ask.setDefaultButton(give)
        ask.finished.connect(lambda _: self._give(person) if ask.clickedButton() is give else None)
        ask.open()

    def let_in(self) -> None:
        """End the lock-out of the person under the cursor."""
        person = self._chosen()
        if person is None:
            return
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Let somebody in",
            lambda _progress: let_somebody_in(desk, actor, person.id),
            lambda _: self.context.messages.success(
                f"{isolated(person.full_name)} may try again now."
            ),
            touches=("people",),
        )

    def change_rules(self) -> None:
        """Ask for other rules of signing in."""
        row = self.read.rules
        if row is None:
            return
        dialog = SignInRulesDialog(row.rules, self)
        dialog.submitted.connect(lambda command: self._save_rules(dialog, row, command))
        dialog.open()

    def _chosen(self) -> "PersonRow | None":
        row = self.table.currentRow()
        return self.read.people[row] if 0 <= row < len(self.read.people) else None

    def _mark(self) -> None:
        """Let only what fits the person under the cursor be asked for."""
        person = self._chosen()
        may = self.context.may(Permission.MANAGE_PEOPLE) and person is not None
        own = person is not None and person.id == self.context.actor.user_id
        open_account = person is not None and person.active
        self.change.setEnabled(may)
        self.reset.setEnabled(may and open_account and not own and not self.read.is_sample)
        self.unlock.setEnabled(may and person is not None and person.id in self.read.locked)

    def _save(self, dialog: PersonDialog, person: "PersonRow | None", command: SavePerson) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Save the person" if person else "Add the person",
            lambda _progress: keep_person(desk, actor, person, command),
            lambda word: self._saved(dialog, command, word),
            touches=("people",),
            failed=dialog.show_error,
        )

    def _saved(self, dialog: PersonDialog, command: SavePerson, word: GivenWord | None) -> None:
        dialog.accept()
        self.load()
        self.context.messages.success(f"{isolated(command.person.full_name)} is saved.")
        if word is not None:
            self._show_word(command.person.full_name, word)

    def _save_rules(self, dialog: SignInRulesDialog, row: "RulesRow", command: ChangeRules) -> None:
        desk, actor = self.context.desk, self.context.actor

        def done(_: None) -> None:
            dialog.accept()
            self.load()

        self.context.jobs.run_change(
            self,
            "Change the rules of signing in",
            lambda _progress: keep_rules(desk, actor, row.version, command),
            done,
            touches=("sign_in",),
            failed=dialog.show_error,
        )

    def _give(self, person: "PersonRow") -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Give a one-time word",
            lambda _progress: give_word(desk, actor, person.id, person.version),
            lambda word: self._show_word(person.full_name, word),
            touches=("people",),
        )

    def _show_word(self, full_name: str, word: GivenWord) -> None:
        self.load()
        dialog = WordDialog(full_name, word.word, word.until, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show(self, read: PeopleRead) -> None:
        self.read = read
        self.table.show_people(read)
        self.sessions.show_sessions(read.sessions)
        if read.rules is not None:
            self.rules.show_rules(read.rules)
        self._mark()


def _cells(person: "PersonRow", read: PeopleRead) -> tuple[str, ...]:
    return (
        person.full_name,
        person.username,
        person.job_title,
        person.role_words,
        ", ".join(dict.fromkeys(_limit(each) for each in person.delegations)),
        _account(person, read),
    )


def _account(person: "PersonRow", read: PeopleRead) -> str:
    if not person.active:
        return "Closed"
    if person.id in read.locked:
        return f"Locked out until {to_london(read.locked[person.id]):%H:%M}"
    if person.word_until is not None:
        over = read.now is not None and person.word_until <= read.now
        return "One-time word ran out" if over else "Has a one-time word"
    return "May sign in" if person.asks_password or read.is_sample else "Needs a one-time word"


def _limit(delegation: Delegation) -> str:
    return "No limit" if delegation.limit is None else f"Up to {format_pounds(delegation.limit)}"
