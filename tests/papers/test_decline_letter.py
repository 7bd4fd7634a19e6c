from collections.abc import Callable
from dataclasses import replace

from pccdesk.papers.decline_letter import (
    DECLINE_PARTS,
    DECLINE_PLACEHOLDERS,
    DeclineLetter,
    draw_decline_letter,
)

PageTexts = Callable[[bytes], list[str]]


def test_the_letter_prints_the_decision_its_reasons_and_how_to_apply_again(
    decline: DeclineLetter, page_texts: PageTexts
) -> None:
    (page,) = page_texts(draw_decline_letter(decline))
    for fact in (
        "Brierfield Youth and Community Association",
        "CAF-2026-0031",
        "2026/18",
        "£2,499.50",
        "Safer Streets Light Festival",
        "oversubscribed",
        "Give two quotations.",
        "Applying again",
        "01772 533 587",
        "Page 1 of 1",
    ):
        assert fact in page


def test_empty_reasons_and_feedback_leave_no_headings(
    decline: DeclineLetter, page_texts: PageTexts
) -> None:
    (page,) = page_texts(draw_decline_letter(replace(decline, reasons=(), feedback=())))
    assert "Feedback" not in page
    assert "Why the application" not in page


def test_the_signature_never_stands_alone_on_a_page(
    decline: DeclineLetter, page_texts: PageTexts
) -> None:
    for count in range(1, 30):
        reasons = ("A reason that takes up about one line of the letter, or a bit less.",) * count
        pages = page_texts(draw_decline_letter(replace(decline, reasons=reasons)))
        assert "If you would like to ask" in pages[-1]
        assert "Eleanor Whitworth" in pages[-1]


def test_the_shipped_wording_uses_what_the_letter_knows(decline: DeclineLetter) -> None:
    decline.wording.check(DECLINE_PARTS, DECLINE_PLACEHOLDERS)


def test_the_same_letter_gives_the_same_bytes(decline: DeclineLetter) -> None:
    assert draw_decline_letter(decline) == draw_decline_letter(replace(decline))
