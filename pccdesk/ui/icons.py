"""Icons drawn from the shipped SVG files in the palette's colours, sharp at every scaling."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pccdesk.resources import read_text
from pccdesk.ui.palettes import LIGHT, Colours

if TYPE_CHECKING:
    # Its making takes long, and nothing of the first frame shows one.
    from PySide6.QtGui import QIcon

_SIZES = (16, 20)
_RATIOS = (1.0, 2.0, 3.0)
_NAME, _ROLE, _AFTER = "icon_name", "icon_role", "icon_air"
_current: list[Colours] = [LIGHT]
_factor = [1.0]
_wanted: dict[Path, tuple[str, str, int]] = {}


class _TakesIcon(Protocol):
    def setIcon(self, icon: "QIcon") -> None: ...
    def setProperty(self, name: str, value: object, /) -> bool: ...
    def property(self, name: str, /) -> object: ...


def put(target: _TakesIcon, name: str, role: str = "muted", air: int = 0) -> None:
    """Give a button or action an icon that follows later changes of theme.

    `name` is a file of `resources/icons` without its ending; `role` a colour of the palette,
    `air` empty pixels on its right, before the word.
    """
    target.setProperty(_NAME, name)
    target.setProperty(_ROLE, role)
    target.setProperty(_AFTER, air)
    target.setIcon(icon(name, role, air))


def icon(name: str, role: str = "muted", air: int = 0) -> "QIcon":
    """Return an icon in the present theme's colour of a role; prefer `put`, which follows."""
    now = _current[0]
    return _icon(name, str(getattr(now, role)), now.disabled, air, _factor[0])


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return one picture, `size` logical pixels square, for painting."""
    return _drawn(name, colour, size, ratio)


def take_colours(colours: Colours, factor: float = 1.0) -> None:
    """Draw icons from now on in a theme's colours and size of text."""
    _current[0], _factor[0] = colours, factor


def draw_again(target: QObject) -> None:
    """Draw the icon that was `put` on a button or action, if any, in the present colours."""
    name = target.property(_NAME)
    if isinstance(name, str) and hasattr(target, "setIcon"):
        air = target.property(_AFTER)
        target.setIcon(icon(name, str(target.property(_ROLE)), air if isinstance(air, int) else 0))


def picture_file(name: str, colour: str, size: QSize) -> str:
    """Return the path of a PNG, for the stylesheet, which takes pictures from files only.

    It is there once `draw_picture_files` was called.
    """
    path = _folder() / f"{name}-{colour.lstrip('#')}-{size.width()}.png"
    _wanted[path] = (name, colour, size.width())
    return path.as_posix()


def draw_picture_files() -> None:
    """Draw the pictures that a stylesheet names; nothing of the first frame shows one."""
    while _wanted:
        path, (name, colour, side) = _wanted.popitem()
        if not path.exists():
            _drawn(name, colour, side, 1.0).save(str(path))


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pccdesk-theme-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _icon(name: str, colour: str, disabled: str, air: int, factor: float) -> "QIcon":
    from PySide6.QtGui import QIcon

    drawn = QIcon()
    for size in (*_SIZES, *(round(each * factor) for each in _SIZES if factor > 1)):
        for ratio in _RATIOS:
            drawn.addPixmap(_drawn(name, colour, size, ratio, air))
            drawn.addPixmap(_drawn(name, disabled, size, ratio, air), QIcon.Mode.Disabled)
    return drawn


@cache
def _drawn(name: str, colour: str, size: int, ratio: float, air: int = 0) -> QPixmap:
    side = round(size * ratio)
    picture = QPixmap(side + round(air * ratio), side)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = read_text("icons", f"{name}.svg").replace("currentColor", colour)
    text = text.replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(text.encode()))
