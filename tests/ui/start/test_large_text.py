"""The windows before a desk with text at 225%: the step has the room, and nothing is cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pccdesk.domain.permissions import Actor
from pccdesk.ui import theme
from pccdesk.ui.palettes import Mode
from pccdesk.ui.start.brand_panel import BrandPanel
from pccdesk.ui.start.start_window import StartWindow
from tests.ui.pictures import layout, starts


@pytest.fixture(autouse=True)
def largest_text(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Mode.LIGHT, 2.25)
    yield
    theme.apply(qapp, Mode.LIGHT)


def test_nothing_is_cut_before_the_desk(qtbot: QtBot, actor: Actor, tmp_path: Path) -> None:
    met = {}
    for name, front in starts.fronts(actor, tmp_path):
        qtbot.wait(20)
        met[name] = layout.faults(front)
    assert len(met) > 4
    assert {name: found for name, found in met.items() if found} == {}


def test_the_programs_name_gives_way_to_a_step_in_a_narrow_window(
    qtbot: QtBot, actor: Actor, tmp_path: Path
) -> None:
    for _name, front in starts.fronts(actor, tmp_path):
        if isinstance(front, StartWindow):
            [brand] = front.findChildren(BrandPanel)
            seen = []
            for width in (1300, 900):
                front.resize(width, 700)
                qtbot.wait(1)
                seen.append(brand.isVisible())
            assert seen == [True, False]
            front.resize(1300, 700)
