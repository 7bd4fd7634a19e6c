"""A dialog that only shows pairs of words: jobs, shortcuts, about."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import label

_WIDE = 240
"""Room of the labels: the name of an action stands in one line."""


class FactsDialog(QDialog):
    """A heading, facts that scroll if they are many, and Close."""

    def __init__(
        self, title: str, facts: tuple[tuple[str, str], ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        answer_f1(self)
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 20)
        heading = label(title, "title")
        heading.setContentsMargins(24, 0, 24, 0)
        column.addWidget(heading)
        scroll = ScrollColumn()
        scroll.add(FactsGrid(facts, wide=_WIDE))
        column.addWidget(scroll, 1)
        close = push_button("Close", kind="primary", clicked=self.accept)
        close.setDefault(True)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(foot)
        self.resize(600, min(120 + 42 * len(facts), 600) + 80)
        grow_with_text(self)
