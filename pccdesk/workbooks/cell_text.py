"""Text from outside, made safe to stand in a cell without ever becoming a formula."""

import re

LONGEST = 32_767  # characters that Excel keeps in one cell
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HARMLESS = re.compile(r"[+-][£€$]?[0-9][0-9 ,.]*%?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    """Return text that XML can hold: control characters and lone surrogates removed, cut to fit."""
    if not text.isprintable():
        text = _ILLEGAL.sub("", text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def reads_as_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take typed text for a formula (CSV injection).

    Such text is stored as text and marked with the quote prefix, so that editing the cell
    keeps it text; its characters stay as the applicant wrote them.
    """
    return text.startswith(_FORMULA_STARTS)


def typed_safely(text: str) -> str:
    """Return text for the clipboard that a spreadsheet keeps as text when it is pasted.

    What would be taken for a formula gets an apostrophe before it; sums of money below nought,
    dates and telephone numbers stay as they are.
    """
    return f"'{text}" if reads_as_formula(text) and not _HARMLESS.fullmatch(text) else text
