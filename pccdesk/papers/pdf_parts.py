"""A PDF's objects as they stand in the file, so that pages can be taken over without a change.

For the letters of this program, which have a plain cross-reference table and hold references in
dictionaries only; what is written otherwise is put into that shape by pypdf first.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

_OBJECT = re.compile(rb"\s*(\d+) 0 obj\b(.*)\bendobj\s*\Z", re.DOTALL)
_STREAM = re.compile(rb">>\s*stream\r?\n")
_STREAM_END = re.compile(rb"endstream\s*\Z")
# A text in brackets is passed over: it may hold anything.
_REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|\b(\d+)\s+0\s+R\b", re.DOTALL)
_ENTRY = 20  # bytes of a line in the cross-reference table


class NotPlainError(ValueError):
    """The bytes are no PDF of the plain shape."""


@dataclass(frozen=True, slots=True)
class Part:
    """One object: its dictionary, in which references stand, and its stream, if it has one."""

    head: bytes
    stream: bytes

    def written(self, number_of: Callable[[int], int]) -> bytes:
        """Return the object's bytes with every reference given its new number."""

        def renumbered(found: re.Match[bytes]) -> bytes:
            return b"%d 0 R" % number_of(int(found[1])) if found[1] else found[0]

        return _REFERENCE.sub(renumbered, self.head) + self.stream

    def reference(self, key: bytes) -> int:
        """Return the number of the object that a key leads to; raises `NotPlainError`."""
        found = re.search(rb"/%b\s*\[?\s*(\d+)\s+0\s+R\b" % key, self.head)
        if found is None:
            raise NotPlainError(key.decode())
        return int(found[1])

    def references(self, key: bytes) -> list[int]:
        """Return the numbers in a key's list; raises `NotPlainError` if there is none."""
        found = re.search(rb"/%b\s*\[([^\]]*)\]" % key, self.head)
        if found is None:
            raise NotPlainError(key.decode())
        return [int(each) for each in re.findall(rb"(\d+)\s+0\s+R\b", found[1])]

    def is_a(self, kind: bytes) -> bool:
        """Tell whether the object says that it is of a type, such as `Page`."""
        return re.search(rb"/Type\s*/%b\b" % kind, self.head) is not None


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole document: its objects by number, its pages in order, its structure."""

    objects: dict[int, Part]
    pages: tuple[int, ...]
    dropped: frozenset[int]  # what a joined file has once: catalogue, page tree, tree of structure
    page_nodes: frozenset[int]
    document: int | None  # the topmost element of the structure
    elements: tuple[int, ...]
    by_page: dict[int, tuple[int, ...]]  # the elements of each page's pieces, by its number


def read_parts(content: bytes) -> Parts:
    """Return a PDF's parts; raises `NotPlainError` for one of another shape, or damaged."""
    objects, trailer = _objects(content)
    root = Part(trailer, b"").reference(b"Root")
    try:
        catalogue = objects[root]
        nodes, pages = _page_tree(objects, catalogue.reference(b"Pages"))
        information = re.findall(rb"/Info\s+(\d+)\s+0\s+R", trailer)
        dropped = {root, *nodes, *(int(each) for each in information)}
        if b"/StructTreeRoot" not in catalogue.head:
            return Parts(objects, pages, frozenset(dropped), nodes, None, (), {})
        tree = catalogue.reference(b"StructTreeRoot")
        document = objects[tree].reference(b"K")
        return Parts(
            objects,
            pages,
            frozenset(dropped | {tree, document}),
            nodes,
            document,
            tuple(objects[document].references(b"K")),
            _by_page(objects[tree]),
        )
    except KeyError as error:
        raise NotPlainError(str(error)) from error


def plain(content: bytes) -> bytes:
    """Return a PDF in the plain shape, read and written by pypdf; raises what pypdf raises."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _objects(content: bytes) -> tuple[dict[int, Part], bytes]:
    at = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", content[-64:])
    if at is None:
        raise NotPlainError("no end")
    start = int(at[1])
    head = re.match(rb"xref\s+0 (\d+)\s*?\r?\n", content[start : start + 40])
    if head is None:
        raise NotPlainError("no table")
    table = start + head.end()
    count = int(head[1])
    ends = table + count * _ENTRY
    lines = (content[place : place + _ENTRY] for place in range(table, ends, _ENTRY))
    offsets = sorted(int(line[:10]) for line in lines if line[17:18] == b"n")
    parts = (
        _part(content[offset:end])
        for offset, end in zip(offsets, [*offsets[1:], start], strict=True)
    )
    return dict(parts), content[ends:]


def _part(content: bytes) -> tuple[int, Part]:
    found = _OBJECT.match(content)
    if found is None:
        raise NotPlainError("an object")
    body = found[2]
    begins = _STREAM.search(body)
    if begins is None:
        return int(found[1]), Part(body, b"")
    if _STREAM_END.search(body[-20:]) is None:
        raise NotPlainError("a stream")
    return int(found[1]), Part(body[: begins.start()], body[begins.start() :])


def _page_tree(objects: dict[int, Part], root: int) -> tuple[frozenset[int], tuple[int, ...]]:
    nodes, pages, waiting = set[int](), list[int](), [root]
    while waiting:
        number = waiting.pop()
        part = objects[number]
        if part.is_a(b"Page"):
            pages.append(number)
        elif part.is_a(b"Pages") and number not in nodes:
            nodes.add(number)
            waiting += reversed(part.references(b"Kids"))
        else:
            raise NotPlainError("the page tree")
    return frozenset(nodes), tuple(pages)


def _by_page(tree: Part) -> dict[int, tuple[int, ...]]:
    begins = tree.head.find(b"/Nums")
    if begins < 0:
        raise NotPlainError("the parent tree")
    return {
        int(key): tuple(int(each) for each in re.findall(rb"(\d+)\s+0\s+R\b", elements))
        for key, elements in re.findall(rb"(\d+)\s*\[([^\]]*)\]", tree.head[begins + 5 :])
    }
