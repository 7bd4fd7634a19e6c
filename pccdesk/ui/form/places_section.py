"""When and where: dates, districts, the plan's priorities, and the board if there are boards."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox

from pccdesk.domain.definitions import FormDefinition
from pccdesk.queries.offices import Choice
from pccdesk.ui.form.choice_boxes import ChoiceBoxes
from pccdesk.ui.form.section import Section, Wanted
from pccdesk.ui.widgets.date_field import DateField

_DISTRICTS_HINT = "All that the project works in. Arrow keys move, a letter jumps, Space ticks."


class PlacesSection(Section):
    """The project's first and last day, districts, priorities, board."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("places", "When and where")
        self._boards = QComboBox()
        self._districts = ChoiceBoxes(columns=3, lead="{} was ticked first and leads.")
        self._priorities = ChoiceBoxes(lead="“{}” was ticked first and leads.")
        self.add_row(
            Wanted("starts_on", "Project starts", DateField(today), share=1),
            Wanted("ends_on", "Project ends", DateField(today), share=1),
        )
        self.add_field("districts", "Districts", self._districts, hint=_DISTRICTS_HINT)
        self.add_field(
            "priorities",
            "Priorities of the Police and Crime Plan",
            self._priorities,
            hint="Those of the plan in force when the round closes.",
        )
        self._board_field = self.add_field(
            "board", "Board", self._boards, hint="The board that the application goes to first."
        )
        self._board_field.hide()

    def set_districts(self, districts: Sequence[Choice]) -> None:
        """Offer the districts of the area."""
        self._districts.set_choices([(each.code, each.label) for each in districts])

    def set_priorities(self, priorities: Sequence[Choice]) -> None:
        """Offer the priorities of a plan."""
        self._priorities.set_choices([(each.code, each.label) for each in priorities])

    def set_definition(self, definition: FormDefinition) -> None:
        """Offer the fund's boards, or none."""
        kept = self._boards.currentData()
        self._boards.clear()
        self._boards.addItem("Choose the board", "")
        for code, name in definition.boards:
            self._boards.addItem(name, code)
        self._boards.setCurrentIndex(max(0, self._boards.findData(kept)))
        self._board_field.setVisible(bool(definition.boards))
