"""A dialog that only shows pairs of words: jobs, shortcuts, about."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_foot import SIDE, add_foot, dialog_column
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import label

_WIDE = 240
"""Room of the labels: the name of an action stands in one line."""
_AIR = 12
"""Pixels between the dialog's sides and the frame of what scrolls."""


class FactsDialog(QDialog):
    """A heading, facts that scroll if they are many, and Close."""

    def __init__(
        self, title: str, facts: tuple[tuple[str, str], ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        answer_f1(self)
        self.setMinimumWidth(560)
        column = dialog_column(self)
        heading = label(title, "title")
        heading.setContentsMargins(SIDE, 0, SIDE, 0)
        column.addWidget(heading)
        scroll = ScrollColumn(side=SIDE - _AIR)  # its frame, with the keyboard in it, is in sight
        scroll.add(FactsGrid(facts, wide=_WIDE))
        within = QHBoxLayout()
        within.setContentsMargins(_AIR, 0, _AIR, 0)
        within.addWidget(scroll)
        column.addLayout(within, 1)
        close = push_button("Close", kind="primary", clicked=self.accept)
        close.setDefault(True)
        add_foot(column, close)
        self.resize(600, min(120 + 42 * len(facts), 600) + 80)
        grow_with_text(self)
