"""A PDF document that writes its objects out as soon as they are finished.

ReportLab keeps every page and object until the end, and several entries of tables about each: a
file of a thousand letters, tags and all, took eight times its size. It is imported with ReportLab,
so only inside functions.
"""

from array import array
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFDocument,
    PDFObjectReference,
    PDFStream,
    PDFTrailer,
    format,  # noqa: A004 - ReportLab's name for it
)
from reportlab.pdfgen.canvas import Canvas

_HEAD = b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n"


class WrittenOut(PDFDocument):
    """A canvas's document; of what is written out, where it begins is all that is kept."""

    Pages: Any
    Catalog: Any

    @classmethod
    def of(cls, canvas: Canvas) -> "WrittenOut":
        """Let the canvas's own document, which is still empty, be one of this kind."""
        document: Any = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - no public door
        document.__class__ = cls  # a canvas makes its document itself, and knows no other kind
        document.begin()
        made: WrittenOut = document
        return made

    def begin(self) -> None:
        """Write the file's head; the page tree gets its number before any page names it."""
        self.file = BytesIO()
        self.offsets = array("q", [0])
        self.file.write(_HEAD % vars(self)["_pdfVersion"])
        self._referred(self.Pages)

    def reserve(self) -> int:
        """Return the number of an object that is yet to be written."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def write(self, number: int, content: bytes) -> None:
        """Write an object under its number."""
        missing = number + 1 - len(self.offsets)
        if missing > 0:
            self.offsets.extend([0] * missing)
        self.offsets[number] = self.file.tell()
        self.file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content.removesuffix(b"\n")))

    def write_page(self, place: int) -> None:
        """Write a finished page and what is drawn on it; nothing of it can be changed after."""
        page = self.Pages.pages[place]
        name = page.__InternalName__
        before = self.objectcounter
        self._write_named(name)
        self._forget(name)
        for number in range(before + 1, self.objectcounter + 1):
            drawn = self.numberToId[number]
            if isinstance(self.idToObject[drawn], PDFStream):
                self._write_named(drawn)
                self._forget(drawn)
                del self.idToObjectNumberAndVersion[drawn]
        self.Pages.pages[place] = PDFObjectReference(name)

    def format(self) -> bytes:
        """Write what is left and the table of it all, and return the file."""
        number = 0
        while number < self.objectcounter:  # more may come while one is written
            number += 1
            if number in self.numberToId:
                self._write_named(self.numberToId[number])
        start = self.file.tell()
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self.offsets))
        self.file.writelines(b"%010d 00000 n \n" % each for each in self.offsets[1:])
        trailer = PDFTrailer(
            startxref=start,
            Size=len(self.offsets),
            Root=self._referred(self.Catalog),
            Info=self._referred(self.info),
            ID=self.ID(),
        )
        self.file.write(format(trailer, self))
        return self.file.getvalue()

    def _referred(self, part: Any) -> Any:
        refer: Any = self.Reference  # has no types
        return refer(part)

    def _write_named(self, name: str) -> None:
        number = self.idToObjectNumberAndVersion[name][0]
        self.write(number, format(self.idToObject[name], self, toplevel=1))

    def _forget(self, name: str) -> None:
        del self.numberToId[self.idToObjectNumberAndVersion[name][0]], self.idToObject[name]
