"""Which record this is, on every tab of it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pccdesk.ui import theme
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.labels import ElidedLabel, label
from pccdesk.ui.widgets.status_badge import StatusBadge

_WIDEST, _NAME, _FIRST = 180, 240, 100
"""How wide a fact may be; a longer one, such as a name, leaves room for the organisation's. And
the room that the organisation's name has before the last facts are left out. A reference is
never cut, but what stands in its place may be: an organisation's kind, of more than `_WIDEST`."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a record; `facts` are (label, value), such as amount and owner."""

    reference: str
    name: str
    status: str
    tone: Tone
    facts: tuple[tuple[str, str], ...] = ()
    line: str = ""


class IdentityBar(QFrame):
    """Reference, organisation, status, amount and owner; long names end in “…”."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "identity")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 14)
        row.setSpacing(32)
        left = self._left = QVBoxLayout()
        left.setSpacing(3)
        top = QHBoxLayout()
        top.setSpacing(12)
        self._reference = ElidedLabel("", "strong")
        self._reference.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._badge = StatusBadge()
        top.addWidget(self._reference, _FIRST)
        top.addWidget(self._badge)
        top.addStretch(1)
        left.addLayout(top)
        self._name = ElidedLabel("", "title")
        left.addWidget(self._name)
        self._line = ElidedLabel("", "muted")
        left.addWidget(self._line)
        row.addLayout(left, 1)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(28)
        row.addLayout(self._facts)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row.addLayout(self._buttons)

    def set_identity(self, identity: Identity) -> None:
        """Show another record."""
        self._reference.set_full_text(identity.reference)
        self._name.set_full_text(identity.name)
        self._line.set_full_text(identity.line)
        self._line.setVisible(bool(identity.line))
        self._badge.set_status(identity.status, identity.tone)
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for words, value in identity.facts:
            self._facts.addWidget(_fact(words, value))
        said = [identity.reference, identity.name, f"status {identity.status}"]
        said += [f"{words} {value}" for words, value in identity.facts]
        self.setAccessibleName(", ".join(said))

        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the last facts out where there is no room: a sum cut short reads as another."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Do so too where what is shown takes another room, as with another size of text."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        words = self._reference.wanted()
        self._reference.setMaximumWidth(words)
        self._reference.setMinimumWidth(min(words, theme.scale().pixels(_WIDEST)))
        around, gap = self._row.contentsMargins(), self._row.spacing()
        name = max(self._left.minimumSize().width(), theme.scale().pixels(_NAME))
        room = self.width() - around.left() - around.right() - name
        if self._buttons.count():
            room -= self._buttons.minimumSize().width() + gap
        room -= gap - self._facts.spacing()
        for place in range(self._facts.count()):
            item = self._facts.itemAt(place)
            fact = item.widget() if item is not None else None
            if fact is None:
                continue
            room -= fact.minimumSizeHint().width() + self._facts.spacing()
            if fact.isHidden() is (room >= 0):  # told only where it changes, as Qt asks again
                fact.setVisible(room >= 0)

    def add_beside(self, widget: QWidget) -> None:
        """Add a button on the right, for the record's next action, or words beside one."""
        self._buttons.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


def _fact(words: str, value: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(words, "small"))
    shown: QLabel = label(value, "strong")
    shown.ensurePolished()
    if shown.sizeHint().width() > (widest := theme.scale().pixels(_WIDEST)):
        shown = ElidedLabel(value, "strong")
        shown.setFixedWidth(widest)
    column.addWidget(shown)
    column.addStretch(1)
    return made
