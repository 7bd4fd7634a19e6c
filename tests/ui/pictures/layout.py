"""What can be seen to be wrong with a layout without a picture to compare it with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLayout,
    QStackedLayout,
    QStatusBar,
    QToolButton,
    QWidget,
)

from pccdesk.ui.widgets.labels import ElidedLabel
from pccdesk.ui.widgets.scroll_area import ReachableScrollArea
from pccdesk.ui.widgets.wrapped_box import WrappedBox
from tests.ui.walk import visible_widgets

_SLACK = 2
"""Pixels that may be lost to rounding."""


def faults(root: QWidget) -> list[str]:
    """Return what is cut, elided, overlapping or scrolls sideways in a window."""
    shown = visible_widgets(root)
    return [
        *(f"{_call(each)} is cut by its parent" for each in shown if _is_cut(each, root)),
        *(f"{_call(each)} has no room for its words" for each in shown if _is_squeezed(each)),
        *(f"{_call(each)} scrolls sideways" for each in shown if _scrolls_sideways(each)),
        *(f"{_call(one)} overlaps {_call(other)}" for one, other in _overlaps(shown)),
    ]


def _is_cut(widget: QWidget, root: QWidget) -> bool:
    parent = widget.parentWidget()
    if widget is root or parent is None or _is_scrolled(widget):
        return False
    room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    return not room.contains(widget.geometry())


def _is_scrolled(widget: QWidget) -> bool:
    """Whether something stands in a viewport, where the rest is scrolled to, or is Qt's own."""
    parent = widget.parentWidget()
    above = parent.parentWidget() if parent is not None else None
    inside_view = isinstance(above, QAbstractScrollArea) and above.viewport() is parent
    return (
        inside_view
        or widget.objectName().startswith("qt_")
        or isinstance(parent, QAbstractScrollArea)
    )


def _is_squeezed(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel) or not isinstance(widget, QLabel | QAbstractButton):
        return False  # the tooltip of an elided one has it in full
    if isinstance(widget, QToolButton) and _shows_icon_only(widget):
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + _SLACK < widget.heightForWidth(widget.width())
    if isinstance(widget, WrappedBox):
        return widget.height() + _SLACK < widget.sizeHint().height()
    return bool(widget.text()) and widget.width() + _SLACK < widget.sizeHint().width()


def _shows_icon_only(button: QToolButton) -> bool:
    return button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def _scrolls_sideways(widget: QWidget) -> bool:
    return isinstance(widget, ReachableScrollArea) and widget.horizontalScrollBar().maximum() > 0


def _overlaps(shown: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    for parent in shown:
        if isinstance(parent, QStatusBar):
            continue  # Qt makes its layout anew behind PySide's back; `status_bar._Foot` has none
        layout = parent.layout()
        if layout is None:
            continue
        for one, other in combinations(list(_laid_out(layout)), 2):
            both: QRect = one.geometry().intersected(other.geometry())
            if both.width() > _SLACK and both.height() > _SLACK:
                yield one, other


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    if isinstance(layout, QStackedLayout):
        return
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget.isVisible():
            yield widget
        if inner is not None:
            yield from _laid_out(inner)


def _call(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    place = type(widget.parentWidget()).__name__
    return f"{type(widget).__name__} “{(words or widget.accessibleName())[:60]}” in {place}"
