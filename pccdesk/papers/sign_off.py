"""The end of a letter: room for the signature, and the slip that the applicant returns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pccdesk.domain.direction_marks import isolated
from pccdesk.domain.letters import Run
from pccdesk.papers.composer import Composer
from pccdesk.papers.correspondence import Letterhead
from pccdesk.papers.fonts import Face
from pccdesk.papers.paging import Strip
from pccdesk.papers.paragraphs import Line, TextStyle, set_lines
from pccdesk.papers.pen import MILLIMETRE, Pen
from pccdesk.papers.structure import Element
from pccdesk.papers.styles import HAIRLINE, INK, LEFT, QUIET, RIGHT, WIDTH

_INK_ROOM = 14 * MILLIMETRE
_NOTE = TextStyle(Face.REGULAR, 8.4, 11.0, QUIET)
_TEXT = TextStyle(Face.REGULAR, 10.0, 13.0, INK)
_HEADING = TextStyle(Face.STRONG, 11.6, 15.0, INK)
_GUTTER = 8 * MILLIMETRE
_COLUMN = (WIDTH - _GUTTER) / 2
_FIELD_HEIGHT = 12.5 * MILLIMETRE
_TEAR_OFF = 16.0


def sign_off(composer: Composer, valediction: str, letterhead: Letterhead) -> None:
    """Add the valediction, room for ink, and the signatory's name and title; never parted."""
    composer.paragraph(valediction, kept=True, space=composer.styles.gap * 1.6)
    name = (Run(letterhead.signatory_name, strong=True),)
    composer.paragraph(name, kept=True, space=_INK_ROOM)
    composer.paragraph(letterhead.signatory_title, kept=True, space=0.0)
    composer.strips[-1] = replace(composer.strips[-1], glued=False)


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed on an acceptance slip."""

    heading: str
    statement: Sequence[Run]
    organisation: str
    reference: str
    decision_reference: str
    return_to: str


def acceptance_slip(composer: Composer, slip: Slip) -> None:
    """Add the slip at the foot of the page, in one piece with the signature above it."""
    composer.keep_with_next()
    element = composer.parent.add("Sect")
    statement = set_lines(slip.statement, _TEXT, WIDTH)
    returned = set_lines(slip.return_to, _NOTE, WIDTH)
    names = set_lines(isolated(slip.organisation), _TEXT, _COLUMN)
    height = _TEAR_OFF + _HEADING.leading + 3 + len(statement) * _TEXT.leading + 6
    height += 12 + len(names) * _TEXT.leading + 2 * _FIELD_HEIGHT + len(returned) * _NOTE.leading
    parts = [element.add("H2"), *(element.add("P") for _part in range(8))]

    def draw(pen: Pen, top: float) -> None:
        _draw_tear_off(pen, top)
        y = top + _TEAR_OFF
        y = _draw_lines(pen, set_lines(slip.heading, _HEADING, WIDTH), _HEADING, y, parts[0]) + 3
        y = _draw_lines(pen, statement, _TEXT, y, parts[1]) + 6
        y = _draw_known(pen, slip, names, y, parts[2:4])
        for labels, row in ((("Name", "Position"), 4), (("Signature", "Date"), 6)):
            _draw_field(pen, labels[0], LEFT, y, parts[row])
            _draw_field(pen, labels[1], LEFT + _COLUMN + _GUTTER, y, parts[row + 1])
            y += _FIELD_HEIGHT
        _draw_lines(pen, returned, _NOTE, y + 2, parts[8])

    composer.block([Strip(height, draw, space=10 * MILLIMETRE, sunk=True)])


def _draw_tear_off(pen: Pen, top: float) -> None:
    hint = set_lines("Cut here and return the slip below", _NOTE, WIDTH)[0]
    middle = (LEFT + RIGHT) / 2
    pen.rule((LEFT, top), (middle - hint.width / 2 - 6, top), QUIET, dashes=(3, 3))
    pen.rule((middle + hint.width / 2 + 6, top), (RIGHT, top), QUIET, dashes=(3, 3))
    pen.text(hint, _NOTE, middle - hint.width / 2, top + 2.6)


def _draw_known(
    pen: Pen,
    slip: Slip,
    names: Sequence[Line],
    top: float,
    parts: Sequence[Element],
) -> float:
    """Draw the fields that the office has filled in; returns their bottom."""
    right = LEFT + _COLUMN + _GUTTER
    number = f"{slip.reference}, decision {slip.decision_reference}"
    pen.mark(parts[0])
    pen.text(set_lines("Organisation", _NOTE, WIDTH)[0], _NOTE, LEFT, top + 9)
    bottom = _draw_lines(pen, names, _TEXT, top + 11, parts[0])
    pen.mark(parts[1])
    pen.text(set_lines("Reference", _NOTE, WIDTH)[0], _NOTE, right, top + 9)
    pen.text(set_lines(number, _TEXT, _COLUMN)[0], _TEXT, right, top + 11 + 9.8)
    return bottom + 1


def _draw_field(pen: Pen, label: str, x: float, top: float, element: Element) -> None:
    line = top + _FIELD_HEIGHT - 3
    pen.mark(element)
    pen.text(set_lines(label, _NOTE, _COLUMN)[0], _NOTE, x, line - 3)
    pen.rule((x, line), (x + _COLUMN, line), HAIRLINE, 0.7)


def _draw_lines(
    pen: Pen,
    lines: Sequence[Line],
    style: TextStyle,
    top: float,
    element: Element,
) -> float:
    pen.mark(element)
    for place, line in enumerate(lines):
        pen.text(line, style, LEFT, top + place * style.leading + style.leading * 0.76)
    return top + len(lines) * style.leading
