"""Copies handed out: the kept letter's pages with a small mark on each, such as “Reprint”."""

from io import BytesIO
from typing import TYPE_CHECKING

from pccdesk.domain.errors import Refused
from pccdesk.papers.fonts import Face, loaded_fonts
from pccdesk.papers.paragraphs import TextStyle, one_line
from pccdesk.papers.pen import MILLIMETRE
from pccdesk.papers.styles import ACCENT, RIGHT, WIDTH

if TYPE_CHECKING:
    from pypdf import PageObject

_MARK = TextStyle(Face.STRONG, 8.4, 11.0, ACCENT)
_FROM_TOP = 9 * MILLIMETRE
_Size = tuple[float, float]


def mark_copy(pdf: bytes, words: str) -> bytes:
    """Return a copy of a PDF with words in the top margin of every page; the original stays.

    Structure, title, language and bookmarks stay as they are; a reader aloud leaves the mark
    out, as it does the page numbers. The same bytes and words always give the same copy.

    Raises:
        Refused: The bytes are not a PDF that can be read, or it has no pages.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
        pages = list(writer.pages)
    except (PyPdfError, ValueError, KeyError, OSError, AttributeError) as error:
        raise _unreadable() from error
    if not pages:
        raise _unreadable()
    marks: dict[_Size, PageObject] = {}
    for page in pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        if size not in marks:
            marks[size] = _marked_sheet(words, size)
        page.merge_page(marks[size])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _unreadable() -> Refused:
    return Refused(
        "The kept letter cannot be read as a PDF, so no copy was made. Check the records (Verify)."
    )


def _marked_sheet(words: str, size: _Size) -> "PageObject":
    """Draw an otherwise empty page with the words in its margin, as an artifact."""
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    loaded_fonts()
    drawn = BytesIO()
    canvas = Canvas(
        drawn,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        # the stubs have this as a number; it is a font's name
        initialFontName=Face.STRONG.value,  # type: ignore[arg-type]
    )
    line = one_line(words, _MARK, WIDTH)
    canvas.addLiteral("/Artifact BMC")
    text = canvas.beginText(RIGHT - line.width, size[1] - _FROM_TOP)
    text.setFillColorRGB(*_MARK.colour)
    for piece in line.pieces:
        text.setFont(piece.font, _MARK.size, _MARK.leading)
        text.textOut(piece.text)
    canvas.drawText(text)
    canvas.addLiteral("EMC")
    canvas.showPage()
    canvas.save()
    return PdfReader(drawn).pages[0]
