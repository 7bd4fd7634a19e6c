"""What the dialogs say before many payments are changed."""

from pccdesk.ui.dialogs.bulk_dialog import BulkWords

APPROVE = BulkWords(
    "Approve payments",
    "Approve",
    "payment",
    "payments",
    "approved",
    "To be paid",
    "They go to finance with the next batch. Each approval can be taken back until then.",
)

SEND = BulkWords(
    "Send payments to finance",
    "Send",
    "payment",
    "payments",
    "sent",
    "Control total",
    "They go into a new batch with a workbook for finance. Nothing is changed until you have said "
    "where the workbook is saved.",
)
