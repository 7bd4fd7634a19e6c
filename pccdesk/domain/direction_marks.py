"""Marks of direction: those that come with what is copied, and those put around a name.

Word and web pages put marks beside what is copied from them; they are taken off. A name that runs
from right to left would pull the words and figures beside it to its other side, so within a
sentence, on the screen and on paper, it is isolated.
"""

_MARKS = dict.fromkeys((0x200E, 0x200F, 0x061C))
_ISOLATE, _END = "\u2068", "\u2069"
_TURNS = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""The classes of characters after which a line may run the other way (Unicode Annex 9)."""


def isolated(name: str) -> str:
    """Return a name to be put into a sentence: isolated if any of it runs from right to left."""
    return f"{_ISOLATE}{name}{_END}" if may_turn(name) else name


def may_turn(text: str) -> bool:
    """Tell whether a line with this text may run the other way from there on."""
    if text.isascii():
        return False
    from unicodedata import bidirectional  # not needed before the first frame

    return any(bidirectional(sign) in _TURNS for sign in text)


def without_direction_marks(text: str) -> str:
    """Return one line of text without its marks of direction.

    They are not seen and turn nothing by themselves. What overrides or embeds a direction stays,
    to be refused where a name is asked for.
    """
    return text if text.isascii() else text.translate(_MARKS)
