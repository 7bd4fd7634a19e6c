from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui.palettes import Tone
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
