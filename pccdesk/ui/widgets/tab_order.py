"""The order in which Tab comes to controls, those of several parts among them."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLayout,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)


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


def next_stop(window: QWidget, *, forward: bool) -> QWidget | None:
    """Return where Tab goes to from what has the keyboard, in the order in which one reads.

    Qt's own order is that in which widgets were made; what a page makes later, such as a tab that
    is first come to or the buttons of the next step, would be reached after all else. None where
    the window cannot tell.
    """
    front = window.focusWidget()
    if front is None:
        return None
    seen = list(_as_seen(window, front))
    if front not in seen:
        return None
    if not forward:
        seen.reverse()
    place = seen.index(front)
    return next((each for each in (*seen[place + 1 :], *seen[:place]) if _stops(each)), None)


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Take the keyboard to what is next to be read; tell whether there was such a control."""
    stop = next_stop(window, forward=forward)
    if stop is None:
        return False
    reason = Qt.FocusReason.TabFocusReason
    stop.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _stops(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isEnabled()
        and widget.isVisible()
    )


def _as_seen(widget: QWidget, front: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all that shows in it, from its beginning to its end.

    What has the keyboard is among it even while it is being hidden: Qt then asks for the next.
    """
    yield widget
    for part in _parts(widget):
        if part.isWindow():
            continue
        if part.isVisible() or part is front or part.isAncestorOf(front):
            yield from _as_seen(part, front)


def _parts(widget: QWidget) -> list[QWidget]:
    match widget:
        case QLineEdit() | QComboBox():
            own: list[QWidget | None] = []  # one stop, whatever it is made of
        case QTabWidget():
            own = [widget.tabBar(), widget.currentWidget()]
        case QStackedWidget():
            own = [widget.currentWidget()]
        case QScrollArea():
            own = [widget.widget()]
        case QSplitter():
            own = [widget.widget(place) for place in range(widget.count())]
        case QMainWindow():
            own = [widget.menuBar(), widget.centralWidget(), widget.statusBar()]
        case _:
            return _laid_out(widget)
    return [each for each in own if each is not None]


def _laid_out(widget: QWidget) -> list[QWidget]:
    parts = [each for each in widget.children() if isinstance(each, QWidget)]
    layout = widget.layout()
    placed = [] if layout is None else list(_in_layout(layout, parts))
    return placed + [each for each in parts if each not in placed]


def _in_layout(layout: QLayout, parts: list[QWidget]) -> Iterator[QWidget]:
    """Yield the parts that a layout holds, in its order.

    It is asked where each stands, not what stands at each place: what PySide makes of a layout's
    items can outlive them.
    """
    found: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(each), each) for each in parts]
    within = [each for each in layout.children() if isinstance(each, QLayout)]
    found += [(layout.indexOf(each), each) for each in within]
    for place, each in sorted(found, key=itemgetter(0)):
        if place >= 0 and isinstance(each, QLayout):
            yield from _in_layout(each, parts)
        elif place >= 0 and isinstance(each, QWidget):
            yield each
