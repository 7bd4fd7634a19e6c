"""The one look of the window: palette, typeface and stylesheet, applied in one call."""

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.resources import resource_path
from pccdesk.ui import icons
from pccdesk.ui.palettes import LIGHT, PALETTES, Colours, Mode
from pccdesk.ui.stylesheet import TypeScale, stylesheet

if TYPE_CHECKING:
    from pccdesk.ui.restyling import Restyling, Steps

_HALF = 128
"""Of the lightness of a colour, which goes to 255."""
_FAMILIES = ("Inter", "Noto Sans", "Segoe UI", "DejaVu Sans")


class _Theme(QObject):
    """What is applied now; `changed` tells widgets that paint themselves to paint again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_on = False
        self.colours = LIGHT
        self.scale = TypeScale()
        self._restyling: Restyling | None = None

    def restyling(self) -> "Restyling":
        """Return what takes open windows from one look to the next."""
        if self._restyling is None:
            from pccdesk.ui.restyling import Restyling

            self._restyling = Restyling()
        return self._restyling


@cache
def theme() -> _Theme:
    """Return the one theme of the running program."""
    return _Theme()


def colours() -> Colours:
    """Return the colours in use; ask while painting, never keep them."""
    return theme().colours


def scale() -> TypeScale:
    """Return the type scale in use."""
    return theme().scale


def apply(
    app: QApplication,
    mode: Mode = Mode.SYSTEM,
    text_factor: float = 1.0,
    *,
    for_first_frame: bool = False,
) -> None:
    """Give the whole program one look: Fusion, our palette, typeface, icons and stylesheet.

    `text_factor` is 0.875 to 2.25. May be called again at any time; open windows follow before
    it returns. `for_first_frame` leaves `icons.draw_picture_files` until that is painted.
    """
    now = theme()
    if not now.is_on:
        _take(app, mode, text_factor)
        now.is_on = True
        for _ in _put_on(app, draw_pictures=not for_first_frame):
            pass
        return
    change(app, mode, text_factor)
    now.restyling().finish()


def change(app: QApplication, mode: Mode, text_factor: float) -> None:
    """Go over to another look while the windows stay live; what is in sight comes first."""
    _take(app, mode, text_factor)
    now = theme()
    now.restyling().begin(lambda: _put_on(app), now.changed.emit)


def _take(app: QApplication, mode: Mode, text_factor: float) -> None:
    now = theme()
    now.colours, now.scale = PALETTES[_resolved(app, mode)], TypeScale(text_factor)
    icons.take_look(now.colours, now.scale)


def _put_on(app: QApplication, *, draw_pictures: bool = True) -> "Steps":
    now = theme()
    # Off first: Qt goes through all widgets once for each of them where it has a sheet already.
    app.setStyleSheet("")
    yield
    app.setFont(_font(now.scale))
    app.setPalette(_palette(now.colours))
    QToolTip.setFont(app.font())
    sheet = stylesheet(now.colours, now.scale, _pictures(now.colours, now.scale))
    if draw_pictures:
        icons.draw_picture_files()
    yield
    app.setStyleSheet(sheet)
    yield


def _resolved(app: QApplication, mode: Mode) -> Mode:
    if mode is not Mode.SYSTEM:
        return mode
    return Mode.DARK if _system_is_dark(app) else Mode.LIGHT


def _system_is_dark(app: QApplication) -> bool:
    """Tell what the desktop is set to; at the start by its palette, which ours then replaces.

    To ask for it by name makes all of Qt's enumerations, which takes a tenth of the start.
    """
    if not theme().is_on:
        return app.palette().color(QPalette.ColorRole.Window).lightness() < _HALF
    from PySide6.QtCore import Qt

    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


@cache
def _family() -> str:
    """Load the shipped typeface once; fall back on what the system has."""
    loaded = -1
    with suppress(EnvironmentFailed):  # the system's own typeface serves as well
        for path in sorted(resource_path("fonts", "interface").glob("*.ttf")):
            loaded = QFontDatabase.addApplicationFont(str(path))
    if loaded >= 0:  # to ask for all families would make Qt look through the system's fonts
        return QFontDatabase.applicationFontFamilies(loaded)[0]
    present = set(QFontDatabase.families())
    found = (family for family in _FAMILIES if family in present)
    return next(found, QFontInfo(QFont()).family())


def _font(type_scale: TypeScale) -> QFont:
    font = QFont(_family())
    font.setPixelSize(type_scale.body)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _palette(chosen: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in {
        role.Window: chosen.window,
        role.WindowText: chosen.text,
        role.Base: chosen.surface,
        role.AlternateBase: chosen.window,
        role.Text: chosen.text,
        role.Button: chosen.surface,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.on_accent,
        role.Highlight: chosen.selection,
        role.HighlightedText: chosen.on_selection,
        role.Link: chosen.link,
        role.LinkVisited: chosen.link,
        role.ToolTipBase: chosen.tooltip,
        role.ToolTipText: chosen.on_tooltip,
        role.PlaceholderText: chosen.muted,
        role.Mid: chosen.border,
        role.Midlight: chosen.hover,
        role.Light: chosen.surface,
        role.Dark: chosen.control_border,
        role.Shadow: chosen.border,
        role.Accent: chosen.accent,
    }.items():
        palette.setColor(target, QColor(colour))
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(chosen.disabled))
    return palette


def _pictures(chosen: Colours, type_scale: TypeScale) -> dict[str, str]:
    """Return the few pictures that a stylesheet can only take from files, drawn afresh."""
    wanted = {
        "chevron": ("chevron-down", chosen.muted, type_scale.arrow),
        "left": ("chevron-left", chosen.muted, type_scale.arrow),
        "right": ("chevron-right", chosen.muted, type_scale.arrow),
        "up": ("chevron-up", chosen.accent, type_scale.sort_arrow),
        "down": ("chevron-down", chosen.accent, type_scale.sort_arrow),
        "tick": ("check", chosen.on_accent, type_scale.box),
        "menu_tick": ("check", chosen.text, type_scale.arrow),
    }
    return {
        name: icons.picture_file(icon, colour, QSize(size, size))
        for name, (icon, colour, size) in wanted.items()
    }
