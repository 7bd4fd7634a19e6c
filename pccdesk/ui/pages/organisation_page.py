"""One organisation: who it is, whom to write to, what it applied for, where it is paid."""

from array import array
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import FinancialYear
from pccdesk.domain.permissions import Permission
from pccdesk.domain.undoing import LastChange
from pccdesk.queries import bank_accounts as account_reads
from pccdesk.queries import organisations, timelines, undoing
from pccdesk.queries.bank_accounts import AccountRow
from pccdesk.queries.organisations import OrganisationRecord, PastApplication
from pccdesk.queries.timelines import TimelineEntry
from pccdesk.reference import organisation_kinds
from pccdesk.services import bank_accounts
from pccdesk.services.bank_accounts import AccountDetails
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.asking import Asked, ask
from pccdesk.ui.dialogs.bank_dialog import BankDialog
from pccdesk.ui.dialogs.organisation_change import edit_organisation
from pccdesk.ui.dialogs.organisation_dialog import OrganisationCommand
from pccdesk.ui.list_order import ListOrder
from pccdesk.ui.lists import words
from pccdesk.ui.page import Page, ScrollColumn
from pccdesk.ui.record.events import timeline_of
from pccdesk.ui.record.organisation_cards import (
    account_facts,
    account_line,
    account_state,
    contacts_card,
    details_card,
    masked_facts,
    published_card,
)
from pccdesk.ui.statuses import tone_of
from pccdesk.ui.undoing import Undoer
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.identity_bar import Identity, IdentityBar
from pccdesk.ui.widgets.labels import Card, ElidedLabel, label
from pccdesk.ui.widgets.list_steps import ListSteps
from pccdesk.ui.widgets.status_badge import StatusBadge

_HEADINGS = ("Reference", "Project", "Year", "Stage", "Asked for", "Awarded")
_AMOUNTS = {4, 5}
_KIND = "Organisation"


