"""A scrolling area for the keyboard: it scrolls by keys, and shows whole what has the keys."""

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AIR = 12
"""Pixels that stay free around what is scrolled into view."""


class ReachableScrollArea(QScrollArea):
    """Tab stops at it only where it scrolls and nothing in it can be stopped at.

    A control inside passes Page Down and the like on to it; a page of words has none. A field
    that the keyboard comes to is shown with its label, not only the line of its cursor.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("focusPolicy", "NoFocus")
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_again)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._decide())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        """Decide anew once it is known what can be seen."""
        super().showEvent(event)
        self._decide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Home and End too."""
        if not self.scroll_by(event):
            super().keyPressEvent(event)

    def scroll_by(self, event: QKeyEvent) -> bool:
        """Scroll a page on or back, or to an end; tell whether the key is one for that."""
        from PySide6.QtCore import Qt

        bar, key = self.verticalScrollBar(), Qt.Key
        places = {
            key.Key_PageDown: bar.value() + bar.pageStep(),
            key.Key_PageUp: bar.value() - bar.pageStep(),
            key.Key_Home: bar.minimum(),
            key.Key_End: bar.maximum(),
        }
        place = next((at for each, at in places.items() if event.key() == each), None)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if place is None or held != Qt.KeyboardModifier.NoModifier or not self._scrolls():
            return False
        bar.setValue(place)
        return True

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the keyboard came to; a mouse is there already."""
        inside = self.widget()
        if inside is None or now is None:
            return
        if now is inside or not inside.isAncestorOf(now):
            return
        if self._scrolls():  # asked first, as Qt's enumerations would be made for the mouse's
            if QApplication.mouseButtons():
                return
            self._show(now)
        self._later.start()  # what was put here in this turn of the window is laid out behind it

    def _show_again(self) -> None:
        inside, now = self.widget(), QApplication.focusWidget()
        if inside is None or now is None or not inside.isAncestorOf(now) or not self._scrolls():
            return
        if not QApplication.mouseButtons():
            self._show(now)

    def _show(self, now: QWidget) -> None:
        inside = self.widget()
        if inside is None:
            return
        for wanted in (_field_of(now), now):
            room = QRect(wanted.mapTo(inside, QPoint()), wanted.size())
            if room.height() + 2 * _AIR <= self.viewport().height():
                self._show_whole(room)
                return

    def _show_whole(self, room: QRect) -> None:
        bar = self.verticalScrollBar()
        above, below = room.top() - _AIR, room.bottom() + _AIR - self.viewport().height()
        bar.setValue(min(max(bar.value(), below), above))

    def _decide(self) -> None:
        is_stop = self._scrolls() and not self._has_stop()
        self.setProperty("focusPolicy", "StrongFocus" if is_stop else "NoFocus")
        if not self.accessibleName():
            self.setAccessibleName(self._name_around())

    def _scrolls(self) -> bool:
        return self.verticalScrollBar().maximum() > 0

    def _name_around(self) -> str:
        above: QWidget | None = self.parentWidget()
        while above is not None:
            if name := above.accessibleName() or above.windowTitle():
                return name
            above = above.parentWidget()
        return ""

    def _has_stop(self) -> bool:
        from PySide6.QtCore import Qt

        inside = self.widget()
        if inside is None:
            return False
        return any(
            each.isVisibleTo(inside)
            and each.isEnabled()
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            for each in inside.findChildren(QWidget)
        )


def _field_of(control: QWidget) -> QWidget:
    """Return the field with label and hint that a control stands in, else the control."""
    above: QWidget | None = control
    while above is not None and not above.isWindow():
        if above.property("role") == "field":
            return above
        above = above.parentWidget()
    return control
