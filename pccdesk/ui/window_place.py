"""Where a window stood and how large it was, remembered for each arrangement of screens."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from pccdesk.ui.window_settings import WindowSettings

_FRAME = QSize(16, 40)
"""Room for the desktop's own frame and title bar, which are known only once it is shown."""
_SEEN = QSize(120, 40)
"""What must lie on a screen for a window to count as visible and to be dragged."""
_STEP = 32
_NUMBERS = 5


def arrangement() -> str:
    """Return a name for the screens as they stand now, such as `1366x768+0+0`."""
    shapes = (screen.geometry() for screen in QGuiApplication.screens())
    return " ".join(
        sorted(f"{each.width()}x{each.height()}{each.x():+d}{each.y():+d}" for each in shapes)
    )


def keep_place(window: QWidget, settings: WindowSettings, kind: str) -> None:
    """Remember a window's place under its kind and the present screens."""
    at = window.normalGeometry() if window.isMaximized() else window.geometry()
    if at.isValid():
        numbers = [at.x(), at.y(), at.width(), at.height(), int(window.isMaximized())]
        settings.keep(_key(kind), numbers)


def restore_place(
    window: QWidget, settings: WindowSettings, kind: str, usual: QSize, beside: list[QPoint]
) -> None:
    """Put a window where its kind last stood on these screens, wholly visible.

    `beside` are the corners of windows that are open; a new one steps aside from them.
    """
    numbers = _numbers(settings.value(_key(kind)))
    if len(numbers) != _NUMBERS:
        window.resize(fitted(QRect(QPoint(), usual), _screens()).size())
        return
    x, y, width, height, maximised = numbers
    at = fitted(QRect(x, y, width, height), _screens())
    while at.topLeft() in beside:
        at.adjust(_STEP, _STEP, 0, 0)  # its far corner stays: it was on the screen
    window.setGeometry(at)
    if maximised:
        window.showMaximized()


def fitted(at: QRect, screens: list[QRect]) -> QRect:
    """Return a place no larger than its screen and visible on it.

    `screens` are what windows may cover, the main screen first; a place that none of them shows
    comes to the middle of the main one.
    """
    if not screens:
        return at
    shares = [_area(screen.intersected(at)) for screen in screens]
    best = screens[shares.index(max(shares))]
    seen = best.intersected(QRect(at.topLeft(), QSize(at.width(), _SEEN.height())))
    size = at.size().boundedTo(best.size() - _FRAME)
    placed = QRect(at.topLeft(), size)
    if seen.width() < _SEEN.width() or seen.height() < _SEEN.height():
        placed.moveCenter(screens[0].center())
        best = screens[0]
    room = best.adjusted(0, _FRAME.height(), 0, 0)
    placed.moveLeft(max(room.left(), min(placed.left(), room.right() - placed.width())))
    placed.moveTop(max(room.top(), min(placed.top(), room.bottom() - placed.height())))
    return placed


def _screens() -> list[QRect]:
    main = QGuiApplication.primaryScreen()
    others = [each for each in QGuiApplication.screens() if each is not main]
    return [each.availableGeometry() for each in (main, *others) if each is not None]


def _numbers(kept: object) -> list[int]:
    return [each for each in kept if isinstance(each, int)] if isinstance(kept, list) else []


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())


def _key(kind: str) -> str:
    return f"place/{kind}/{arrangement()}"
