"""A wide button that says what it does in two lines: a title, and what comes of it."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from pccdesk.ui.widgets.buttons import PushButton
from pccdesk.ui.widgets.labels import ElidedLabel, TextType, label
from pccdesk.ui.widgets.sign import Sign

_ICON = 24


class ChoiceButton(PushButton):
    """An icon, a title and a line; `one_line` cuts both short with “…” where there is no room.

    `aside` is a word at the right of the title, such as a person's role.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        line: str,
        clicked: Callable[[], None],
        *,
        one_line: bool = False,
        aside: str = "",
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{line}. {aside}" if aside else line)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(Sign(icon, _ICON, lambda now: now.accent))
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(_words(title, "strong", one_line=one_line), 1)
        if aside:
            head.addWidget(label(aside, "small"))
        words.addLayout(head)
        if line:
            words.addWidget(_words(line, "muted", one_line=one_line))
        row.addLayout(words, 1)
        self.clicked.connect(lambda _checked=False: clicked())
        if one_line:
            self.setMinimumHeight(row.minimumSize().height())

    def sizeHint(self) -> QSize:
        """Return the room that the words take."""
        inside = self.layout()
        return inside.sizeHint() if inside else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least room, which keeps every line of the words."""
        inside = self.layout()
        return inside.minimumSize() if inside else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Tell whether a narrower button is a taller one."""
        inside = self.layout()
        return inside is not None and inside.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the height at which the words fit a width."""
        inside = self.layout()
        return inside.totalHeightForWidth(width) if inside else super().heightForWidth(width)


def _words(text: str, kind: TextType, *, one_line: bool) -> QLabel:
    return ElidedLabel(text, kind) if one_line else label(text, kind, wrap=True)
