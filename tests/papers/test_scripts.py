import unicodedata

import pytest

from pccdesk.papers.scripts import visual_order, visual_word


def test_latin_words_stay_as_they_are() -> None:
    assert visual_word("Café") == "Café"
    assert visual_order(["a", "b"], ["a", "b"]) == ["a", "b"]


def test_hebrew_runs_from_the_right() -> None:
    assert visual_word("שלום") == "םולש"


def test_arabic_letters_are_joined_and_run_from_the_right() -> None:
    shown = visual_word("نعم")
    assert [unicodedata.name(letter).rsplit(" ", 2)[-2] for letter in shown] == [
        "FINAL",
        "MEDIAL",
        "INITIAL",
    ]
    assert unicodedata.normalize("NFKC", shown[::-1]) == "نعم"


@pytest.mark.parametrize(("word", "shown"), [("(אב)", "(בא)"), ("אב12", "12בא")])
def test_brackets_turn_and_numbers_do_not(word: str, shown: str) -> None:
    assert visual_word(word) == shown


def test_a_stretch_of_words_is_set_from_the_right() -> None:
    texts = ["see", "אא", "12", "בב", "then"]
    assert visual_order(texts, texts) == ["see", "בב", "12", "אא", "then"]
