"""Right-to-left words on a left-to-right page: joins Arabic letters and sets words in order.

A small part of the Unicode bidirectional algorithm, enough for names and addresses: the letter
itself runs left to right, and a stretch of right-to-left words within a line is set from the right.
"""

import unicodedata
from functools import cache, lru_cache
from typing import TypeVar

_RIGHT_TO_LEFT = {"R", "AL"}
_FORMS = ("isolated", "final", "initial", "medial")
_TATWEEL = "\N{ARABIC TATWEEL}"
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
Word = TypeVar("Word")


@lru_cache(maxsize=20_000)
def is_right_to_left(word: str) -> bool:
    """Tell whether a word holds a letter of a right-to-left script."""
    return not word.isascii() and any(
        unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in word
    )


def visual_word(word: str) -> str:
    """Return a right-to-left word as its glyphs stand from left to right; others unchanged."""
    if not is_right_to_left(word):
        return word
    letters = _joined(word)
    turned: list[str] = []
    for letter in reversed(letters):
        if turned and _is_number(letter) and _is_number(turned[-1][0]):
            turned[-1] = letter + turned[-1]
        else:
            turned.append(letter)
    return "".join(part.translate(_MIRRORED) for part in turned)


def visual_order(words: list[Word], texts: list[str]) -> list[Word]:
    """Return a line's words in the order they stand on paper, `texts` being what they say."""
    if not any(is_right_to_left(text) for text in texts):
        return words
    ordered: list[Word] = []
    start = 0
    while start < len(words):
        if not is_right_to_left(texts[start]):
            ordered.append(words[start])
            start += 1
            continue
        end = _end_of_stretch(texts, start)
        ordered.extend(reversed(words[start:end]))
        start = end
    return ordered


def _end_of_stretch(texts: list[str], start: int) -> int:
    """A stretch ends with its last right-to-left word before a word of Latin letters."""
    end = start + 1
    for place in range(start + 1, len(texts)):
        if is_right_to_left(texts[place]):
            end = place + 1
        elif any(letter.isalpha() for letter in texts[place]):
            break
    return end


def _is_number(letter: str) -> bool:
    return unicodedata.bidirectional(letter[0]) in {"EN", "AN", "ES", "CS", "ET"}


@cache
def _presentation_forms() -> dict[str, dict[str, str]]:
    """Unicode's own table of Arabic shapes: letter -> form -> presentation character."""
    forms: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBC2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEF5)):
        form, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if form.strip("<>") in _FORMS and letter and " " not in letter:
            forms.setdefault(chr(int(letter, 16)), {})[form.strip("<>")] = chr(code)
    return forms


def _joined(word: str) -> str:
    forms = _presentation_forms()
    letters = [letter for letter in word if not unicodedata.combining(letter)]
    shaped = []
    for place, letter in enumerate(letters):
        before = _joins_forward(letters[place - 1], forms) if place else False
        after = place + 1 < len(letters) and _joins_back(letters[place + 1], forms)
        after = after and _joins_forward(letter, forms)
        before = before and _joins_back(letter, forms)
        form = _FORMS[before + 2 * after]
        shaped.append(forms.get(letter, {}).get(form, letter))
    return "".join(shaped)


def _joins_forward(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "initial" in forms.get(letter, {})


def _joins_back(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "final" in forms.get(letter, {})
