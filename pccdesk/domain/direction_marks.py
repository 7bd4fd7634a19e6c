"""Marks of direction, which Word and web pages put beside what is copied from them."""

_MARKS = dict.fromkeys((0x200E, 0x200F, 0x061C))


def without_direction_marks(text: str) -> str:
    """Return one line of text without its marks of direction.

    They are not seen and turn nothing by themselves. What overrides or embeds a direction stays,
    to be refused where a name is asked for.
    """
    return text if text.isascii() else text.translate(_MARKS)
