"""The logical structure of a PDF (headings, lists, tables), for readers who hear it.

ISO 32000-1 section 14.7 and 14.8: a tree of structure elements whose leaves are pieces of marked
content on the pages, and a parent tree that leads back from each page to its elements.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFObjectReference

_ROOT = "structure"


class Element:
    """One element of the structure, such as a heading (H1) or a table cell (TD)."""

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
    """The structure of one document while its pages are drawn."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._pages: list[list[Element]] = []
        self._references: dict[Element, bytes] = {}

    def begin_page(self) -> None:
        """Take what follows as content of a new page."""
        self._pages.append([])

    def mark(self, element: Element, page: "PDFObjectReference") -> int:
        """Record a piece of marked content on this page; returns its number on the page."""
        number = len(self._pages[-1])
        self._pages[-1].append(element)
        element.kids.append((page, number))
        return number

    def write(self, document: Any, pages: Sequence[Any]) -> None:
        """Add the tree to a ReportLab document's catalogue once all its pages are drawn."""
        from reportlab.pdfbase.pdfdoc import PDFName

        root = _reserve(document, _ROOT)
        top = self._write(document, self.root, root)
        numbers = []
        for place, (page, elements) in enumerate(zip(pages, self._pages, strict=True)):
            # ReportLab writes the page keys that are listed here; it does not know these two
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = place, PDFName("S")
            marked = b" ".join(self._references[element] for element in elements)
            numbers.append(b"%d [%b]" % (place, marked))
        document.idToObject[_ROOT] = (
            b"<< /Type /StructTreeRoot /K %b /ParentTreeNextKey %d /ParentTree << /Nums [%b] >> >>"
            % (top, len(pages), b"\n".join(numbers))
        )
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = b"<< /Marked true >>"

    def _write(self, document: Any, element: Element, parent: bytes) -> bytes:
        """Write an element and all within it, as bytes: a file of letters has many of them."""
        name = f"element{len(self._references)}"
        own = self._references[element] = _reserve(document, name)
        kids = []
        for kid in element.kids:
            if not isinstance(kid, Element):
                page, number = kid
                kids.append(b"<< /Type /MCR /Pg %b /MCID %d >>" % (page.format(document), number))
            elif not kid.is_empty():
                kids.append(self._write(document, kid, own))
        parts = (element.tag.encode(), parent, _attributes(element), b" ".join(kids))
        document.idToObject[name] = b"<< /S /%b /P %b%b /K [%b] >>" % parts
        return own


def _reserve(document: Any, name: str) -> bytes:
    """Give an object that is yet to be written its number; returns a reference to it."""
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
