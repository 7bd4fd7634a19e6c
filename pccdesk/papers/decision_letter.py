"""What an award letter and a decline letter have in common: the sheet, and words to fill in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pccdesk.domain.dates import format_date
from pccdesk.domain.letters import LetterWording
from pccdesk.domain.salutations import greeted
from pccdesk.papers.composer import Composer
from pccdesk.papers.correspondence import Addressee, Letterhead, LetterSheet
from pccdesk.papers.letter_sheet import draw_letters

COMMON_PLACEHOLDERS = frozenset(
    {
        "addressee",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLetter:
    """A letter that tells an applicant of a decision."""

    letterhead: Letterhead
    addressee: Addressee
    dated: date
    reference: str
    decision_reference: str
    decision_date: date
    fund: str
    round: str
    project: str
    wording: LetterWording
    copy_mark: str = ""


_Letter = TypeVar("_Letter", bound=DecisionLetter)


def draw_decisions(
    letters: Iterable[_Letter],
    kind: str,
    pages_wanted: int,
    compose: Callable[[_Letter, Composer], None],
) -> bytes:
    """Return one PDF of letters of a kind, such as `Award letter`; at least one is needed."""

    def composed(letter: _Letter) -> Callable[[Composer], None]:
        return lambda composer: compose(letter, composer)

    drafts = [(_sheet(each, kind, pages_wanted), composed(each)) for each in letters]
    title = drafts[0][0].title if len(drafts) == 1 else f"{kind}s"
    return draw_letters(drafts, title)


def common_values(letter: DecisionLetter) -> Mapping[str, str]:
    """Return what stands for the placeholders that both letters know."""
    office = letter.letterhead
    return {
        "addressee": greeted(letter.addressee.name),
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


def _sheet(letter: DecisionLetter, kind: str, pages_wanted: int) -> LetterSheet:
    decision = f"{letter.decision_reference}, {format_date(letter.decision_date)}"
    return LetterSheet(
        letterhead=letter.letterhead,
        addressee=letter.addressee,
        dated=letter.dated,
        reference=letter.reference,
        references=(("Our reference", letter.reference), ("Decision", decision)),
        kind=kind,
        pages_wanted=pages_wanted,
        copy_mark=letter.copy_mark,
    )
