"""The order of letters on paper, against cases of Unicode's Annex 9 and against Qt's own order."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from pccdesk.domain.direction_marks import isolated
from pccdesk.papers.bidirectional import END, ISOLATE, levels, mirrored, turns, visual_order
from pccdesk.resources import resource_path

SIGNS = {ISOLATE, END}


def shown(text: str) -> str:
    """Return the letters as they stand from left to right."""
    found = levels(text)
    places = [place for place in visual_order(found) if text[place] not in SIGNS]
    return "".join(mirrored(text[place], found[place]) for place in places)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Award of £500 to Ada", "Award of £500 to Ada"),
        ("to שלום גן today", "to ןג םולש today"),
        ("אב 12 גד then", "דג 12 בא then"),
        ("(אב) in Preston", "(בא) in Preston"),
        ("אב (גד)", "(דג) בא"),
        ("from אב-12 on", "from 12-בא on"),
        ("£500 to אב", "£500 to בא"),
        ("عم ٣", "٣ مع"),
    ],
)
def test_what_runs_from_the_right_is_turned_within_an_english_sentence(
    text: str, order: str
) -> None:
    assert shown(text) == order


def test_a_name_of_both_directions_runs_by_its_own_first_letter() -> None:
    name = "גן Preston ילדים"
    assert shown(f"for {name} now") == "for ןג Preston םידלי now"
    assert shown(f"for {isolated(name)} now") == "for םידלי Preston ןג now"
    assert shown(f"{isolated('Friends of גן')}, 2026") == "Friends of ןג, 2026"


def test_figures_beside_a_name_stay_on_their_side() -> None:
    assert shown(f"{isolated('אב')} 2,400.00 (12%)") == "בא 2,400.00 (12%)"


@pytest.mark.parametrize("text", ["", "Café 12", "日本", "“Ada”"])
def test_a_text_from_left_to_right_is_not_turned(text: str) -> None:
    assert not turns(text)
    assert shown(text) == text


@pytest.fixture
def font(qapp: QApplication) -> Iterator[QFont]:
    """A font that has every letter, so that each has a width and its own place."""
    assert qapp is not None
    number = QFontDatabase.addApplicationFont(
        str(resource_path("fonts", "dejavu-sans", "DejaVuSans.ttf"))
    )
    yield QFont(QFontDatabase.applicationFontFamilies(number)[0], 20)
    QFontDatabase.removeApplicationFont(number)


def test_the_order_is_that_of_the_window(font: QFont) -> None:
    dice = random.Random(20261123)  # noqa: S311 - dice, no secret
    letters = [*"אבגabCعمن123٣ ..,,-()£%+/:!“”[]", " "]
    for _each in range(400):
        text = "".join(dice.choice(letters) for _letter in range(dice.randint(2, 14)))
        start = dice.randint(0, len(text))
        end = dice.randint(start, len(text))
        text = f"x{text[:start]}{ISOLATE}{text[start:end]}{END}{text[end:]}y"
        ours = [place for place in visual_order(levels(text)) if text[place] not in SIGNS]
        assert ours == [place for place in _order_of_qt(text, font) if text[place] not in SIGNS], (
            text
        )


def _order_of_qt(text: str, font: QFont) -> list[int]:
    layout, option = QTextLayout(text, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine().setLineWidth(1_000_000)
    layout.endLayout()
    everything = QTextLayout.GlyphRunRetrievalFlag.RetrieveAll
    drawn = [
        (position.x(), place)
        for run in layout.glyphRuns(-1, -1, everything)
        for place, position in zip(run.stringIndexes(), run.positions(), strict=True)
    ]
    return [place for _x, place in sorted(drawn)]
