import unicodedata

import pytest

from pccdesk.papers.scripts import shaped


@pytest.mark.parametrize("word", ["Café", "Świetlica", "שלום", "12"])
def test_words_whose_letters_do_not_join_stay_as_they_are(word: str) -> None:
    assert shaped(word) == word


def test_arabic_letters_are_joined_in_the_order_in_which_they_are_read() -> None:
    forms = [unicodedata.name(letter).rsplit(" ", 2)[-2] for letter in shaped("نعم")]
    assert forms == ["INITIAL", "MEDIAL", "FINAL"]
    assert unicodedata.normalize("NFKC", shaped("نعم")) == "نعم"


def test_marks_that_no_font_sets_are_left_away() -> None:
    assert shaped("שָׁלוֹם") == "שלום"
