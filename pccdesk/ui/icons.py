"""Icons drawn from the shipped SVG files in the palette's colours, sharp at every scaling."""

import atexit
import shutil
import tempfile
from functools import cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QPushButton

from pccdesk.resources import read_text
from pccdesk.ui.palettes import LIGHT, Colours
from pccdesk.ui.stylesheet import TypeScale

if TYPE_CHECKING:
    # Its making takes long, and nothing of the first frame shows one.
    from PySide6.QtGui import QIcon

_BESIDE_WORDS = 16
_SIZES = (_BESIDE_WORDS, 18, 20)
"""How large icons are at the usual size of text: beside words, alone, and in the bar of pages."""
_FINEST = 2.0
"""A scaling that is drawn for whatever the screens are, as another may be plugged in."""
_NAME, _ROLE, _AFTER = "icon_name", "icon_role", "icon_air"
_current: list[Colours] = [LIGHT]
_scale = [TypeScale()]
_wanted: dict[Path, tuple[str, str, int]] = {}


class _TakesIcon(Protocol):
    def setIcon(self, icon: "QIcon") -> None: ...
    def setProperty(self, name: str, value: object, /) -> bool: ...
    def property(self, name: str, /) -> object: ...


def put(target: _TakesIcon, name: str, role: str = "muted", air: int = 0) -> None:
    """Give a button or action an icon that follows later changes of theme and of text size.

    `name` is a file of `resources/icons` without its ending; `role` a colour of the palette,
    `air` empty pixels on its right, before the word, at the usual size of text; where it is less
    than nothing, on its left, behind the word.
    """
    target.setProperty(_NAME, name)
    target.setProperty(_ROLE, role)
    target.setProperty(_AFTER, air)
    target.setIcon(icon(name, role, air))
    if isinstance(target, QPushButton):  # others go by the stylesheet
        side = _scale[0].pixels(_BESIDE_WORDS)
        target.setIconSize(QSize(side + abs(_scale[0].pixels(air)), side))


def let_stand_alone(button: QPushButton, *, alone: bool, air: int) -> None:
    """Take the air after a button's icon away where it stands without its word, or give it back."""
    name, role = button.property(_NAME), button.property(_ROLE)
    if isinstance(name, str) and button.property(_AFTER) != (0 if alone else air):
        put(button, name, str(role), 0 if alone else air)


def icon(name: str, role: str = "muted", air: int = 0) -> "QIcon":
    """Return an icon in the present theme's colour of a role; prefer `put`, which follows."""
    now = _current[0]
    return _icon(name, str(getattr(now, role)), now.disabled, air, _scale[0], _ratios())


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return one picture, `size` logical pixels square, for painting."""
    return _drawn(name, colour, size, ratio)


def take_look(colours: Colours, scale: TypeScale) -> None:
    """Draw icons from now on in a theme's colours and size of text."""
    _current[0], _scale[0] = colours, scale


def draw_again(target: QObject) -> None:
    """Draw the icon that was `put` on a button or action, if any, in the present colours."""
    name = target.property(_NAME)
    if isinstance(name, str) and hasattr(target, "setIcon"):
        air = target.property(_AFTER)
        put(target, name, str(target.property(_ROLE)), air if isinstance(air, int) else 0)


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
        for times in {1, ceil(max(_ratios(), default=1.0))}:  # Qt looks for “@2x” on its own
            file = path if times == 1 else path.with_stem(f"{path.stem}@{times}x")
            if not file.exists():
                _drawn(name, colour, side * times, 1.0).save(str(file))


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="pccdesk-theme-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _ratios() -> tuple[float, ...]:
    """Return the scalings that the screens have now, each once."""
    return tuple(sorted({each.devicePixelRatio() for each in QGuiApplication.screens()}))


@cache
def _icon(
    name: str, colour: str, disabled: str, air: int, scale: TypeScale, ratios: tuple[float, ...]
) -> "QIcon":
    from PySide6.QtGui import QIcon

    drawn = QIcon()
    after = scale.pixels(air)
    for size in {scale.pixels(each) for each in _SIZES}:
        for ratio in {*ratios, _FINEST}:
            drawn.addPixmap(_drawn(name, colour, size, ratio, after))
            drawn.addPixmap(_drawn(name, disabled, size, ratio, after), QIcon.Mode.Disabled)
    return drawn


@cache
def _drawn(name: str, colour: str, size: int, ratio: float, air: int = 0) -> QPixmap:
    side = round(size * ratio)
    beside = round(air * ratio)
    picture = QPixmap(side + abs(beside), side)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(max(-beside, 0), 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = read_text("icons", f"{name}.svg").replace("currentColor", colour)
    text = text.replace('stroke-width="2"', 'stroke-width="1.75"')
    return QSvgRenderer(QByteArray(text.encode()))
