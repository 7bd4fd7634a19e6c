"""The award's instalments, where each stands, and whether the applicant can be paid."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from pccdesk.domain.dates import short_date
from pccdesk.domain.money import format_money
from pccdesk.domain.payments import PaymentStage
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.queries.payments import ScheduledPayment
from pccdesk.queries.records import RecordView
from pccdesk.services import payments
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.palettes import Tone
from pccdesk.ui.record.record_tab import RecordTab, card
from pccdesk.ui.record.steps import payment_objections
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.plain_table import PlainTable

_PaymentService = Callable[[Desk, Actor, int, int], None]
_TONES = {
    PaymentStage.SCHEDULED: Tone.NEUTRAL,
    PaymentStage.APPROVED: Tone.INFORMATION,
    PaymentStage.EXPORTED: Tone.PROGRESS,
    PaymentStage.PAID: Tone.SUCCESS,
    PaymentStage.CANCELLED: Tone.NEUTRAL,
}


def _stage(row: ScheduledPayment) -> str:
    return row.stage.label


def _stood(row: ScheduledPayment) -> str:
    return f"{_stage(row)}, approved by {row.approver}" if row.approver else _stage(row)


_COLUMNS: tuple[PlainColumn[ScheduledPayment], ...] = (
    PlainColumn("No.", lambda row: f"{row.instalment} of {row.of}"),
    PlainColumn("Amount", lambda row: format_money(row.amount), right=True),
    PlainColumn("Due", lambda row: short_date(row.due_on)),
    PlainColumn(
        "Stage", lambda row: row.stage.label, tone=lambda row: _TONES[row.stage], tip=_stood
    ),
    PlainColumn("Approved by", lambda row: row.approver or "", stretch=True, gives_way=True),
    PlainColumn("Paid", lambda row: short_date(row.paid_on) if row.paid_on else ""),
    PlainColumn("Reference", lambda row: row.bacs_reference or row.batch_reference or ""),
)


class PaymentsTab(RecordTab):
    """Instalments; finance approves the one that is chosen, or the first that waits."""

    def build(self) -> None:
        """Make the table, which keeps its choice."""
        self.table: PlainTable[ScheduledPayment] | None = None

    def show_record(self, view: RecordView) -> None:
        """Show a record's payments and the state of the bank details."""
        cards: list[QWidget] = []
        if view.payments:
            cards.append(self._instalments(view))
        else:
            line = "Payments are scheduled when the application is approved."
            cards.append(EmptyState("banknote", "Nothing is scheduled yet", line))
        cards.append(self._bank(view))
        self.show_cards(cards)

    def _instalments(self, view: RecordView) -> Card:
        table = PlainTable(_COLUMNS, "Instalments")
        self.table = table
        table.set_rows(view.payments)
        may = self.context.actor.may(Permission.APPROVE_PAYMENTS, view.application.fund_code)
        made = card("Instalments", table, buttons=self._buttons(view) if may else ())
        reasons = payment_objections(view, self.context.actor) if may else ()
        waiting = any(each.stage is PaymentStage.SCHEDULED for each in view.payments)
        if reasons and waiting:
            sentence = f"Cannot be approved by you yet: {' '.join(reasons)}"
            made.add(label(sentence, "muted", wrap=True))
        waiting_row = next(
            (n for n, each in enumerate(view.payments) if each.stage is PaymentStage.SCHEDULED), 0
        )
        table.selectRow(waiting_row)
        return made

    def _buttons(self, view: RecordView) -> tuple[QPushButton, ...]:
        approve = push_button("Approve payment", clicked=self._approve)
        waiting = any(each.stage is PaymentStage.SCHEDULED for each in view.payments)
        approve.setEnabled(waiting and not payment_objections(view, self.context.actor))
        found = [approve]
        if any(each.stage is PaymentStage.APPROVED for each in view.payments):
            found.append(push_button("Take approval back", clicked=self._unapprove))
        return tuple(found)

    def _approve(self) -> None:
        row = self._in_stage(PaymentStage.SCHEDULED)
        if row is not None:
            said = f"Instalment {row.instalment} of {row.of} was approved for payment."
            self._change("Approve payment", said, payments.approve_payment, row)

    def _unapprove(self) -> None:
        row = self._in_stage(PaymentStage.APPROVED)
        if row is not None:
            said = f"The approval of instalment {row.instalment} was taken back."
            self._change("Take approval back", said, payments.unapprove_payment, row)

    def _change(
        self, title: str, said: str, service: _PaymentService, row: ScheduledPayment
    ) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.changes.work(title, said, partial(service, desk, actor, row.id, row.version))

    def _in_stage(self, stage: PaymentStage) -> ScheduledPayment | None:
        """Return the chosen row if it is at a stage, else the first one that is."""
        chosen = self.table.chosen_row() if self.table is not None else None
        if chosen is not None and chosen.stage is stage:
            return chosen
        return next((each for each in self.changes.record.payments if each.stage is stage), None)

    def _bank(self, view: RecordView) -> Card:
        number = view.application.organisation_id
        button = push_button(
            "Open organisation",
            kind="link",
            clicked=lambda: self.context.navigate(Target("organisation", number)),
        )
        return card("Bank details", label(_state(view), "body", wrap=True), buttons=(button,))


def _state(view: RecordView) -> str:
    account = view.account
    if not account.recorded:
        return "Not recorded yet. Record them on the organisation’s page; nothing can be paid."
    if not account.checked:
        return "Recorded, and not yet checked by a second person. Nothing can be paid until then."
    return "Recorded, and checked by a second person."
