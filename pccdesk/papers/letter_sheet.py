"""The sheet that every letter is written on: letterhead, address in the window, footer."""

from collections.abc import Callable

from pccdesk.papers.composer import Composer
from pccdesk.papers.correspondence import LetterSheet
from pccdesk.papers.first_page import draw_first_page
from pccdesk.papers.paging import Placed, place
from pccdesk.papers.paragraphs import TextStyle, set_lines
from pccdesk.papers.pen import MILLIMETRE, Pen
from pccdesk.papers.structure import Element
from pccdesk.papers.styles import (
    FIRST_TOP,
    FOOT,
    HAIRLINE,
    LEFT,
    NEXT_TOP,
    QUIET,
    RIGHT,
    WIDTH,
    styles,
)
from pccdesk.papers.fonts import Face

_PAGES_WANTED = 2
_DENSITIES = (1.0, 0.97, 0.94, 0.91)
_NOTE = TextStyle(Face.REGULAR, 8.4, 11.0, QUIET)
_HEADER_LINE = 19 * MILLIMETRE
_FOOTER_LINE = 286 * MILLIMETRE


def draw_letters(
    letters: list[tuple[LetterSheet, Callable[[Composer], None]]],
    title: str,
) -> bytes:
    """Return one PDF of letters, each composed by its function; needs one letter at least."""
    first = letters[0][0]
    pen = Pen(title, first.letterhead.name, first.reference, first.dated)
    for sheet, compose in letters:
        _draw_letter(pen, sheet, compose, bookmarked=len(letters) > 1)
    return pen.finish()


def _draw_letter(
    pen: Pen,
    sheet: LetterSheet,
    compose: Callable[[Composer], None],
    *,
    bookmarked: bool,
) -> None:
    front, pages = Element("Sect"), [[]]
    for density in _DENSITIES:
        body, pages = _compose(compose, density)
        if len(pages) <= _PAGES_WANTED:
            break
    else:
        body, pages = _compose(compose, 1.0)
    letter = pen.root.add("Sect")
    letter.kids += [front, body]
    for number, placed in enumerate(pages, start=1):
        pen.begin_page()
        if number == 1:
            if bookmarked:
                pen.bookmark(f"{sheet.reference} {sheet.addressee.organisation}")
            draw_first_page(pen, sheet, front)
        else:
            _draw_header(pen, sheet)
        _draw_placed(pen, placed)
        _draw_footer(pen, sheet, f"Page {number} of {len(pages)}")
        pen.end_page()


def _compose(
    compose: Callable[[Composer], None],
    density: float,
) -> tuple[Element, list[list[Placed]]]:
    body = Element("Sect")
    composer = Composer(styles(density), body)
    compose(composer)
    return body, place(composer.strips, FIRST_TOP, NEXT_TOP, FOOT)


def _draw_placed(pen: Pen, placed: list[Placed]) -> None:
    for item in placed:
        item.strip.draw(pen, item.top)


def _draw_header(pen: Pen, sheet: LetterSheet) -> None:
    pen.mark(None)
    _draw_ends(pen, f"{sheet.reference}  ·  {sheet.addressee.organisation}", sheet, _HEADER_LINE)
    bottom = _HEADER_LINE + 5
    pen.rule((LEFT, bottom), (RIGHT, bottom), HAIRLINE)


def _draw_ends(pen: Pen, left: str, sheet: LetterSheet, baseline: float) -> None:
    right = set_lines(sheet.copy_mark or sheet.letterhead.name, _NOTE, WIDTH / 2)[0]
    lines = set_lines(left, _NOTE, WIDTH - right.width - 24)
    pen.text(lines[0], _NOTE, LEFT, baseline)
    pen.text_right(right, _NOTE, RIGHT, baseline)


def _draw_footer(pen: Pen, sheet: LetterSheet, label: str) -> None:
    pen.mark(None)
    pen.text(set_lines(sheet.reference, _NOTE, WIDTH)[0], _NOTE, LEFT, _FOOTER_LINE)
    pen.text_right(set_lines(label, _NOTE, WIDTH)[0], _NOTE, RIGHT, _FOOTER_LINE)
