"""Tab through a window with real keys, and what is wrong on the way, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QTabWidget,
    QWidget,
)

from pccdesk.ui import theme
from pccdesk.ui.palettes import contrast
from tests.ui.walk import visible_widgets

MOST = 250
"""Stops after which a round that has not closed is no round."""
SEEN = 3.0
"""The contrast between a control with and without the keyboard that WCAG 2.2 asks for."""


def stops(root: QWidget) -> list[QWidget]:
    """Return what Tab should come to: all that can be seen, is not greyed out and takes keys."""
    return [
        each
        for each in visible_widgets(root)
        if each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not isinstance(each.parent(), QLineEdit | QComboBox)
        and not isinstance(each, QTabWidget)  # its bar takes the keys
    ]


def tab_round(root: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> Iterator[QWidget]:
    """Press Tab until it comes back to where it began; yield each stop while it has the keys."""
    met: list[QWidget] = []
    for _ in range(MOST):
        where = QApplication.focusWidget() or root
        QTest.keyClick(where, key)
        found = QApplication.focusWidget()
        if found is None or found in met:
            return
        met.append(found)
        yield found


def faults(root: QWidget) -> list[str]:
    """Return what is wrong in a window for those who have no mouse."""
    root.activateWindow()
    QTest.qWaitForWindowActive(root)
    wanted = stops(root)
    met: list[QWidget] = []
    found: list[str] = []
    pictures: dict[int, QImage] = {}
    for each in tab_round(root):
        met.append(each)
        if not _in_sight(each):
            found.append(f"{_call(each)} has the keyboard and cannot be seen")
        pictures[id(each)] = picture(each)
    _take_keys_away()
    found += [
        f"{_call(each)} looks the same with the keyboard and without"
        for each in met
        if not shows_focus(pictures[id(each)], picture(each))
    ]
    missed = [each for each in wanted if each not in met and not _is_other_choice(each, met)]
    found += [f"{_call(each)} is not reached by Tab" for each in missed]
    return found


def picture(widget: QWidget) -> QImage:
    """Draw a control as it is now, on the ground that controls stand on."""
    drawn = QImage(widget.size(), QImage.Format.Format_RGB32)
    drawn.fill(QColor(theme.colours().surface))
    widget.render(drawn, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    return drawn


def shows_focus(focused: QImage, plain: QImage) -> bool:
    """Tell whether enough of a control changed, and strongly enough, to show the keyboard."""
    if focused.size() != plain.size():
        return True
    enough = 2 * min(plain.width(), plain.height())
    changed = 0
    for y in range(plain.height()):
        if focused.constScanLine(y) == plain.constScanLine(y):
            continue
        for x in range(plain.width()):
            one, other = focused.pixel(x, y), plain.pixel(x, y)
            if one != other and contrast(_hex(one), _hex(other)) >= SEEN:
                changed += 1
                if changed >= enough:
                    return True
    return False


def _hex(pixel: int) -> str:
    return QColor(pixel & 0xFFFFFF).name()


def _take_keys_away() -> None:
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    QApplication.processEvents()


def _in_sight(widget: QWidget) -> bool:
    """Whether a control shows as a whole, or as much as its scrolling area has room for."""
    room = widget.rect()
    above = widget.parentWidget()
    area = widget.window().rect()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            area = area.intersected(QRect(QPoint(), above.viewport().size()))
        above = above.parentWidget()
    seen = widget.visibleRegion().boundingRect()
    return (
        seen.width() >= min(room.width(), area.width()) - 2
        and seen.height() >= min(room.height(), area.height()) - 2
    )


def _is_other_choice(widget: QWidget, met: list[QWidget]) -> bool:
    """Whether arrows reach a round button from one of its group that Tab came to."""
    if not isinstance(widget, QRadioButton):
        return False
    return any(isinstance(each, QRadioButton) and each.parent() is widget.parent() for each in met)


def _call(widget: QWidget) -> str:
    above = widget.parentWidget()
    place = type(above).__name__ if above is not None else ""
    return f"{type(widget).__name__} “{widget.accessibleName()}” in {place}"
