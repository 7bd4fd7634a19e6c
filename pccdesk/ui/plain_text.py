"""Outside text where Qt would act on it: tool tips are searched for markup, buttons for `&`.

Labels need nothing of this: `widgets.labels` makes them plain. Tables draw what they are given.
A name that runs from right to left would pull the words and figures beside it to its other side,
so within a sentence it is isolated; and a sentence of the program that begins with such a name
still runs from the left. Only on the screen, never in what is kept or exported.
"""

from pccdesk.domain.direction_marks import isolated, may_turn

__all__ = [
    "from_left",
    "isolated",
    "letter_of",
    "lettered",
    "plain_tip",
    "plain_words",
    "unlettered",
]

_FROM_LEFT = "\u200e"


def from_left(sentence: str) -> str:
    """Return a sentence of the program so that it runs from the left whatever it begins with."""
    return f"{_FROM_LEFT}{sentence}" if may_turn(sentence) else sentence


def plain_tip(text: str) -> str:
    """Return a tool tip that shows a text as it was typed, markup and all."""
    if "<" not in text:  # no markup without it
        return text
    from html import escape

    from PySide6.QtGui import Qt

    if not Qt.mightBeRichText(text):
        return text

    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def lettered(text: str, taken: set[str]) -> str:
    """Return words for a menu that mark a letter not taken yet, which is taken from now on.

    Words begin best; a text whose letters are all taken marks none.
    """
    begins = [place for place in range(len(text)) if not text[:place].strip(" …“(")[-1:].isalnum()]
    for place in (*begins, *range(len(text))):
        letter = text[place].upper()
        if letter.isascii() and letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{plain_words(text[:place])}&{plain_words(text[place:])}"
    return plain_words(text)


def unlettered(text: str) -> str:
    """Return a menu's words as they are read, without the sign of their letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def letter_of(text: str) -> str:
    """Return the letter that a menu's words mark, in capitals, or nothing."""
    found = text.replace("&&", "").partition("&")[2]
    return found[:1].upper()


def plain_words(text: str) -> str:
    """Return words for a button, tick box or menu in which `&` shows and marks no key."""
    return text.replace("&", "&&")
