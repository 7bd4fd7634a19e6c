"""Outside text within the window's sentences."""

from __future__ import annotations

from unicodedata import bidirectional

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pccdesk.ui.messages import Message, MessageBar
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import from_left, isolated, letter_of, lettered, unlettered


@pytest.mark.parametrize("name", ["", "Ada King", "Świetlica", "Zoë O’Neill", "日本", "🎈"])
def test_a_name_from_left_to_right_stays_as_it_is(name: str) -> None:
    assert isolated(name) == name
    assert from_left(f"{name} was changed") == f"{name} was changed"


@pytest.mark.parametrize("name", ["שלום", "جمعية الأمل", "Hope جمعية", "evil\u202egpj.exe"])
def test_a_name_that_turns_the_line_is_isolated(name: str) -> None:
    assert isolated(name) == f"\u2068{name}\u2069"


@pytest.mark.parametrize("name", ["שלום", "جمعية الأمل"])
def test_a_sentence_that_begins_with_such_a_name_still_runs_from_the_left(
    qtbot: QtBot, name: str
) -> None:
    sentence = f"{name} was changed by Ada King"
    bar = MessageBar(Message(Tone.WARNING, sentence))
    qtbot.addWidget(bar)
    [shown] = [each.text() for each in bar.findChildren(QLabel) if name in each.text()]
    assert bidirectional(shown[0]) == "L"
    assert shown.endswith(sentence)


def test_each_entry_of_a_menu_marks_a_letter_of_its_own() -> None:
    taken = {"O"}
    offered = ["Approve", "Decline", "Defer", "Send back", "A & B", "On"]
    marked = [lettered(words, taken) for words in offered]
    assert marked == ["&Approve", "&Decline", "D&efer", "&Send back", "A && &B", "O&n"]
    assert [unlettered(words) for words in marked] == offered
    assert [letter_of(words) for words in marked] == ["A", "D", "E", "S", "B", "N"]
    assert lettered("No", {"N", "O"}) == "No"
