"""Outside text where Qt would act on it: tool tips are searched for markup, buttons for `&`.

Labels need nothing of this: `widgets.labels` makes them plain. Tables draw what they are given.
"""

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """Return a tool tip that shows a text as it was typed, markup and all."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape

    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def plain_words(text: str) -> str:
    """Return words for a button, tick box or menu in which `&` shows and marks no key."""
    return text.replace("&", "&&")
