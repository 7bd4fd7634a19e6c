"""Outside text where Qt would act on it: tool tips are searched for markup, buttons for `&`.

Labels need nothing of this: `widgets.labels` makes them plain. Tables draw what they are given.
A name that runs from right to left would pull the words and figures beside it to its other side,
so within a sentence it is isolated; and a sentence of the program that begins with such a name
still runs from the left. Only on the screen, never in what is kept or exported.
"""

_ISOLATE, _END, _FROM_LEFT = "\u2068", "\u2069", "\u200e"
_TURNS = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""The classes of characters after which a line may run the other way (Unicode Annex 9)."""


def isolated(name: str) -> str:
    """Return a name to be put into a sentence: isolated if any of it runs from right to left."""
    return f"{_ISOLATE}{name}{_END}" if _turns(name) else name


def from_left(sentence: str) -> str:
    """Return a sentence of the program so that it runs from the left whatever it begins with."""
    return f"{_FROM_LEFT}{sentence}" if _turns(sentence) else sentence


def _turns(text: str) -> bool:
    if text.isascii():
        return False
    from unicodedata import bidirectional  # not needed before the first frame

    return any(bidirectional(sign) in _TURNS for sign in text)


def plain_tip(text: str) -> str:
    """Return a tool tip that shows a text as it was typed, markup and all."""
    if "<" not in text:  # no markup without it
        return text
    from html import escape

    from PySide6.QtGui import Qt

    if not Qt.mightBeRichText(text):
        return text

    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def plain_words(text: str) -> str:
    """Return words for a button, tick box or menu in which `&` shows and marks no key."""
    return text.replace("&", "&&")
