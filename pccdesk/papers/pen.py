"""The pen that draws on pages: text, rules and pictures, measured from the top left in points."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pccdesk.papers.emblem import emblem_operators
from pccdesk.papers.fonts import Face, loaded_fonts
from pccdesk.papers.paragraphs import Line, TextStyle
from pccdesk.papers.structure import Element, Structure

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader

PAGE_WIDTH, PAGE_HEIGHT = 595.2756, 841.8898
MILLIMETRE = 72 / 25.4
Colour = tuple[float, float, float]


class Pen:
    """Draws one document; the same calls always give the same bytes."""

    def __init__(self, title: str, author: str, subject: str, dated: date) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        from pccdesk.papers.written_out import WrittenOut

        loaded_fonts()
        rl_config.useA85 = 0  # streams stay binary: a fifth smaller
        self._canvas = Canvas(
            "",  # no file: the document is asked for its bytes
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            # the stubs have this as a number; it is a font's name
            initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]
            lang="en-GB",
        )
        self._document: Any = WrittenOut.of(self._canvas)
        self._structure = Structure(self._document)
        self._marked: Element | None = None
        self._in_mark = False
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(subject)
        self._canvas.setCreator("PCCDesk")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        # without this an unchanging document is dated 1 January 2000
        self._canvas.setDateFormatter(lambda *_clock: f"D:{dated:%Y%m%d}120000Z")
        self.pages = 0

    def begin_page(self) -> None:
        """Start a page; each `begin_page` needs its `end_page`."""
        self._structure.begin_page()
        self.pages += 1

    def end_page(self) -> None:
        """Close the page."""
        self._end_mark()
        self._canvas.showPage()

    def end_part(self, part: Element) -> None:
        """Write the structure of pages drawn since the last part, such as a letter's."""
        self._structure.write_part(part)

    def bookmark(self, title: str) -> None:
        """Put the page into the document's outline."""
        key = f"page{self.pages}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def mark(self, element: Element | None) -> None:
        """Say what the following strokes belong to; None for what a reader aloud leaves out."""
        if self._in_mark and element is self._marked:
            return
        self._end_mark()
        if element is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            number = self._structure.mark(element, self._document.thisPageRef())
            self._canvas.addLiteral(f"/{element.tag} <</MCID {number}>> BDC")
        self._marked, self._in_mark = element, True

    def text(self, line: Line, style: TextStyle, x: float, baseline: float) -> None:
        """Draw a line of text from `x` on."""
        text = self._canvas.beginText(x, PAGE_HEIGHT - baseline)
        # as `setFillColorRGB` does, which works each colour out anew
        text._code.append(_fill_of(style.colour))  # type: ignore[attr-defined]  # noqa: SLF001
        for piece in line.pieces:
            text.setFont(piece.font, style.size, style.leading)
            text.textOut(piece.text)
        self._canvas.drawText(text)

    def text_right(self, line: Line, style: TextStyle, x: float, baseline: float) -> None:
        """Draw a line of text that ends at `x`."""
        self.text(line, style, x - line.width, baseline)

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: Colour,
        weight: float = 0.5,
        *,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """Draw a straight line, as decoration that is not read aloud."""
        self.mark(None)
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(weight)
        self._canvas.setDash(list(dashes))
        self._canvas.line(start[0], PAGE_HEIGHT - start[1], end[0], PAGE_HEIGHT - end[1])

    def emblem(self, x: float, top: float, size: float) -> None:
        """Draw the shipped emblem as a square of `size` points."""
        scale = size / 100
        self._canvas.addLiteral(
            f"q {scale:.5f} 0 0 {-scale:.5f} {x:.3f} {PAGE_HEIGHT - top:.3f} cm "
            f"{emblem_operators()} Q",
        )

    def picture(self, picture: "ImageReader", x: float, top: float, height: float) -> float:
        """Draw a picture at a height and return its width, both in points."""
        wide, high = picture.getSize()
        width = height * wide / high
        self._canvas.drawImage(
            picture,
            x,
            PAGE_HEIGHT - top - height,
            width,
            height,
            mask="auto",
        )
        return width

    def finish(self) -> bytes:
        """Close the document and return its bytes."""
        self._structure.finish()
        canvas: Any = self._canvas  # what is asked for has no types
        written: bytes = canvas.getpdfdata()
        return written

    def _end_mark(self) -> None:
        if self._in_mark:
            self._canvas.addLiteral("EMC")
        self._in_mark = False


@lru_cache(maxsize=64)
def _fill_of(colour: Colour) -> str:
    from reportlab.lib.rl_accel import fp_str

    return f"{fp_str(*colour)} rg"
