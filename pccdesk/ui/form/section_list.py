"""The form's sections at its left: each jumps to its place and says how it stands."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from pccdesk.ui import icons, theme
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import plain_tip

_FORM = 640
"""Pixels, at the usual size of text, that the form needs beside the list."""
_WIDE, _WIDEST, _PAD, _SIGN = 264, 400, 10, 16
_Index = QModelIndex | QPersistentModelIndex


class Standing(StrEnum):
    """How a section stands."""

    COMPLETE = "complete"
    TO_DO = "to do"
    TO_CHECK = "to check"


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section's heading, how it stands, and how many of its fields are meant."""

    code: str
    heading: str
    standing: Standing
    count: int = 0

    @property
    def words(self) -> str:
        """How the section stands: `Complete`, `3 to complete`, `1 to check`."""
        if self.standing is Standing.COMPLETE:
            return "Complete"
        return f"{self.count} to {'check' if self.standing is Standing.TO_CHECK else 'complete'}"

    @property
    def brief(self) -> str:
        """The same in the room of a line: `3 to do`, `1 to check`, nothing where complete."""
        return "" if self.standing is Standing.COMPLETE else f"{self.count} {self.standing.value}"


_STATE = Qt.ItemDataRole.UserRole
_SIGNS = {
    Standing.COMPLETE: ("circle-check", "success"),
    Standing.TO_DO: ("circle", "neutral"),
    Standing.TO_CHECK: ("triangle-alert", "warning"),
}


class SectionList(QListWidget):
    """Sections in the paper form's order; Enter or a click jumps."""

    jumped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "sections")
        self.setAccessibleName("Sections of the form")
        self.setFixedWidth(min(theme.scale().pixels(_WIDE), _WIDEST))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setItemDelegate(_SectionDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("quiet", True)
        self.itemActivated.connect(self._jump)
        self.itemClicked.connect(self._jump)

    def set_states(self, states: tuple[SectionState, ...]) -> None:
        """Show how the sections stand; the marked one stays marked."""
        if self.count() != len(states):
            self.clear()
            for _state in states:
                self.addItem(QListWidgetItem())
        for row, state in enumerate(states):
            item = self.item(row)
            item.setData(_STATE, state)
            said = f"{state.heading}: {state.words}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(plain_tip(said))
        if self.currentRow() < 0 and states:
            self.setCurrentRow(0)

    def states(self) -> tuple[SectionState, ...]:
        """Return what is shown."""
        return tuple(self.item(row).data(_STATE) for row in range(self.count()))

    def mark(self, code: str) -> None:
        """Mark the section that the officer is in."""
        for row, state in enumerate(self.states()):
            if state.code == code and row != self.currentRow():
                self.setCurrentRow(row)

    def _jump(self, item: QListWidgetItem) -> None:
        self.jumped.emit(item.data(_STATE).code)


class _SectionDelegate(QStyledItemDelegate):
    """Draws a section: its sign, its heading, and at the right how it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, option.fontMetrics.lineSpacing() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        state = index.data(_STATE)
        if not isinstance(state, SectionState):
            return
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        flags = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, flags)
        sign, tone = _SIGNS[state.standing]
        edge = theme.colours().tone(Tone(tone)).edge
        side = theme.scale().pixels(_SIGN)
        picture = icons.pixmap(sign, edge, side, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + _PAD, rect.top() + (rect.height() - side) // 2, picture)
        words = rect.adjusted(_PAD + side + 10, 0, -_PAD, 0)
        self._words(painter, words, state, chosen=bool(flags & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, flags: QStyle.StateFlag) -> None:
        colours = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        if flags & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.selection))
            painter.drawRoundedRect(rect, 6, 6)
        elif flags & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(rect, 6, 6)
        if flags & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(rect, 6, 6)

    def _words(self, painter: QPainter, rect: QRect, state: SectionState, *, chosen: bool) -> None:
        colours = theme.colours()
        middle = Qt.AlignmentFlag.AlignVCenter
        font = QFont(painter.font())
        font.setPixelSize(theme.scale().small)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, state.brief)
        used = painter.fontMetrics().horizontalAdvance(state.brief) + 8
        font.setPixelSize(theme.scale().body)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_selection if chosen else colours.text))
        room = rect.adjusted(0, 0, -used, 0)
        shown = painter.fontMetrics().elidedText(
            state.heading, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, shown)


class SectionPanel(QWidget):
    """The list in a column of its own; in a narrow page or large text the form has the room.

    Alt+Page Down and Alt+Page Up go through the sections with and without it.
    """

    def __init__(self, sections: SectionList, page: QWidget) -> None:
        super().__init__()
        self._sections, self._page = sections, page
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 0, 16)
        column.addWidget(sections)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the room that the form would have beside the list."""
        if event.type() == QEvent.Type.Resize and watched is self._page:
            room = self._page.width() - self._sections.width()
            self.setVisible(room >= theme.scale().pixels(_FORM))
        return super().eventFilter(watched, event)
