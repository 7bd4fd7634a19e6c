"""The quiet side of the start window: which program this is, its version, and help."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pccdesk import __version__
from pccdesk.ui import theme
from pccdesk.ui.start.step import Ask
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.sign import Sign

_ICON = 44
_WIDE, _WIDEST, _BESIDE = 268, 440, 380
"""How wide it is, at most with larger text, and what a step needs beside it."""


class BrandPanel(QFrame):
    """The program's sign, name and purpose; at the foot help and the version."""

    def __init__(self, ask_help: Ask) -> None:
        super().__init__()
        self.setProperty("role", "brand")
        self.setFixedWidth(min(theme.scale().pixels(_WIDE), _WIDEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 32, 23, 24)
        column.setSpacing(6)
        column.addWidget(Sign("hand-coins", _ICON, lambda now: now.accent))
        column.addSpacing(10)
        column.addWidget(label("PCCDesk", "title"))
        column.addWidget(
            label("The grants desk of a police and crime commissioner’s office", "muted", wrap=True)
        )
        column.addStretch(1)
        more = push_button("Help with this page (F1)", kind="link", clicked=ask_help)
        at_left = QHBoxLayout()
        at_left.addWidget(more)
        at_left.addStretch(1)
        column.addLayout(at_left)
        column.addWidget(label(f"Version {__version__}", "small"))

    def leaves_enough_of(self, width: int) -> bool:
        """Tell whether a window so wide has room for a step beside this panel."""
        return width - self.width() >= theme.scale().pixels(_BESIDE)
