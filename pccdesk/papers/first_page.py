"""The head of a letter's first page: letterhead, address in the window, date and references.

The address stands where a DL window envelope shows it: 20 mm from the left, 50 mm from the top,
within 95 by 35 mm, the page folded at 99 and 198 mm.
"""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from pccdesk.domain.dates import format_date
from pccdesk.domain.direction_marks import isolated
from pccdesk.papers.correspondence import LetterSheet
from pccdesk.papers.fonts import Face
from pccdesk.papers.paragraphs import Line, TextStyle, set_lines
from pccdesk.papers.pen import MILLIMETRE, Pen
from pccdesk.papers.structure import Element
from pccdesk.papers.styles import ACCENT, HAIRLINE, INK, LEFT, QUIET, RIGHT

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader

_TOP = 14 * MILLIMETRE
_EMBLEM = 17 * MILLIMETRE
_SIDE = RIGHT - 51 * MILLIMETRE  # the column of the office's details and the references
_NAME = TextStyle(Face.STRONG, 14.5, 17.5, ACCENT)
_CONTACT = TextStyle(Face.REGULAR, 8.6, 11.2, QUIET)
_HEAD_RULE = 43 * MILLIMETRE
_VALUE = TextStyle(Face.REGULAR, 10.3, 12.6, INK)
_MARK = TextStyle(Face.STRONG, 9.4, 12.0, ACCENT)

WINDOW_LEFT, WINDOW_TOP = 20 * MILLIMETRE, 50 * MILLIMETRE
WINDOW_WIDTH, WINDOW_HEIGHT = 95 * MILLIMETRE, 35 * MILLIMETRE
_ADDRESS_TOP = WINDOW_TOP + 2 * MILLIMETRE
_ADDRESS_WIDTH = WINDOW_LEFT + WINDOW_WIDTH - LEFT - 2 * MILLIMETRE
_ADDRESS = TextStyle(Face.REGULAR, 10.6, 13.0, INK)
_SMALLER = 0.94
_FOLDS = (99 * MILLIMETRE, 198 * MILLIMETRE)
_FOLD_MARK = (5 * MILLIMETRE, 9 * MILLIMETRE)
_PAIR_AIR = 5.0
_CONTACT_AIR = 3.0


def draw_first_page(pen: Pen, sheet: LetterSheet, front: Element) -> None:
    """Draw everything of the first page that is not the letter's text."""
    _draw_name(pen, sheet, front)
    _draw_contact(pen, sheet, front)
    pen.rule((LEFT, _HEAD_RULE), (RIGHT, _HEAD_RULE), HAIRLINE)
    _draw_address(pen, sheet, front.add("P"))
    _draw_references(pen, sheet, front)
    for fold in _FOLDS:
        pen.rule((_FOLD_MARK[0], fold), (_FOLD_MARK[1], fold), HAIRLINE)


def _draw_name(pen: Pen, sheet: LetterSheet, front: Element) -> None:
    office = sheet.letterhead.name
    pen.mark(front.add("Figure", alternative=f"Emblem of the {office}"))
    width = _EMBLEM
    if sheet.letterhead.logo is None:
        pen.emblem(LEFT, _TOP, _EMBLEM)
    else:
        width = pen.picture(_picture(sheet.letterhead.logo), LEFT, _TOP, _EMBLEM)
    x = LEFT + width + 5 * MILLIMETRE
    lines = _balanced(office, _SIDE - x - 6 * MILLIMETRE)
    top = _TOP + (_EMBLEM - len(lines) * _NAME.leading) / 2
    _draw_lines(pen, lines, _NAME, (x, top), front.add("P"))


def _draw_contact(pen: Pen, sheet: LetterSheet, front: Element) -> None:
    office = sheet.letterhead
    top = _TOP + 0.5
    for texts in (
        (*office.address, office.postcode),
        (office.telephone, office.email, office.website),
    ):
        shown = [text for text in texts if text]
        lines = [line for text in shown for line in set_lines(text, _CONTACT, RIGHT - _SIDE)]
        top = _draw_lines(pen, lines, _CONTACT, (_SIDE, top), front.add("P")) + _CONTACT_AIR


def _draw_address(pen: Pen, sheet: LetterSheet, element: Element) -> None:
    """Draw the address in the largest type with which it fits the window."""
    room = WINDOW_TOP + WINDOW_HEIGHT - _ADDRESS_TOP
    style, lines = _ADDRESS, _address_lines(sheet, _ADDRESS)
    while len(lines) * style.leading > room:
        style = style.scaled(_SMALLER)
        lines = _address_lines(sheet, style)
    _draw_lines(pen, lines, style, (LEFT, _ADDRESS_TOP), element)


def _address_lines(sheet: LetterSheet, style: TextStyle) -> list[Line]:
    texts = map(isolated, sheet.addressee.lines)
    return [line for text in texts for line in set_lines(text, style, _ADDRESS_WIDTH)]


def _draw_references(pen: Pen, sheet: LetterSheet, front: Element) -> None:
    top = _ADDRESS_TOP
    if sheet.copy_mark:
        lines = set_lines(sheet.copy_mark, _MARK, RIGHT - _SIDE)
        top = _draw_lines(pen, lines, _MARK, (_SIDE, top), front.add("P")) + _PAIR_AIR
    for label, value in (("Date", format_date(sheet.dated)), *sheet.references):
        element = front.add("P")
        line = set_lines(label, _CONTACT, RIGHT - _SIDE)
        top = _draw_lines(pen, line, _CONTACT, (_SIDE, top), element)
        values = set_lines(value, _VALUE, RIGHT - _SIDE)
        top = _draw_lines(pen, values, _VALUE, (_SIDE, top), element) + _PAIR_AIR


def _draw_lines(
    pen: Pen,
    lines: tuple[Line, ...] | list[Line],
    style: TextStyle,
    corner: tuple[float, float],
    element: Element,
) -> float:
    """Draw lines downwards from their top left corner; returns their bottom."""
    left, top = corner
    pen.mark(element)
    for place, line in enumerate(lines):
        pen.text(line, style, left, top + place * style.leading + style.size * 0.93)
    return top + len(lines) * style.leading


@lru_cache(maxsize=16)
def _balanced(name: str, width: float) -> tuple[Line, ...]:
    """Set the office's name in lines of about one length."""
    lines = set_lines(name, _NAME, width)
    narrow = width
    while len(lines) > 1 and narrow > width / 2:
        narrow -= 4
        closer = set_lines(name, _NAME, narrow)
        if len(closer) > len(lines):
            break
        lines = closer
    return lines


@lru_cache(maxsize=4)
def _picture(logo: bytes) -> "ImageReader":
    from reportlab.lib.utils import ImageReader

    return ImageReader(BytesIO(logo))
