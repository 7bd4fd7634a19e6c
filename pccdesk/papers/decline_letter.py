"""The letter to an applicant whose application was not successful, with reasons and feedback."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from pccdesk.domain.dates import format_date
from pccdesk.domain.letters import LetterWording
from pccdesk.domain.money import format_money
from pccdesk.domain.salutations import greeted
from pccdesk.papers.composer import Composer
from pccdesk.papers.correspondence import Addressee, Letterhead, LetterSheet
from pccdesk.papers.letter_sheet import draw_letters
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
DECLINE_PLACEHOLDERS = frozenset(
    {
        "addressee",
        "amount_requested",
        "date",
        "decision_date",
        "decision_reference",
        "fund",
        "office_address",
        "office_email",
        "office_name",
        "office_telephone",
        "organisation",
        "project",
        "reference",
        "round",
    }
)


@dataclass(frozen=True, slots=True)
class DeclineLetter:
    """Everything that a decline letter prints; the amount is in pounds.

    `reasons` are the decision's, each printed as a paragraph; `feedback` are points for a later
    application. Either may be empty: its heading is left out.
    """

    letterhead: Letterhead
    addressee: Addressee
    dated: date
    reference: str
    decision_reference: str
    decision_date: date
    fund: str
    round: str
    project: str
    amount_requested: Decimal
    reasons: tuple[str, ...]
    feedback: tuple[str, ...]
    wording: LetterWording
    copy_mark: str = ""


def draw_decline_letter(letter: DeclineLetter) -> bytes:
    """Return the letter as a PDF; raises `Refused` if its wording cannot be filled in."""
    return draw_decline_letters([letter])


def draw_decline_letters(letters: Iterable[DeclineLetter]) -> bytes:
    """Return one PDF of several letters, for a preview or print run; at least one is needed."""
    drafts = [(_sheet(letter), partial(_compose, letter)) for letter in letters]
    title = drafts[0][0].title if len(drafts) == 1 else "Decline letters"
    return draw_letters(drafts, title)


def _sheet(letter: DeclineLetter) -> LetterSheet:
    decision = f"{letter.decision_reference}, {format_date(letter.decision_date)}"
    return LetterSheet(
        letterhead=letter.letterhead,
        addressee=letter.addressee,
        dated=letter.dated,
        reference=letter.reference,
        references=(("Our reference", letter.reference), ("Decision", decision)),
        kind="Decision letter",
        pages_wanted=1,
        copy_mark=letter.copy_mark,
    )


def _values(letter: DeclineLetter) -> Mapping[str, str]:
    office = letter.letterhead
    return {
        "addressee": greeted(letter.addressee.name),
        "amount_requested": format_money(letter.amount_requested),
        "date": format_date(letter.dated),
        "decision_date": format_date(letter.decision_date),
        "decision_reference": letter.decision_reference,
        "fund": letter.fund,
        "office_address": office.address_line,
        "office_email": office.email,
        "office_name": office.name,
        "office_telephone": office.telephone,
        "organisation": letter.addressee.organisation,
        "project": letter.project,
        "reference": letter.reference,
        "round": letter.round,
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
