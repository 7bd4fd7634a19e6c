from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui import theme
from pccdesk.ui.palettes import Mode, Tone
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.identity_bar import Identity, IdentityBar

FACTS = (("Asked for", "£2,400"), ("Awarded", "£2,400"), ("Owner", "Olive Officer"))


def test_a_fact_is_shown_whole_or_not_at_all(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bar = IdentityBar(page)
    bar.add_beside(push_button("Previous"))
    bar.add_beside(push_button("Next"))
    bar.set_identity(Identity("CAF-2026-0001", "Long " * 30, "Approved", Tone.SUCCESS, FACTS))
    page.show()
    counts = []
    for width in (1200, 640, 480, 1200):
        bar.resize(width, 100)
        qtbot.wait(1)
        values = [each for each in bar.findChildren(QLabel) if each.isVisible()]
        cut = [each.text() for each in values if each.width() < each.minimumSizeHint().width()]
        assert cut == [], (width, cut)
        counts.append(sum(each.text() in dict(FACTS) for each in values))
    assert counts[0] == counts[-1] == 3
    assert counts[2] < 3
    assert "Owner Olive Officer" in bar.accessibleName()


@pytest.mark.parametrize("factor", [1.5, 2.25])
def test_with_large_text_too_nothing_in_it_is_cut_but_a_name(
    qtbot: QtBot, qapp: QApplication, factor: float
) -> None:
    theme.apply(qapp, Mode.LIGHT, factor)
    page = QWidget()
    qtbot.addWidget(page)
    bar = IdentityBar(page)
    bar.add_beside(push_button("Previous"))
    bar.add_beside(push_button("Next"))
    bar.resize(1260, 100)
    bar.set_identity(Identity("CAF-2026-0001", "Long " * 30, "Approved", Tone.SUCCESS, FACTS))
    page.show()
    qtbot.wait(1)
    labels = [each for each in bar.findChildren(QLabel) if each.isVisible()]
    cut = [each.text() for each in labels if each.width() < each.minimumSizeHint().width()]
    [name] = [each for each in labels if each.text().startswith("Long")]
    theme.apply(qapp, Mode.LIGHT)
    assert cut == []
    assert name.width() >= 240 * factor
