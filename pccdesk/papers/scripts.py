"""Arabic letters joined: each in the shape that its neighbours give it."""

import unicodedata
from functools import cache, lru_cache

_FORMS = ("isolated", "final", "initial", "medial")
_TATWEEL = "\N{ARABIC TATWEEL}"
_FROM_RIGHT = {"R", "AL"}


@lru_cache(maxsize=20_000)
def shaped(word: str) -> str:
    """Return a word with its Arabic letters joined and without the marks that no font here sets.

    Letters stay in the order in which they are read; other scripts stay as they are.
    """
    if word.isascii() or not any(unicodedata.bidirectional(each) in _FROM_RIGHT for each in word):
        return word
    return _joined("".join(each for each in word if is_set(each)))


def is_set(letter: str) -> bool:
    """Tell whether a letter of a right-to-left word has a shape of its own."""
    return not unicodedata.combining(letter)


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
    letters, found = list(word), []
    for place, letter in enumerate(letters):
        before = _joins_forward(letters[place - 1], forms) if place else False
        after = place + 1 < len(letters) and _joins_back(letters[place + 1], forms)
        after = after and _joins_forward(letter, forms)
        before = before and _joins_back(letter, forms)
        form = _FORMS[before + 2 * after]
        found.append(forms.get(letter, {}).get(form, letter))
    return "".join(found)


def _joins_forward(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "initial" in forms.get(letter, {})


def _joins_back(letter: str, forms: dict[str, dict[str, str]]) -> bool:
    return letter == _TATWEEL or "final" in forms.get(letter, {})