class OrganisationPage(Page):
    """An organisation's record."""

    title = "Organisation"
    shows = frozenset({"organisations", "applications"})

    def build(self) -> None:
        """Lay out identity bar and a scrolling column."""
        self.identity = IdentityBar()
        self.column.addWidget(self.identity)
        self.area = ScrollColumn(1000)
        self.column.addWidget(self.area, 1)
        self._record: OrganisationRecord | None = None
        if self.context.may(Permission.RECORD_APPLICATIONS):
            self.identity.add_beside(
                push_button("Change details …", icon="pencil", clicked=self.change_details)
            )
        self.steps = ListSteps()
        self.steps.wanted.connect(self.context.navigate)
        self.identity.add_beside(self.steps)
        self.undoer = Undoer(self.context, self)
        self._account: AccountDetails | None = None
        self._masked: AccountRow | None = None
        self.dialog: BankDialog | None = None

    def load(self, target: Target) -> None:
        """Read the organisation."""
        super().load(target)
        self._account = None
        self.steps.follow(target)
        self.refresh()

    def refresh(self) -> None:
        """Read it anew."""
        desk, actor, number = self.context.desk, self.context.actor, self.target.record_id or 0
        may_see = self.context.may(Permission.VIEW_BANK_DETAILS)
        self.context.jobs.run_query(
            self,
            lambda: (
                desk.read(actor, organisations.organisation, number),
                desk.read(actor, timelines.of_organisation, number),
                desk.read(actor, account_reads.current_account, number) if may_see else None,
            ),
            lambda read: self.show_record(*read),
            key="record",
        )

    def show_record(
        self,
        record: OrganisationRecord,
        happened: tuple[TimelineEntry, ...],
        masked: AccountRow | None,
    ) -> None:
        """Show what was read; of the account only the last digits, unless they were asked for."""
        self._record, self._masked = record, masked
        self.rename(record.form.name)
        kinds = {each.code: each.label for each in organisation_kinds()}
        state, tone = account_state(record)
        self.identity.set_identity(
            Identity(kinds.get(record.form.kind, "Organisation"), record.form.name, state, tone)
        )
        cards: list[QWidget] = []
        cards.append(details_card(record))
        cards.append(contacts_card(record))
        cards.append(self._applications(record))
        if record.published:
            cards.append(published_card(record))
        cards.append(self._bank(record))
        timeline = Card("Timeline")
        timeline.add(timeline_of(happened, self.context.today()))
        cards.append(timeline)
        self.area.show_cards(cards)

    def change_details(self) -> None:
        """Change name, address or numbers; an earlier name is kept as a former one."""
        record = self._record
        if record is None:
            return
        seen = OrganisationCommand(record.id, record.version, record.form)
        self.details = edit_organisation(
            self.context,
            self,
            seen,
            lambda number: self._say_changed("The organisation is changed.", number),
        )

    def next_record(self) -> None:
        """Go to the next organisation of the list."""
        self.steps.go_next()

    def previous_record(self) -> None:
        """Go to the organisation before this one in the list."""
        self.steps.go_previous()

    def undo_last(self) -> None:
        """Undo the last change of the organisation's details, after saying which it is."""
        number = self.target.record_id or 0
        self._read_last(lambda last: self.undoer.ask(_KIND, number, last))

    def _say_changed(self, said: str, number: int) -> None:
        self._read_last(lambda last: self.undoer.say(said, _KIND, number, last))

    def _read_last(self, done: Callable[[LastChange | None], None]) -> None:
        desk, actor, number = self.context.desk, self.context.actor, self.target.record_id or 0
        self.context.jobs.run_query(
            self, lambda: desk.read(actor, undoing.last_change, _KIND, number), done, key="last"
        )

    def ask_account(self) -> None:
        """Ask for the account that the organisation is paid to, and record it."""
        desk, actor, number = self.context.desk, self.context.actor, self.target.record_id or 0
        self.dialog = BankDialog(self.title, self.context.today, self)
        asked = Asked(
            "Record bank details",
            lambda form: bank_accounts.record_account(desk, actor, number, form),
            lambda _id: self._account_changed("Recorded. A second person must now check them."),
            ("organisations",),
        )
        ask(self.context, self, self.dialog, asked)

    def check_account(self) -> None:
        """Confirm the account that is shown against its evidence."""
        account, desk, actor = self._account, self.context.desk, self.context.actor
        if account is None:
            return
        self.context.jobs.run_change(
            self,
            "Check bank details",
            lambda _progress: bank_accounts.check_account(desk, actor, account.id, account.version),
            lambda _done: self.context.messages.success(
                self._account_changed("The bank details are checked.")
            ),
            touches=("organisations",),
        )

    def see_account(self) -> None:
        """Show the bank details; that they were looked at is recorded."""
        desk, actor, number = self.context.desk, self.context.actor, self.target.record_id or 0
        self.context.jobs.run_change(
            self,
            "Show account details",
            lambda _progress: bank_accounts.see_account(desk, actor, number),
            self._show_account,
        )

    def _account_changed(self, words: str) -> str:
        self._account = None
        return words

    def _show_account(self, account: AccountDetails | None) -> None:
        self._account = account
        self.refresh()

    def _applications(self, record: OrganisationRecord) -> Card:
        card = Card("Applications")
        if not record.applications:
            card.add(label("None yet.", "muted"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, heading in enumerate(_HEADINGS if record.applications else ()):
            grid.addWidget(label(heading, "small"), 0, place, _side(place))
        order = ListOrder(array("q", (each.id for each in record.applications)))
        for row, each in enumerate(record.applications, 1):
            self._application_row(grid, row, each, order)
        inside = QWidget()
        inside.setLayout(grid)
        card.add(inside)
        return card

    def _application_row(
        self, grid: QGridLayout, row: int, each: PastApplication, order: ListOrder
    ) -> None:
        target = Target("application", each.id, order=order)
        link = push_button(
            each.reference, kind="link", clicked=lambda: self.context.navigate(target)
        )
        stage = Stage(each.stage)
        grid.addWidget(link, row, 0)
        grid.addWidget(ElidedLabel(each.project_title), row, 1)
        grid.addWidget(label(FinancialYear(each.financial_year).slash), row, 2)
        grid.addWidget(StatusBadge(stage.label, tone_of(stage)), row, 3)
        for place, amount in ((4, each.amount_requested), (5, each.amount_awarded)):
            grid.addWidget(label(words.money(amount)), row, place, _side(place))

    def _bank(self, record: OrganisationRecord) -> Card:
        card = Card("Bank details")
        card.add(label(account_line(record), "muted", wrap=True))
        if self._account is not None:
            card.add(FactsGrid(account_facts(self._account)))
        elif self._masked is not None:
            card.add(FactsGrid(masked_facts(self._masked)))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._next_step(record))
        if self.context.may(Permission.RECORD_BANK_DETAILS):
            verb = "Change bank details …" if record.has_account else "Record bank details …"
            row.addWidget(push_button(verb, icon="pencil", clicked=self.ask_account))
        row.addStretch(1)
        inside = QWidget()
        inside.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        card.add(inside)
        return card

    def _next_step(self, record: OrganisationRecord) -> QWidget:
        may = self.context.may
        if record.has_account and self._account is None and may(Permission.VIEW_BANK_DETAILS):
            return push_button("Show account details", icon="eye", clicked=self.see_account)
        unchecked = self._account is not None and self._account.checked_by is None
        if unchecked and may(Permission.CHECK_BANK_DETAILS):
            return push_button(
                "Confirm that they are right",
                kind="primary",
                icon="check",
                clicked=self.check_account,
            )
        return QWidget()


def _side(place: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if place in _AMOUNTS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
