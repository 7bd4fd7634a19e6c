"""The order in which Tab comes to controls, those of several parts among them."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_in_tab_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab come to widgets of one window in this order.

    A widget that hands the keyboard on to a part of itself is named before its parts. Qt moves
    the one without the other, and Tab then runs in a circle or past half of a form; so for the
    moment of ordering each is an ordinary stop that hands nothing on.
    """
    ordered = list(widgets)
    proxies = ((each, each.focusProxy()) for each in ordered)
    handed_on = [(each, part) for each, part in proxies if part is not None]
    policies = [each.focusPolicy() for each, _part in handed_on]
    for each, _part in handed_on:
        each.setFocusProxy(None)  # type: ignore[arg-type] # Qt's own word for none
        each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for before, after in pairwise(ordered):
        QWidget.setTabOrder(before, after)
    for (each, part), policy in zip(handed_on, policies, strict=True):
        each.setFocusPolicy(policy)
        each.setFocusProxy(part)


def tab_stops(section: QWidget) -> list[QWidget]:
    """Return what takes the keyboard within a section, in the order in which it was made."""
    return [
        widget
        for widget in section.findChildren(QWidget)
        if (widget.focusPolicy() != Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None)
        and widget.window() is section.window()
        and widget.objectName() != "qt_scrollarea_viewport"
    ]
