"""The logical structure of a PDF (headings, lists, tables), for readers who hear it.

ISO 32000-1 section 14.7 and 14.8: a tree of structure elements whose leaves are pieces of marked
content on the pages, and a parent tree that leads back from each page to its elements.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObjectReference, PDFPage


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
        self._names: dict[Element, PDFObjectReference] = {}

    def begin_page(self) -> None:
        """Take what follows as content of a new page."""
        self._pages.append([])

    def mark(self, element: Element, page: "PDFObjectReference") -> int:
        """Record a piece of marked content on this page; returns its number on the page."""
        number = len(self._pages[-1])
        self._pages[-1].append(element)
        element.kids.append((page, number))
        return number

    def write(self, document: "PDFDocument", pages: "list[PDFPage]") -> None:
        """Add the tree to the document's catalogue once all pages are drawn."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference

        top = self._write(document, self.root, PDFObjectReference("structure"))
        numbers: list[object] = []
        for place, (page, elements) in enumerate(zip(pages, self._pages, strict=True)):
            # ReportLab writes the page keys that are listed here; it does not know these two
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = place, PDFName("S")
            numbers += [place, PDFArray([self._names[element] for element in elements])]
        tree = {
            "Type": PDFName("StructTreeRoot"),
            "K": top,
            "ParentTree": PDFDictionary({"Nums": PDFArray(numbers)}),
            "ParentTreeNextKey": len(pages),
        }
        document.Catalog.StructTreeRoot = document.Reference(PDFDictionary(tree), "structure")
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _write(
        self,
        document: "PDFDocument",
        element: Element,
        parent: "PDFObjectReference",
    ) -> "PDFObjectReference":
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference

        own = PDFObjectReference(f"element{len(self._names)}")
        self._names[element] = own
        entry: dict[str, object] = {"S": PDFName(element.tag), "P": parent}
        entry |= _attributes(element)
        kids: list[object] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                if not kid.is_empty():
                    kids.append(self._write(document, kid, own))
            else:
                page, number = kid
                marked = {"Type": PDFName("MCR"), "Pg": page, "MCID": number}
                kids.append(PDFDictionary(marked))
        entry["K"] = PDFArray(kids)
        document.Reference(PDFDictionary(entry), own.name)
        return own


def _attributes(element: Element) -> dict[str, object]:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString

    attributes: dict[str, object] = {}
    if element.alternative:
        attributes["Alt"] = PDFString(element.alternative)
    if element.scope:
        scope = {"O": PDFName("Table"), "Scope": PDFName(element.scope)}
        attributes["A"] = PDFDictionary(scope)
    return attributes
