"""What a screen reader finds of a locked window: that it is locked, and nothing that stands in it.

A cover hides a window from the eye alone: what is under it would still be read out. So each
covered window answers assistive technology with its cover as the only child, until it is unlocked.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_Event = QAccessible.Event


class CoveredWindow(QAccessibleWidget):
    """A window as it is told to assistive technology while it is covered."""

    def __init__(self, window: QWidget, cover: QWidget, name: str) -> None:
        super().__init__(window, QAccessible.Role.Window, name)
        self._cover, self._name = cover, name

    def childCount(self) -> int:
        """Return one: the cover."""
        return 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override] # no child is none
        """Return the cover."""
        return QAccessible.queryAccessibleInterface(self._cover) if index == 0 else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return nought for the cover; nothing else is a child."""
        return 0 if child.object() is self._cover else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override] # noqa: ARG002 - as Qt calls it
        """Return the cover, which is everywhere."""
        return self.child(0)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override] # as above
        """Return nothing: whatever has the keyboard in here cannot be used."""
        return None

    def text(self, kind: QAccessible.Text) -> str:
        """Return that it is locked, and no description."""
        return self._name if kind is QAccessible.Text.Name else ""


def hide_from_readers(window: QWidget, cover: QWidget, name: str) -> CoveredWindow:
    """Answer for a window with its cover alone; give back what answers, to be kept."""
    if QAccessible.isActive():  # somebody listens, and may hold on to what they have read
        for each in _children(window, cover):
            QAccessible.updateAccessibility(QAccessibleEvent(each, _Event.ObjectDestroyed))
        for each in window.findChildren(QWidget):
            if each is not cover:
                _forget(each)
    _forget(window)
    covered = CoveredWindow(window, cover, name)
    QAccessible.registerAccessibleInterface(covered)
    return covered


def show_to_readers(window: QWidget, covered: CoveredWindow, cover: QWidget) -> None:
    """Let a window answer for itself again."""
    if isValid(covered):
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(covered))
    if QAccessible.isActive():
        for each in _children(window, cover):
            QAccessible.updateAccessibility(QAccessibleEvent(each, _Event.ObjectCreated))


def _children(window: QWidget, cover: QWidget) -> list[QWidget]:
    found = window.findChildren(QWidget, options=_DIRECT)
    return [each for each in found if each is not cover and not each.isWindow()]


def _forget(widget: QObject) -> None:
    """Drop what answered for a widget until now, also to who asks for it by its number."""
    known = QAccessible.queryAccessibleInterface(widget)
    if known is not None:
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))
