"""The letter that offers an award, with its conditions and an acceptance slip."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pccdesk.domain.dates import format_date
from pccdesk.domain.direction_marks import isolated
from pccdesk.domain.money import amount_in_words, format_money
from pccdesk.papers.composer import Composer, Row
from pccdesk.papers.decision_letter import (
    COMMON_PLACEHOLDERS,
    DecisionLetter,
    common_values,
    draw_decisions,
)
from pccdesk.papers.sign_off import Slip, acceptance_slip, sign_off

AWARD_PARTS = frozenset(
    {
        "subject",
        "salutation",
        "opening",
        "heading_conditions",
        "conditions",
        "no_conditions",
        "heading_payment",
        "payment_once",
        "payment_instalments",
        "payment",
        "heading_monitoring",
        "monitoring",
        "heading_terms",
        "heading_acceptance",
        "acceptance",
        "valediction",
        "slip_heading",
        "slip",
        "slip_return",
    }
)
AWARD_PLACEHOLDERS = COMMON_PLACEHOLDERS | {
    "accept_by",
    "amount",
    "amount_in_words",
    "instalments",
    "period_end",
    "period_start",
    "purpose",
    "when",
}


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment of an award: its number, its amount in pounds, and when in words."""

    number: int
    amount: Decimal
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLetter(DecisionLetter):
    """Everything that an award letter prints; amounts in pounds."""

    purpose: str
    amount: Decimal
    period_start: date
    period_end: date
    accept_by: date
    conditions: tuple[str, ...]
    instalments: tuple[Instalment, ...]
    monitoring: tuple[str, ...]
    terms: tuple[str, ...]


def draw_award_letter(letter: AwardLetter) -> bytes:
    """Return the letter as a PDF; raises `Refused` if its wording cannot be filled in."""
    return draw_award_letters([letter])


def draw_award_letters(letters: Iterable[AwardLetter]) -> bytes:
    """Return one PDF of several letters, for a preview or print run; at least one is needed."""
    return draw_decisions(letters, "Award letter", 2, _compose)


def _values(letter: AwardLetter) -> Mapping[str, str]:
    return {
        **common_values(letter),
        "accept_by": format_date(letter.accept_by),
        "amount": format_money(letter.amount),
        "amount_in_words": amount_in_words(letter.amount),
        "instalments": str(len(letter.instalments)),
        "period_end": format_date(letter.period_end),
        "period_start": format_date(letter.period_start),
        "purpose": letter.purpose,
        "when": letter.instalments[0].when if letter.instalments else "",
    }


def _compose(letter: AwardLetter, composer: Composer) -> None:
    values = _values(letter)
    wording = letter.wording
    composer.title(wording.text("subject", values))
    composer.paragraphs(wording.paragraphs("salutation", values))
    composer.paragraphs(wording.paragraphs("opening", values))
    composer.facts(_facts(letter, values))
    _compose_conditions(letter, composer, values)
    _compose_payment(letter, composer, values)
    if letter.monitoring:
        composer.heading(wording.text("heading_monitoring", values))
        composer.paragraphs(wording.paragraphs("monitoring", values), kept=True)
        composer.bullets(letter.monitoring)
    if letter.terms:
        composer.heading(wording.text("heading_terms", values))
        composer.numbered(letter.terms, small=True)
    composer.heading(wording.text("heading_acceptance", values))
    composer.paragraphs(wording.paragraphs("acceptance", values), kept=True)
    sign_off(composer, wording.text("valediction", values), letter.letterhead)
    acceptance_slip(composer, _slip(letter, values))


def _facts(letter: AwardLetter, values: Mapping[str, str]) -> list[Row]:
    return [
        Row("Amount", values["amount"], figure=True, note=values["amount_in_words"].capitalize()),
        Row("Purpose", isolated(letter.purpose)),
        Row("Period", f"{values['period_start']} to {values['period_end']}"),
        Row("Reference", f"{letter.reference} (decision {letter.decision_reference})"),
        Row("Accept by", values["accept_by"]),
    ]


def _compose_conditions(
    letter: AwardLetter,
    composer: Composer,
    values: Mapping[str, str],
) -> None:
    composer.heading(letter.wording.text("heading_conditions", values))
    if letter.conditions:
        composer.paragraphs(letter.wording.paragraphs("conditions", values), kept=True)
        composer.numbered(letter.conditions)
    else:
        composer.paragraphs(letter.wording.paragraphs("no_conditions", values))


def _compose_payment(letter: AwardLetter, composer: Composer, values: Mapping[str, str]) -> None:
    composer.heading(letter.wording.text("heading_payment", values))
    if len(letter.instalments) == 1:
        composer.paragraphs(letter.wording.paragraphs("payment_once", values))
    elif letter.instalments:
        composer.paragraphs(letter.wording.paragraphs("payment_instalments", values), kept=True)
        rows = [
            (str(part.number), _capitalised(part.when), format_money(part.amount))
            for part in letter.instalments
        ]
        composer.schedule(("Instalment", "When", "Amount"), rows)
    composer.paragraphs(letter.wording.paragraphs("payment", values))


def _slip(letter: AwardLetter, values: Mapping[str, str]) -> Slip:
    statement = [run for runs in letter.wording.paragraphs("slip", values) for run in runs]
    return Slip(
        heading=letter.wording.text("slip_heading", values),
        statement=tuple(statement),
        organisation=letter.addressee.organisation,
        reference=letter.reference,
        decision_reference=letter.decision_reference,
        return_to=letter.wording.text("slip_return", values),
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
