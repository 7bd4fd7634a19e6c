"""Two assessments beside each other: every criterion, and in words where they differ."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pccdesk.domain.definitions import Band, ScoringCriterion, ScoringScheme
from pccdesk.queries.decisions import AssessmentRow, MarkRow
from pccdesk.ui.record.side_by_side import SideBySide, compared, difference_words
from pccdesk.ui.widgets.status_badge import StatusBadge

SCHEME = ScoringScheme(
    1,
    5,
    2,
    (
        ScoringCriterion("need", "Need", "", 2),
        ScoringCriterion("value", "Value"),
        ScoringCriterion("reach", "Reach"),
    ),
    (Band(0, "Not recommended"), Band(60, "Recommended")),
)


def assessment(name: str, need: int, value: int, reach: int, comment: str = "") -> AssessmentRow:
    marks = {"need": need, "value": value, "reach": reach}
    return AssessmentRow(
        need,
        need,
        name,
        2 * need + value + reach,
        comment,
        datetime(2026, 6, 1, 9, tzinfo=UTC),
        tuple(MarkRow(code, mark, f"{name} on {code}") for code, mark in marks.items()),
    )


ADA, BEN = assessment("Ada", 5, 3, 2, "Fund it."), assessment("Ben", 2, 3, 3)
CID = assessment("Cid", 5, 3, 2)


def shown(card: SideBySide) -> list[str]:
    return [each.text() for each in card.findChildren(QLabel) if each.isVisibleTo(card)]


def test_the_widest_difference_is_named() -> None:
    rows = compared(SCHEME, (ADA, BEN))
    assert [each.apart for each in rows] == [3, 0, 1]
    assert difference_words(rows) == "They differ in 2 of 3 criteria, most in “Need” (3 apart)."
    same = compared(SCHEME, (ADA, CID))
    assert difference_words(same) == "They gave the same marks throughout."


def test_both_stand_beside_each_other_with_marks_reasons_and_comments(qtbot: QtBot) -> None:
    card = SideBySide((ADA, BEN), SCHEME)
    qtbot.addWidget(card)
    said = shown(card)
    for each in ("Ada on need", "Ben on need", "5 of 5", "2 of 5", "Fund it.", "No comment"):
        assert each in said
    assert "15 of 20 · 75% · Recommended" in said
    assert [badge.word() for badge in card.findChildren(StatusBadge)] == ["3 apart", "1 apart"]
    named = {each.accessibleName() for each in card.findChildren(QLabel)}
    assert "Need, Ben: 2 of 5" in named
    assert not any(each.isVisibleTo(card) for each in card.choices)


def test_only_the_differences_can_be_shown(qtbot: QtBot) -> None:
    card = SideBySide((ADA, BEN), SCHEME)
    qtbot.addWidget(card)
    assert "Ada on value" in shown(card)
    card.only_differences.click()
    assert "Ada on value" not in shown(card)
    assert "Ada on reach" in shown(card)


def test_of_three_any_two_can_be_chosen(qtbot: QtBot) -> None:
    card = SideBySide((ADA, BEN, CID), SCHEME)
    qtbot.addWidget(card)
    card.show()
    assert all(each.isVisible() for each in card.choices)
    card.choices[1].setCurrentIndex(2)
    assert card.pair() == (ADA, CID)
    assert "They gave the same marks throughout." in shown(card)
    assert not card.only_differences.isVisible()
