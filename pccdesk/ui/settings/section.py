"""What every section of Settings is: a scrolling column of cards."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pccdesk.domain.permissions import Permission, refusal
from pccdesk.ui.context import Context
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card, label


class Section(QWidget):
    """One tab of Settings; build in `build`, read in `load`; both wait until it is come to."""

    title = ""
    widest = 760

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        self.cards = ScrollColumn(self.widest)
        column.addWidget(self.cards)
        self.setAccessibleName(self.title)
        self._is_built = False

    def come_to(self) -> None:
        """Make the widgets, if this is the first time, and read what they show."""
        if not self._is_built:
            self._is_built = True
            self.build()
        self.load()

    def build(self) -> None:
        """Make the section's widgets; called once, reads nothing."""

    def load(self) -> None:
        """Read what is shown; called each time the section is come to."""

    def allow(self, card: Card, buttons: tuple[QPushButton, ...], permission: Permission) -> None:
        """Grey out buttons that the person may not use, and say why in the card."""
        if self.context.may(permission):
            return
        for button in buttons:
            button.setEnabled(False)
        card.add(label(refusal(self.context.actor, permission), "muted", wrap=True))


def facts_of(facts: tuple[tuple[str, str], ...] = ()) -> FactsGrid:
    """Return facts that take no more height than they need."""
    made = FactsGrid(facts)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    return made


def button_row(*buttons: QPushButton) -> QWidget:
    """Return buttons in one line from the left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return made
