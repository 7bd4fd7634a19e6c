"""The letter to an applicant whose application was not successful, with reasons and feedback."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pccdesk.domain.money import format_money
from pccdesk.papers.composer import Composer
from pccdesk.papers.decision_letter import (
    COMMON_PLACEHOLDERS,
    DecisionLetter,
    common_values,
    draw_decisions,
)
from pccdesk.papers.sign_off import sign_off

DECLINE_PARTS = frozenset(
    {
        "subject",
        "salutation",
        "opening",
        "heading_reasons",
        "heading_feedback",
        "feedback",
        "heading_again",
        "again",
        "heading_ask",
        "ask",
        "closing",
        "valediction",
    }
)
DECLINE_PLACEHOLDERS = COMMON_PLACEHOLDERS | {"amount_requested"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineLetter(DecisionLetter):
    """Everything that a decline letter prints; the amount is in pounds.

    `reasons` are the decision's, each printed as a paragraph; `feedback` are points for a later
    application. Either may be empty: its heading is left out.
    """

    amount_requested: Decimal
    reasons: tuple[str, ...]
    feedback: tuple[str, ...]


def draw_decline_letter(letter: DeclineLetter) -> bytes:
    """Return the letter as a PDF; raises `Refused` if its wording cannot be filled in."""
    return draw_decline_letters([letter])


def draw_decline_letters(letters: Iterable[DeclineLetter]) -> bytes:
    """Return one PDF of several letters, for a preview or print run; at least one is needed."""
    return draw_decisions(letters, "Decision letter", 1, _compose)


def _values(letter: DeclineLetter) -> Mapping[str, str]:
    return {
        **common_values(letter),
        "amount_requested": format_money(letter.amount_requested),
    }


def _compose(letter: DeclineLetter, composer: Composer) -> None:
    values = _values(letter)
    wording = letter.wording
    composer.title(wording.text("subject", values))
    composer.paragraphs(wording.paragraphs("salutation", values))
    composer.paragraphs(wording.paragraphs("opening", values))
    if letter.reasons:
        composer.heading(wording.text("heading_reasons", values))
        for reason in letter.reasons:
            composer.paragraph(reason)
    if letter.feedback:
        composer.heading(wording.text("heading_feedback", values))
        composer.paragraphs(wording.paragraphs("feedback", values), kept=True)
        composer.bullets(letter.feedback)
    composer.heading(wording.text("heading_again", values))
    composer.paragraphs(wording.paragraphs("again", values))
    # the last section goes with the signature, which never stands alone on a page
    composer.heading(wording.text("heading_ask", values))
    composer.paragraphs(wording.paragraphs("ask", values), kept=True)
    composer.paragraphs(wording.paragraphs("closing", values), kept=True)
    sign_off(composer, wording.text("valediction", values), letter.letterhead)
