"""From one look to the next while the window stays live: what is in sight first, then the rest.

Qt restyles every widget there is, twice, before it does anything else: 1.4 s after a day's work.
So the widgets are kept out of that, by the two marks that Qt looks at, and are restyled here a few
at a time. A window keeps its old picture until all that is in sight in it has the new look.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from pccdesk.ui import icons

_SLICE = 0.006
"""Seconds of work before the window's other events have their turn."""
_PAINTED = 15
"""Milliseconds that are left to the window, to place and paint what is in sight."""
_OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle
_STYLED = Qt.WidgetAttribute.WA_WState_Polished


Steps = Generator[None, None, None]


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a widget is marked with while nothing is restyled."""

    has_own_style: bool
    is_styled: bool


class Restyling(QObject):
    """Takes every widget over to the look that the program was given."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[QWidget, _Marks] = {}
        self._covered: list[QWidget] = []
        self._steps: Steps | None = None
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._go_on)

    def begin(self, put_on: Callable[[], Steps], tell: Callable[[], None]) -> None:
        """Go over in slices; a change that is under way gives way to this one.

        `put_on` gives the program its new sheet, palette and typeface; `tell` is called once all
        that is in sight has them.
        """
        self._give_up()
        self._steps = self._all_steps(put_on, tell)
        self._turn.start(0)
        self._go_on()

    def finish(self) -> None:
        """Do here and now what is still to be done."""
        for _ in self._steps or ():
            pass
        self._end()

    def finish_for(self, page: QWidget) -> None:
        """Restyle a page that is about to be shown, if it still waits."""
        if self._waiting:
            for each in (page, *page.findChildren(QWidget)):
                for _ in self._restyle(each):
                    pass

    def busy(self) -> bool:
        """Whether anything still waits for the new look."""
        return self._steps is not None

    def _go_on(self) -> None:
        self._turn.setInterval(0)
        until = perf_counter() + _SLICE
        for _ in self._steps or ():
            if perf_counter() > until or self._turn.interval():
                return
        self._end()

    def _end(self) -> None:
        self._steps = None
        self._turn.stop()

    def _give_up(self) -> None:
        """Leave a change that is under way, with every widget marked as it was."""
        self._end()
        for widget, marks in self._waiting.items():
            if isValid(widget):
                _mark(widget, marks)
        self._waiting.clear()
        self._uncover()

    def _all_steps(self, put_on: Callable[[], Steps], tell: Callable[[], None]) -> Steps:
        self._covered = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        for window in self._covered:
            window.setUpdatesEnabled(False)
        for widget in QApplication.allWidgets():
            if not isValid(widget):  # it went between two slices
                continue
            self._waiting[widget] = _Marks(
                widget.testAttribute(_OWN_STYLE), widget.testAttribute(_STYLED)
            )
            _mark(widget, _Marks(has_own_style=True, is_styled=False))
            yield
        keeper = QWidget()  # what the sheet took from each widget is forgotten with the last sheet
        keeper.setStyleSheet("* { }")
        yield from put_on()
        del keeper
        for window in self._covered:
            for widget in _in_sight(window):
                yield from self._restyle(widget)
        tell()
        yield
        self._uncover()
        self._turn.setInterval(_PAINTED)
        yield
        while self._waiting:
            yield from self._restyle(next(iter(self._waiting)))

    def _restyle(self, widget: QWidget) -> Steps:
        marks = self._waiting.pop(widget, None)
        if marks is None or not isValid(widget):
            return
        _mark(widget, marks)
        if marks.is_styled:
            widget.style().polish(widget)
            QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        for each in (widget, *widget.actions()):
            if isValid(each):
                icons.draw_again(each)
            yield

    def _uncover(self) -> None:
        for window in self._covered:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._covered.clear()


def _mark(widget: QWidget, marks: _Marks) -> None:
    widget.setAttribute(_OWN_STYLE, marks.has_own_style)
    widget.setAttribute(_STYLED, marks.is_styled)


def _in_sight(widget: QWidget) -> Iterator[QWidget]:
    """Give a window's widgets from the outside in, apart from pages and tabs behind others.

    What is hidden for another reason counts: it may take part in the room that others are given.
    """
    if not isValid(widget):
        return
    is_stack, children = isinstance(widget, QStackedWidget), widget.children()
    yield widget
    for child in children:
        if not isinstance(child, QWidget) or not isValid(child) or child.isWindow():
            continue
        if not (is_stack and child.isHidden()):
            yield from _in_sight(child)
