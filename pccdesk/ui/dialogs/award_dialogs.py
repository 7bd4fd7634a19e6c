"""What follows an award: its acceptance, and its completion."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from pccdesk.domain.dates import format_date
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.services.awards import Acceptance
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.text_fields import line_edit


class AcceptanceDialog(CommandDialog):
    """Returns an `Acceptance` as it stands on the signed slip; late ones are pointed out."""

    def __init__(
        self,
        accept_by: date,
        contact: str,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        words = DialogWords(
            "Record acceptance",
            f"From the acceptance slip. The offer stands until {format_date(accept_by)}.",
            "Record acceptance",
        )
        super().__init__(words, parent)
        self._accept_by = accept_by
        self.accepted_on = DateField(today)
        self.accepted_on.set_value(today())
        self.accepted_by = line_edit(longest=120)
        self.accepted_by.setText(contact)
        self.form.add(
            "accepted_on", "Date on the slip", self.accepted_on, hint="Such as 1/4/26, or t."
        )
        self.form.add("accepted_by", "Signed by", self.accepted_by)
        self.accepted_on.changed.connect(self._warn)
        self.ready()
        self.resize(600, 420)

    def command(self) -> Acceptance:
        """Return the acceptance; raises `Refused` with each field's problem."""
        day, name = self.accepted_on.value(), self.accepted_by.text().strip()
        found = []
        if day is None:
            found.append(FieldProblem("accepted_on", "Enter the date on the slip."))
        if not name:
            found.append(FieldProblem("accepted_by", "Enter who signed the slip."))
        if found or day is None:
            raise Refused(found[0].sentence, tuple(found))
        return Acceptance(day, name)

    def _warn(self) -> None:
        day = self.accepted_on.value()
        late = day is not None and day > self._accept_by
        sentence = f"This is after {format_date(self._accept_by)}." if late else ""
        self.form.field("accepted_on").show_problem(sentence, warning=True)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The officer has seen the facts and goes on."""


class ConfirmDialog(CommandDialog):
    """Shows facts to check and returns `Confirmed`."""

    def __init__(
        self,
        words: DialogWords,
        facts: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.form.add_widget(FactsGrid(facts))
        self.resize(600, 420)

    def command(self) -> Confirmed:
        """Return that it was confirmed."""
        return Confirmed()
