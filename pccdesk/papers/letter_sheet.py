"""The sheet that every letter is written on: letterhead, address in the window, footer."""

from collections.abc import Callable, Sequence

from pccdesk.domain.dates import format_date
from pccdesk.domain.direction_marks import isolated
from pccdesk.papers.composer import Composer
from pccdesk.papers.correspondence import LetterSheet
from pccdesk.papers.first_page import draw_first_page
from pccdesk.papers.fonts import Face
from pccdesk.papers.paging import Placed, place
from pccdesk.papers.paragraphs import TextStyle, one_line, set_lines
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

_DENSER = (0.97, 0.94, 0.91)
_NOTE = TextStyle(Face.REGULAR, 8.4, 11.0, QUIET)
_HEADER_LINE = 19 * MILLIMETRE
_FOOTER_LINE = 286 * MILLIMETRE


def draw_letters(
    letters: Sequence[tuple[LetterSheet, Callable[[Composer], None]]],
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
    front = Element("Sect")
    body, pages = _compose_fitting(compose, sheet.pages_wanted)
    letter = Element("Sect")
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
    pen.end_part(letter)


def _compose_fitting(
    compose: Callable[[Composer], None],
    pages_wanted: int,
) -> tuple[Element, list[list[Placed]]]:
    """Set a letter a little denser where that saves a page; a long one stays as it is."""
    plain = _compose(compose, 1.0)
    if len(plain[1]) <= pages_wanted:
        return plain
    for density in _DENSER:
        denser = _compose(compose, density)
        if len(denser[1]) <= pages_wanted:
            return denser
    return plain


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
    _draw_ends(
        pen, f"{sheet.reference}  ·  {isolated(sheet.addressee.organisation)}", sheet, _HEADER_LINE
    )
    bottom = _HEADER_LINE + 5
    pen.rule((LEFT, bottom), (RIGHT, bottom), HAIRLINE)


def _draw_ends(pen: Pen, left: str, sheet: LetterSheet, baseline: float) -> None:
    right = one_line(sheet.copy_mark or sheet.letterhead.name, _NOTE, WIDTH / 2)
    line = one_line(left, _NOTE, WIDTH - right.width - 24)
    pen.text(line, _NOTE, LEFT, baseline)
    pen.text_right(right, _NOTE, RIGHT, baseline)


def _draw_footer(pen: Pen, sheet: LetterSheet, label: str) -> None:
    pen.mark(None)
    kind = f"{sheet.kind}, {format_date(sheet.dated)}"
    pen.text(set_lines(kind, _NOTE, WIDTH)[0], _NOTE, LEFT, _FOOTER_LINE)
    pen.text_right(set_lines(label, _NOTE, WIDTH)[0], _NOTE, RIGHT, _FOOTER_LINE)
