"""Payments: approve them, send them to finance in a batch, record them as paid."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from pccdesk.domain.errors import DeskError
from pccdesk.domain.money import format_money
from pccdesk.domain.permissions import Permission
from pccdesk.queries import undoing
from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import BATCHES, PAYMENTS
from pccdesk.queries.payments import BatchRow
from pccdesk.services import batches, payments
from pccdesk.services.batches import BatchForeseen
from pccdesk.services.payments import PaymentsDone
from pccdesk.ui.bulk import look_first
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.asking import Asked, ask
from pccdesk.ui.dialogs.files import WORKBOOK, ask_save
from pccdesk.ui.dialogs.paid_dialog import PaidDialog
from pccdesk.ui.dialogs.payment_words import APPROVE, SEND
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import open_on, show_narrowed
from pccdesk.ui.lists import columns
from pccdesk.ui.lists.words import counted, several, stopped
from pccdesk.ui.page import Page, PageHeader
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.undoing import Undoer
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.widgets.selection_bar import BulkAction

_BATCHES = 1
"""The place of the batches’ tab."""


class PaymentsPage(Page):
    """Two lists: payments, and the batches in which they went to finance.

    That of the batches is made and read once the payments are seen, or it is come to.
    """

    title = "Payments"
    shows = frozenset({"payments", "applications"})

    def made_column(self) -> QVBoxLayout:
        """Return a column that scrolls where heading, filters and a few rows do not fit."""
        return self.scrolling_column()

    def build(self) -> None:
        """Lay out heading and tabs."""
        self.dialog: PaidDialog | None = None
        self.undoer = Undoer(self.context, self)
        self._send = push_button(
            "Send approved payments to finance …", kind="primary", icon="send", clicked=self.send
        )
        self._send.setVisible(self.context.may(Permission.EXPORT_PAYMENTS))
        self.column.addWidget(PageHeader("Payments", "", (self._send,), self))
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("Payments and batches")
        self.tabs.setDocumentMode(True)
        self.column.addWidget(self.tabs, 1)
        self._made_batches: RecordList | None = None
        self._pages = self.tabs.findChild(QStackedWidget)
        self.payments = self._payments()
        self.payments.set_inset(24, 14)
        self.tabs.addTab(self.payments, "Payments")
        self._empty = QWidget(self._pages)
        self.tabs.addTab(self._empty, "Batches")
        self.tabs.currentChanged.connect(lambda _place: self._bring_batches())
        self.payments.model.settled.connect(self._bring_batches)

    @property
    def batches(self) -> RecordList:
        """Return the list of batches; made if it is not there yet, and not read."""
        if self._made_batches is None:
            made = self._made_batches = self._batches()
            made.set_inset(24, 14)
            self.tabs.insertTab(_BATCHES, made, "Batches")
            self.tabs.removeTab(_BATCHES + 1)
            self._empty.deleteLater()
        return self._made_batches

    def load(self, target: Target) -> None:
        """Read both lists, narrowed as the place asks."""
        super().load(target)
        if target.tab == "batches":
            self.tabs.setCurrentWidget(self.batches)
            show_narrowed(self.batches, target)
            self.payments.load()
            return
        if target.filter:
            self.tabs.setCurrentWidget(self.payments)
        show_narrowed(self.payments, target)
        if self._made_batches is not None:
            self.batches.load()

    def refresh(self) -> None:
        """Read both lists anew."""
        self.payments.load()
        if self._made_batches is not None:
            self.batches.load()

    def _bring_batches(self) -> None:
        if self._made_batches is None:
            self.batches.load()

    def take_keyboard(self) -> None:
        """Begin in the rows of the list in front."""
        self._front().table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter of the list in front."""
        self._front().focus_filter()

    def sort_list(self) -> None:
        """Offer what the list in front can be sorted by."""
        self._front().table.offer_order()

    def choose_columns(self) -> None:
        """Offer the columns of the list in front."""
        self._front().table.offer_columns()

    def open_record(self) -> None:
        """Open the record of the current row."""
        self._front().table.open_current()

    def copy_list(self) -> None:
        """Copy what is selected, with headers."""
        self._front().copy_rows()

    def export_list(self) -> None:
        """Export the list in front as a workbook."""
        self._front().export()

    def send(self) -> None:
        """Show what would go to finance; once that and the file are agreed, send it in one go."""
        desk, actor = self.context.desk, self.context.actor
        look_first(
            self.context,
            self,
            SEND,
            lambda: batches.payments_to_send(desk, actor),
            self._ask_where_to_send,
        )

    def _ask_where_to_send(self, foreseen: BatchForeseen) -> None:
        reference = foreseen.reference
        title = f"Save the workbook of {reference}"
        path = ask_save(self, title, f"{reference}.xlsx", WORKBOOK)
        if path is None:
            self.context.messages.information("Nothing was sent: the payments wait as before.")
            return
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Prepare a payment batch",
            lambda _progress: batches.prepare_batch(desk, actor, foreseen.payment_ids),
            lambda batch: self._prepared(batch, path),
            touches=("payments",),
        )

    def write(self, batch: BatchRow, path: Path) -> None:
        """Write a batch's workbook to a file, read it back, and confirm the batch."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            f"Save the workbook of {batch.reference}",
            lambda progress: batches.write_batch(desk, actor, batch.id, path, progress),
            lambda row: self._written(row, path),
            touches=("payments",),
            failed=lambda error: self._not_written(batch, error),
        )

    def _not_written(self, batch: BatchRow, error: DeskError) -> None:
        self.batches.come_to(batch.id)
        self.context.messages.tell(error)
        if batch.stage == "prepared":
            self.context.messages.information(
                f"{batch.reference} is made and keeps its payments. Finance needs its workbook.",
                "Save workbook …",
                lambda: self._ask_where(batch),
            )

    def _front(self) -> RecordList:
        return self.batches if self.tabs.currentIndex() == _BATCHES else self.payments

    def _payments(self) -> RecordList:
        bulk = (BulkAction("Approve …", self._approve, "check"),)
        made = RecordList(
            self.context,
            DeskList(self.context, PAYMENTS, opens="application_id"),
            columns.PAYMENTS,
            ListWords(
                "Payments",
                "payment",
                "payments",
                "Filter by reference, organisation or BACS reference",
                "No payments yet",
                "Instalments are scheduled when an award is approved.",
                "banknote",
            ),
            filters=(
                ("waits", "Waits for"),
                ("stage", "Stage"),
                ("fund", "Fund"),
                ("batch", "Batch"),
            ),
            bulk=bulk if self.context.may(Permission.APPROVE_PAYMENTS) else (),
            default_sort=(Sort("due", descending=True),),
            parent=self._pages,
        )
        open_on(self.context, made, "application", "payments")
        return made

    def _batches(self) -> RecordList:
        bulk = []
        if self.context.may(Permission.EXPORT_PAYMENTS):
            bulk.append(BulkAction("Save workbook …", self._save_workbook, "download"))
            bulk.append(BulkAction("Undo …", self._take_back, "undo-2"))
        if self.context.may(Permission.CONFIRM_PAYMENTS):
            bulk.append(BulkAction("Record as paid …", self._ask_paid, "check"))
        made = RecordList(
            self.context,
            DeskList(self.context, BATCHES),
            columns.BATCHES,
            ListWords(
                "Batches",
                "batch",
                "batches",
                "Filter by batch",
                "No batches yet",
                "Approved payments go to finance in a batch with a control total.",
                "file-spreadsheet",
            ),
            filters=(("stage", "Stage"),),
            bulk=bulk,
            default_sort=(Sort("reference", descending=True),),
            parent=self._pages,
        )
        made.opened.connect(self._open_batch)
        return made

    def _open_batch(self, batch_id: int) -> None:
        batch = self._batch(batch_id)
        if batch is not None:
            self.tabs.setCurrentWidget(self.payments)
            self.payments.narrow("batch", batch.reference, batch.reference)

    def _batch(self, batch_id: int) -> BatchRow | None:
        found = self.batches.model.record(batch_id)
        return found if isinstance(found, BatchRow) else None

    def _approve(self, ids: tuple[int, ...]) -> None:
        desk, actor = self.context.desk, self.context.actor
        look_first(
            self.context,
            self,
            APPROVE,
            lambda: payments.payments_to_approve(desk, actor, ids),
            lambda _foreseen: self._approve_now(ids),
        )

    def _approve_now(self, ids: tuple[int, ...]) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Approve payments",
            lambda progress: payments.approve_payments(desk, actor, ids, progress),
            self._approved,
            touches=("payments", "applications"),
        )

    def _approved(self, result: PaymentsDone) -> None:
        words = [f"{counted(result.done, 'payment', 'payments')} approved."]
        words += stopped(result.left)
        words += several(result.skipped)
        tell = self.context.messages
        (tell.warning if result.skipped or result.left else tell.success)(" ".join(words))

    def _prepared(self, batch: BatchRow, path: Path) -> None:
        self.tabs.setCurrentIndex(_BATCHES)
        self.write(batch, path)

    def _save_workbook(self, ids: tuple[int, ...]) -> None:
        batch = self._batch(ids[0]) if len(ids) == 1 else None
        if batch is None:
            self.context.messages.warning("Select one batch to save its workbook.")
            return
        self._ask_where(batch)

    def _take_back(self, ids: tuple[int, ...]) -> None:
        batch = self._batch(ids[0]) if len(ids) == 1 else None
        if batch is None:
            self.context.messages.warning("Select one batch to take it back.")
            return
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_query(
            self,
            lambda: desk.read(actor, undoing.last_change, "PaymentBatch", batch.id),
            lambda last: self.undoer.ask("PaymentBatch", batch.id, last),
            key="last",
        )

    def _ask_where(self, batch: BatchRow) -> None:
        title = f"Save the workbook of {batch.reference}"
        path = ask_save(self, title, f"{batch.reference}.xlsx", WORKBOOK)
        if path is not None:
            self.write(batch, path)

    def _written(self, batch: BatchRow, path: Path) -> None:
        self.batches.come_to(batch.id)
        self.context.messages.clear()
        holds = counted(batch.count, "payment", "payments")
        self.context.messages.success(
            f"{isolated(path.name)} was saved and read back: {holds}, "
            f"control total {format_money(batch.control_total)}."
        )

    def _ask_paid(self, ids: tuple[int, ...]) -> None:
        batch = self._batch(ids[0]) if len(ids) == 1 else None
        if batch is None or not batch.unpaid:
            self.context.messages.warning("Select one batch that is with finance.")
            return
        if batch.stage == "prepared":
            self.context.messages.warning(
                f"The workbook of {batch.reference} has not been saved, so finance cannot have "
                "paid it. Save the workbook first.",
                "Save workbook …",
                lambda: self._ask_where(batch),
            )
            return
        desk, actor = self.context.desk, self.context.actor
        self.dialog = PaidDialog(batch, self.context.today(), self)
        asked = Asked(
            f"Record {batch.reference} as paid",
            lambda paid: batches.confirm_paid(
                desk, actor, batch.id, paid.paid_on, paid.bacs_reference, batch.version
            ),
            lambda count: (
                f"{counted(count, 'payment', 'payments')} of {batch.reference} recorded as paid."
            ),
            ("payments", "applications"),
        )
        ask(self.context, self, self.dialog, asked)
