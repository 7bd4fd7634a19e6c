"""Names and references that are what they seem: no invisible characters, no look-alikes.

After Unicode Technical Standard 39 (security mechanisms): one script in a name, nothing that is
not seen, and no name that a reader would take for another person's.
"""

import unicodedata

from pccdesk.domain.direction_marks import without_direction_marks

_JOINERS = {"\u200c", "\u200d"}
_NEUTRAL = {"COMMON", "INHERITED"}
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC"}
_LOOKS_LIKE = str.maketrans(
    {
        "0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "ı": "l",
        # Cyrillic and Greek letters that are drawn as Latin ones
        "а": "a", "в": "b", "е": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c",
        "т": "t", "у": "y", "х": "x", "і": "l", "ј": "j", "ѕ": "s", "һ": "h", "ԁ": "d", "ɡ": "g",
        "α": "a", "ε": "e", "ι": "l", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u",
        "χ": "x", "ѵ": "v", "ԛ": "q", "ԝ": "w",
    }
)  # fmt: skip
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_DRAWN_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def name_problem(text: str) -> str:
    """Return why a name cannot be told for what it is, in a sentence, or an empty text."""
    if text.isascii() and text.isprintable():
        return ""
    for each in text:
        category = unicodedata.category(each)
        if category in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"} and each not in _JOINERS:
            return "The name holds a character that cannot be seen. Type it again by hand."
    scripts = {script for each in text if (script := _script(each)) not in _NEUTRAL}
    if _JOINERS & set(text) and "LATIN" in scripts:
        return "The name holds a character that cannot be seen. Type it again by hand."
    if len(scripts - _EAST_ASIAN) > 1 or (scripts & _EAST_ASIAN and scripts - _EAST_ASIAN):
        return (
            "The name mixes letters of two alphabets, which can pass for another name. "
            "Type it in one alphabet."
        )
    return ""


def disguise_problem(text: str) -> str:
    """Return why a name of several words is a disguise, or an empty text.

    An organisation may have words of two alphabets in its name; no honest word is written in two.
    """
    if text.isascii() and text.isprintable():
        return ""
    words = "".join(each if each.isalpha() or each in _JOINERS else " " for each in text).split()
    for word in words:
        if name_problem(word):
            return (
                f"“{word}” mixes letters of two alphabets, or hides a character: it can pass for "
                "another word. Type it again by hand."
            )
    unseen = (each for each in text if unicodedata.category(each) in {"Cf", "Cn", "Co", "Cs"})
    if any(each not in _JOINERS for each in unseen):
        return "The name holds a character that cannot be seen. Type it again by hand."
    return ""


def folded_reference(text: str) -> str:
    """Return a reference or number that was typed, in plain letters, figures and hyphens.

    Wide figures and long dashes, as Word and some keyboards make them, become plain ones; marks of
    direction go.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", without_direction_marks(text)).translate(_DASHES)
    return " ".join(text.split())


def reference_problem(text: str) -> str:
    """Return why a typed reference cannot be told for what it is, or an empty text."""
    if text.isascii() and text.isprintable():
        return ""
    folded = folded_reference(text)
    odd = next((each for each in folded if not (each.isascii() and each.isprintable())), "")
    if not odd:
        return ""
    shown = f"“{odd}”" if odd.isprintable() else "a character that cannot be seen"
    return (
        f"“{''.join(each if each.isprintable() else '?' for each in folded)}” holds {shown}, which "
        "is no letter or figure of a reference, though it may look like one. Type it again by hand."
    )


def skeleton(text: str) -> str:
    """Return what a name looks like: two names that could be mistaken have the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    drawn = " ".join(folded.split()).translate(_LOOKS_LIKE)
    for pair, single in _DRAWN_ALIKE:
        drawn = drawn.replace(pair, single)
    return drawn


def looks_like(name: str, other: str) -> bool:
    """Tell whether a name is not another one but can be taken for it."""
    return name.casefold() != other.casefold() and skeleton(name) == skeleton(other)


def _script(character: str) -> str:
    if not character.isalpha():
        return "COMMON"
    first = unicodedata.name(character, "COMMON").split(" ", maxsplit=1)[0]
    return {"MICRO": "GREEK", "FULLWIDTH": "LATIN", "FEMININE": "COMMON",
            "MASCULINE": "COMMON", "MODIFIER": "COMMON"}.get(first, first)  # fmt: skip
