"""The page on which an auditor keeps the head of the audit log: to be printed, signed, typed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from pccdesk.domain.countersigns import Countersign, grouped
from pccdesk.domain.dates import to_london
from pccdesk.papers.composer import Composer, Row
from pccdesk.papers.correspondence import Addressee, Letterhead, LetterSheet
from pccdesk.papers.fonts import Face
from pccdesk.papers.letter_sheet import draw_letters
from pccdesk.papers.paging import Strip
from pccdesk.papers.paragraphs import TextStyle, set_lines
from pccdesk.papers.pen import MILLIMETRE, Pen
from pccdesk.papers.structure import Element
from pccdesk.papers.styles import ACCENT, HAIRLINE, INK, LEFT, QUIET, RIGHT, WIDTH

_DIGITS = TextStyle(Face.STRONG, 15.0, 23.0, INK)
_ROW_LABEL = TextStyle(Face.REGULAR, 9.4, 23.0, QUIET)
_NOTE = TextStyle(Face.REGULAR, 8.4, 11.0, QUIET)
_IN_A_ROW = 4
_INDENT = 40 * MILLIMETRE
_GROUP_WIDTH = 27 * MILLIMETRE
_DIGIT_WIDTH = 10.6
_BASELINE = 16.5
_AIR = 5.0
_GUTTER = 8 * MILLIMETRE
_COLUMN = (WIDTH - _GUTTER) / 2
_FIELD = 12.0 * MILLIMETRE
_ROW_NAMES = ("first", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class CountersignPaper:
    """What the page prints."""

    letterhead: Letterhead
    countersign: Countersign


def draw_countersign(paper: CountersignPaper) -> bytes:
    """Return the page as a PDF."""
    made = paper.countersign
    number = f"{made.head.sequence:,}"
    sheet = LetterSheet(
        letterhead=paper.letterhead,
        addressee=Addressee("For the auditor’s own file", "", (), ""),
        dated=to_london(made.made_at).date(),
        reference=f"Countersign of entry {number}",
        references=(("Entry", number), ("Check figure", made.head.check)),
        kind="Countersign of the audit log",
        pages_wanted=1,
    )
    return draw_letters([(sheet, lambda composer: _compose(made, composer))], sheet.kind)


def _compose(made: Countersign, composer: Composer) -> None:
    number = f"{made.head.sequence:,}"
    composer.title("Countersign of the audit log")
    composer.paragraph(
        "Every entry of the office’s audit log is sealed with a hash made of the entry and of the "
        f"hash before it. The hash below seals entry {number} and all before it: if any of them "
        "is ever changed, removed or moved, it no longer fits. Keep this page where the office "
        "cannot change it."
    )
    composer.facts(
        [
            Row("Records", " ".join(grouped(made.records))),
            Row("Last entry", number, figure=True),
            Row("Check figure", made.head.check, figure=True),
            Row("Made", f"{made.made_words}, by {made.made_by}"),
        ]
    )
    composer.heading(f"Hash of entry {number}")
    _add_hash(composer, made.head.groups)
    composer.heading("To check it later")
    composer.paragraph(
        "In PCCDesk, open Audit log, choose Countersign, then Check a countersign. Type the entry, "
        "the hash and the check figure (spaces do not matter), or open the file that was saved "
        "with this page. The log is walked from its first entry."
    )
    composer.heading("Seen and kept by")
    _add_signatures(composer)


def _add_hash(composer: Composer, groups: Sequence[str]) -> None:
    """Add the hash in rows of four groups, each digit in a place of its own, as in a form."""
    table = composer.parent.add("Table")
    rows = [groups[start : start + _IN_A_ROW] for start in range(0, len(groups), _IN_A_ROW)]
    strips = [
        _hash_row(row, name, table, last=row is rows[-1])
        for row, name in zip(rows, _ROW_NAMES, strict=True)
    ]
    composer.block(strips)


def _hash_row(groups: Sequence[str], name: str, table: Element, *, last: bool) -> Strip:
    row = table.add("TR")
    heading = row.add("TH", scope="Row")
    cells = [row.add("TD") for _group in groups]
    height = _DIGITS.leading + 2 * _AIR / 2

    def draw(pen: Pen, top: float) -> None:
        pen.rule((LEFT, top), (RIGHT, top), HAIRLINE)
        baseline = top + _AIR / 2 + _BASELINE
        pen.mark(heading)
        pen.text(set_lines(f"{name.capitalize()} row", _ROW_LABEL, WIDTH)[0], _ROW_LABEL, LEFT,
                 baseline)  # fmt: skip
        for place, (cell, group) in enumerate(zip(cells, groups, strict=True)):
            pen.mark(cell)
            left = LEFT + _INDENT + place * _GROUP_WIDTH
            for position, digit in enumerate(group):
                line = set_lines(digit, _DIGITS, WIDTH)[0]
                middle = left + (position + 0.5) * _DIGIT_WIDTH
                pen.text(line, _DIGITS, middle - line.width / 2, baseline)
        if last:
            pen.rule((LEFT, top + height), (RIGHT, top + height), HAIRLINE)

    return Strip(height, draw, glued=not last, space=_AIR if name == _ROW_NAMES[0] else 0.0)


def _add_signatures(composer: Composer) -> None:
    """Add two people's lines: the auditor, and who made the countersign."""
    element = composer.parent.add("Sect")
    people = ("Auditor", "For the office")
    labels = ("Name", "Signature and date")
    parts = [[element.add("P") for _label in (*labels, "")] for _each in people]

    def draw(pen: Pen, top: float) -> None:
        for place, (person, marks) in enumerate(zip(people, parts, strict=True)):
            left = LEFT + place * (_COLUMN + _GUTTER)
            pen.mark(marks[0])
            style = TextStyle(Face.STRONG, 10.3, 13.6, ACCENT)
            pen.text(set_lines(person, style, _COLUMN)[0], style, left, top + 10)
            for row, label in enumerate(labels):
                line = top + 14 + (row + 1) * _FIELD - 4
                pen.mark(marks[row + 1])
                pen.text(set_lines(label, _NOTE, _COLUMN)[0], _NOTE, left, line - 3)
                pen.rule((left, line), (left + _COLUMN, line), HAIRLINE, 0.7)

    composer.block([Strip(14 + len(labels) * _FIELD, draw, space=_AIR)])
