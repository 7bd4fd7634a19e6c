import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from pccdesk.resources import resource_path
from pccdesk.ui import icons, navigation, theme
from pccdesk.ui.actions import ACTIONS
from pccdesk.ui.palettes import LIGHT, PALETTES, Mode
from pccdesk.ui.stylesheet import TypeScale, stylesheet


@pytest.mark.parametrize("mode", sorted(PALETTES))
def test_a_theme_reaches_the_whole_program(qapp: QApplication, mode: Mode) -> None:
    theme.apply(qapp, mode)
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == QColor(PALETTES[mode].window)
    assert theme.colours() is PALETTES[mode]


def test_an_icon_follows_a_change_of_theme(qapp: QApplication, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    icons.put(button, "house", "text")
    light = button.icon().pixmap(16, 16).toImage()
    theme.apply(qapp, Mode.DARK)
    dark = button.icon().pixmap(16, 16).toImage()
    assert min(_inked(light)) < 80
    assert max(_inked(dark)) > 180


def test_an_icon_is_sharp_at_double_scaling(qapp: QApplication) -> None:
    theme.apply(qapp, Mode.LIGHT)
    assert icons.icon("house").pixmap(QSize(16, 16), 2.0).width() == 32


def test_text_follows_the_officers_size(qapp: QApplication) -> None:
    theme.apply(qapp, Mode.LIGHT, 2.25)
    assert qapp.font().pixelSize() == 32
    theme.apply(qapp, Mode.LIGHT)
    assert qapp.font().pixelSize() == 14


def test_the_shipped_typeface_is_the_one_in_use(qapp: QApplication) -> None:
    theme.apply(qapp, Mode.LIGHT)
    assert qapp.font().family() == "Inter"


def test_no_text_is_smaller_than_thirteen_pixels() -> None:
    pictures = ("chevron", "left", "right", "tick", "menu_tick", "up", "down")
    sheet = stylesheet(LIGHT, TypeScale(), dict.fromkeys(pictures, ""))
    sizes = [int(found) for found in re.findall(r"font-size: (\d+)px", sheet)]
    assert min(sizes) >= 13


def test_every_icon_named_anywhere_is_shipped() -> None:
    shipped = {path.stem for path in resource_path("icons").glob("*.svg")}
    named = {action.icon for action in ACTIONS if action.icon}
    named |= {page.icon for page in navigation.PAGES}
    source = Path(theme.__file__).parent
    for path in source.rglob("*.py"):
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', path.read_text(encoding="utf-8")))
    assert named - shipped == set()


def _inked(image: QImage) -> list[int]:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = [image.pixelColor(x, y) for x, y in points]
    return [colour.lightness() for colour in colours if colour.alpha() > 128]
