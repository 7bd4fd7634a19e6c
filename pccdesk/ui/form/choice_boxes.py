"""Several of a few choices as tick boxes, and one of two as round buttons."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pccdesk.ui import theme
from pccdesk.ui.plain_text import plain_words
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.wrapped_box import LEAST, SIGN, in_lines

_ACROSS, _USUAL = 16, 640
"""Pixels between columns, and of the group before it is shown."""
_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class ChoiceBoxes(QWidget):
    """Tick boxes in columns; arrows move, a letter jumps, Space ticks, Tab leaves.

    The value is the chosen codes in the order in which they were ticked. With `lead`, a line
    says which of several comes first.
    """

    changed = Signal()

    def __init__(
        self, choices: Sequence[tuple[str, str]] = (), columns: int = 1, lead: str = ""
    ) -> None:
        super().__init__()
        self._columns, self._lead = columns, lead
        self._boxes: dict[str, QCheckBox] = {}
        self._order: list[str] = []
        self._here: QCheckBox | None = None
        self._abreast = columns
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_ACROSS)
        self._grid.setVerticalSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._grid)
        self._line = label("", "small", wrap=True)
        self._line.hide()
        column.addWidget(self._line)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; what is ticked and still offered stays ticked."""
        if [(code, box.accessibleName()) for code, box in self._boxes.items()] == list(choices):
            return
        kept = [code for code in self._order if code in dict(choices)]
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._boxes = {code: self._box(code, words) for code, words in choices}
        self._lay_out()
        self.set_value(tuple(kept))
        self._rove(next(iter(self._boxes.values()), None))

    def value(self) -> tuple[str, ...]:
        """Return the chosen codes, first ticked first."""
        return tuple(self._order)

    def words(self) -> tuple[str, ...]:
        """Return the chosen ones in words, first ticked first."""
        return tuple(self._boxes[code].accessibleName() for code in self._order)

    def set_value(self, value: Sequence[str] | None) -> None:
        """Tick these codes in this order; unknown ones are left out."""
        wanted = [code for code in dict.fromkeys(value or ()) if code in self._boxes]
        self._order = []
        for code, box in self._boxes.items():
            box.blockSignals(True)
            box.setChecked(code in wanted)
            box.blockSignals(False)
        self._order = wanted
        self._tell()

    def typed(self) -> list[str]:
        """Return the chosen codes for a kept draft."""
        return list(self._order)

    def put_typed(self, kept: Any) -> None:
        """Tick what a kept draft had ticked."""
        self.set_value([each for each in kept if isinstance(each, str)] if kept else ())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with arrows and letters, and let Tab leave the group as a whole."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QCheckBox):
            self._rove(watched)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._move(watched, event)
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the longest word in one column: long choices break into lines."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.scale().pixels(LEAST)), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in fewer columns, and break the lines of long choices, where there is no room."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.width() if self.isVisible() else theme.scale().pixels(_USUAL)
        sign = theme.scale().pixels(SIGN)
        widths = [
            box.fontMetrics().horizontalAdvance(box.accessibleName()) + sign
            for box in self._boxes.values()
        ]
        widest = max(widths, default=1) + _ACROSS
        abreast = max(1, min(self._columns, (room + _ACROSS) // widest))
        for box in self._boxes.values():
            words = in_lines(box, box.accessibleName(), room - sign)
            if box.text() != words:
                box.setText(words)
        if abreast == self._abreast and self._grid.count() == len(self._boxes):
            return
        self._abreast = abreast
        down = -(-len(self._boxes) // abreast) or 1
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place % down, place // down)

    def _box(self, code: str, words: str) -> QCheckBox:
        box = QCheckBox(plain_words(words))
        box.setAccessibleName(words)
        box.toggled.connect(lambda ticked, code=code: self._ticked(code, ticked))
        box.installEventFilter(self)
        return box

    def _ticked(self, code: str, ticked: bool) -> None:
        self._order = [each for each in self._order if each != code] + [code] * ticked
        self._tell()

    def _tell(self) -> None:
        shown = bool(self._lead) and len(self._order) > 1
        if shown:
            name = self._boxes[self._order[0]].accessibleName()
            self._line.setText(self._lead.format(name))
        self._line.setVisible(shown)
        self.changed.emit()

    def _move(self, watched: QObject, event: QKeyEvent) -> bool:
        boxes = list(self._boxes.values())
        if watched not in boxes:
            return False
        here = boxes.index(watched)
        step = _KEYS.get(Qt.Key(event.key()))
        letter = event.text().casefold()
        if step is not None:
            target = boxes[(here + step) % len(boxes)]
        elif letter.isalpha() and not event.modifiers():
            rest = boxes[here + 1 :] + boxes[: here + 1]
            target = next(
                (box for box in rest if box.accessibleName().casefold().startswith(letter)),
                boxes[here],
            )
        else:
            return False
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _rove(self, chosen: QCheckBox | None) -> None:
        for box in self._boxes.values():
            here = box is chosen
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self._here = chosen

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard onto the box that Tab comes to.

        No focus proxy: a screen reader is to hear the box's own name, and Qt's Tab goes round in
        circles between groups whose proxies move.
        """
        if self._here is not None:
            self._here.setFocus(reason)


class YesNo(QWidget):
    """Yes or no as two round buttons; neither until one is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QRadioButton] = {}
        for code, words in (("yes", "Yes"), ("no", "No")):
            button = QRadioButton(words)
            button.setAccessibleName(words)
            button.toggled.connect(lambda _=False: self.changed.emit())
            self._group.addButton(button)
            self._buttons[code] = button
            row.addWidget(button)
        row.addStretch(1)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard onto the chosen answer, or the first."""
        self._buttons[self.value() or "yes"].setFocus(reason)

    def setAccessibleName(self, name: str) -> None:
        """Say the question with each of the two answers."""
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.text()}")

    def value(self) -> str:
        """Return `yes`, `no`, or nothing."""
        return next((code for code, each in self._buttons.items() if each.isChecked()), "")

    def set_value(self, value: str | None) -> None:
        """Choose an answer; anything else chooses none."""
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == value)
        self._group.setExclusive(True)
        restyle(self, "answered", bool(value))

    def typed(self) -> str:
        """Return the answer for a kept draft."""
        return self.value()

    def put_typed(self, kept: Any) -> None:
        """Choose what a kept draft had chosen."""
        self.set_value(kept if isinstance(kept, str) else "")
