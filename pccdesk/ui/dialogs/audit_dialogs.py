"""What an auditor is asked: from which day to which, and what stands on a countersign's paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pccdesk.domain.countersigns import Head, typed_head
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.text_fields import line_edit

_SIZE = QSize(620, 430)
_PAPER_SIZE = QSize(660, 520)
_SHORT = 200


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included; None leaves an end open."""

    first: date | None
    last: date | None


class DaysDialog(CommandDialog):
    """Returns `Days`."""

    def __init__(
        self,
        words: DialogWords,
        today: Callable[[], date],
        days: Days,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        for name, title, value, hint in (
            ("first", "From", days.first, "Empty: from the first entry."),
            ("last", "To", days.last, "This day included. Empty: to the newest entry."),
        ):
            field = DateField(today)
            field.set_value(value)
            self.form.add(name, title, field, hint=hint, optional=True)
        self.resize(_SIZE)
        self.ready()

    def command(self) -> Days:
        """Return the days; raises `Refused` where they stand the wrong way round."""
        values = self.form.values()
        days = Days(values["first"], values["last"])
        if days.first is not None and days.last is not None and days.first > days.last:
            sentence = "The last day is before the first. Exchange them."
            raise Refused(sentence, (FieldProblem("last", sentence),))
        return days


class PaperDialog(CommandDialog):
    """Returns the `Head` that was typed from a countersign's paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = DialogWords(
            "Check a countersign from paper",
            "Type what stands on the page. Spaces and capitals do not matter.",
            "Check it",
        )
        super().__init__(words, parent)
        self.form.add("entry", "Last entry", line_edit(width=_SHORT), hint="Such as 2,347.")
        self.form.add(
            "hash", "Hash", line_edit(), hint="The four rows, one after the other: 64 digits."
        )
        self.form.add(
            "check", "Check figure", line_edit(width=_SHORT), hint="Four digits, such as 0eab."
        )
        self.resize(_PAPER_SIZE)
        self.ready()

    def command(self) -> Head:
        """Return the head; raises `Refused` with the field that was mistyped."""
        values = self.form.values()
        return typed_head(values["entry"], values["hash"], values["check"])
