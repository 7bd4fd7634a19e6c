"""The logical structure of a PDF (headings, lists, tables), for readers who hear it.

ISO 32000-1 section 14.7 and 14.8: a tree of structure elements whose leaves are pieces of marked
content on the pages, and a parent tree that leads back from each page to its elements.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFObjectReference

    from pccdesk.papers.written_out import WrittenOut

_ROOT, _TOP = "structure", "document"


class Element:
    """One element of the structure, such as a heading (H1) or a table cell (TD)."""

    __slots__ = ("alternative", "kids", "scope", "tag")

    def __init__(self, tag: str, *, alternative: str = "", scope: str = "") -> None:
        self.tag = tag
        self.alternative = alternative
        self.scope = scope
        self.kids: list[Element | tuple[PDFObjectReference, int]] = []

    def add(self, tag: str, *, alternative: str = "", scope: str = "") -> "Element":
        """Return a new element within this one; `scope` is Row or Column for a table heading."""
        element = Element(tag, alternative=alternative, scope=scope)
        self.kids.append(element)
        return element

    def is_empty(self) -> bool:
        """Tell whether nothing was drawn for this element or any within it."""
        return all(isinstance(kid, Element) and kid.is_empty() for kid in self.kids)


class Structure:
    """The structure of one document while its pages are drawn.

    A part of it, such as a letter, is written as soon as it is drawn, so that a file of a
    thousand letters needs little more memory than its bytes.
    """

    def __init__(self, document: "WrittenOut") -> None:
        self._document: Any = document
        self._root = _reserve(document, _ROOT)
        self._top = _reserve(document, _TOP)
        self._parts: list[bytes] = []
        self._numbers: list[bytes] = []
        self._pages: list[list[Element]] = []

    def begin_page(self) -> None:
        """Take what follows as content of a new page."""
        self._pages.append([])

    def mark(self, element: Element, page: "PDFObjectReference") -> int:
        """Record a piece of marked content on this page; returns its number on the page."""
        number = len(self._pages[-1])
        self._pages[-1].append(element)
        element.kids.append((page, number))
        return number

    def write_part(self, part: Element) -> None:
        """Write a part whose pages are drawn; nothing more can be added to it."""
        references: dict[Element, bytes] = {}
        self._parts.append(self._write(part, self._top, references))
        for elements in self._pages:
            place = len(self._numbers)
            marked = b" ".join(references[element] for element in elements)
            self._numbers.append(b"%d [%b]" % (place, marked))
            self._write_page(place)
        self._pages = []

    def finish(self) -> None:
        """Add the tree to the document's catalogue once all its parts are written."""
        document = self._document
        top = (self._root, b" ".join(self._parts))
        document.idToObject[_TOP] = b"<< /S /Document /P %b /K [%b] >>" % top
        document.idToObject[_ROOT] = (
            b"<< /Type /StructTreeRoot /K %b /ParentTreeNextKey %d /ParentTree << /Nums [%b] >> >>"
            % (self._top, len(self._numbers), b"\n".join(self._numbers))
        )
        document.Catalog.StructTreeRoot = self._root
        document.Catalog.MarkInfo = b"<< /Marked true >>"

    def _write_page(self, place: int) -> None:
        from reportlab.pdfbase.pdfdoc import PDFName

        page = self._document.Pages.pages[place]
        # ReportLab writes the page keys that are listed here; it does not know these two
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = place, PDFName("S")
        self._document.write_page(place)

    def _write(self, element: Element, parent: bytes, references: dict[Element, bytes]) -> bytes:
        """Write an element and all within it, as bytes: a file of letters has many of them."""
        number = self._document.reserve()
        own = references[element] = b"%d 0 R" % number
        kids = []
        for kid in element.kids:
            if not isinstance(kid, Element):
                written = (kid[0].format(self._document), kid[1])
                kids.append(b"<< /Type /MCR /Pg %b /MCID %d >>" % written)
            elif not kid.is_empty():
                kids.append(self._write(kid, own, references))
        parts = (element.tag.encode(), parent, _attributes(element), b" ".join(kids))
        self._document.write(number, b"<< /S /%b /P %b%b /K [%b] >>" % parts)
        return own


def _reserve(document: Any, name: str) -> bytes:
    """Give an object that is written at the end its number; returns a reference to it."""
    reference: bytes = document.Reference(b"", name).format(document)
    return reference


def _attributes(element: Element) -> bytes:
    written = b""
    if element.alternative:
        text = element.alternative.encode("utf-16-be").hex().encode()
        written += b" /Alt <feff%b>" % text
    if element.scope:
        written += b" /A << /O /Table /Scope /%b >>" % element.scope.encode()
    return written
