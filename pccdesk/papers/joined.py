"""All letters in one file: kept PDFs joined page by page for one print job.

Each letter is read, written and let go, so that a thousand need no more memory than their bytes.
Pages, text, language and structure for readers aloud are taken over as they were kept.
"""

import hashlib
import re
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from pccdesk.domain.errors import Refused
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.papers.pdf_parts import NotPlainError, Part, Parts, plain, read_parts

_CATALOGUE, _PAGES, _TREE, _DOCUMENT, _INFORMATION, _OUTLINE = range(1, 7)
_STRUCT_PARENTS = re.compile(rb"/StructParents\s+(\d+)")
_BLANK = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595.2756 841.8898] /Resources << >> >>"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter as it was kept: the reference for its bookmark, and its exact bytes."""

    reference: str
    content: bytes


def join(
    letters: Collection[KeptLetter],
    *,
    duplex: bool = False,
    title: str = "Letters",
    progress: Progress = no_progress,
) -> bytes:
    """Return one PDF with the letters' pages as they are, in the order given.

    The letters may be read one by one as they are asked for. For `duplex` printing a blank page
    follows a letter with an odd number of pages, so that each letter begins a sheet of its own.

    Raises:
        Refused: There is no letter, or one of them is not a PDF that can be read.
        Cancelled: `progress` raised it; nothing was kept.
    """
    if not letters:
        raise Refused("Choose at least one letter.")
    joined = _Joined()
    for done, letter in enumerate(letters):
        progress(done, len(letters))
        joined.add(letter.reference, _parts(letter))
        if duplex and len(joined.pages) % 2:
            joined.add_blank()
    progress(len(letters), len(letters))
    return joined.finish(title)


def _parts(letter: KeptLetter) -> Parts:
    try:
        try:
            parts = read_parts(letter.content)
        except NotPlainError:
            parts = read_parts(plain(letter.content))
    except Exception as error:  # whatever a damaged PDF may bring about
        raise Refused(
            f"The kept letter {letter.reference} cannot be read as a PDF. Leave it out, "
            "and check the records (Verify).",
        ) from error
    if not parts.pages:
        raise Refused(f"The kept letter {letter.reference} has no pages. Leave it out.")
    if not _holds_together(parts):
        raise Refused(
            f"The kept letter {letter.reference} refers to what it does not hold. Leave it out, "
            "and check the records (Verify)."
        )
    return parts


def _holds_together(parts: Parts) -> bool:
    """Tell whether a letter's pages and structure are there, and numbered as far as it has any."""
    there = {each for each in parts.objects if each not in parts.dropped}
    there |= {*parts.page_nodes, *(() if parts.document is None else (parts.document,))}
    wanted = {*parts.pages, *parts.elements}.union(*parts.by_page.values())
    return wanted <= there and max(parts.by_page, default=0) <= len(parts.objects)


class _Joined:
    """The joined file while it grows."""

    def __init__(self) -> None:
        self.pages: list[int] = []
        self._file = BytesIO()
        self._file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._next = _OUTLINE + 1
        self._offsets = array("q", [0] * self._next)  # of each object, by its number
        self._elements: list[int] = []
        self._numbers: list[bytes] = []
        self._marks: list[tuple[str, int]] = []
        self._streams: dict[bytes, int] = {}

    def add(self, reference: str, parts: Parts) -> None:
        """Write a letter's objects under numbers of their own, each shared stream once."""
        numbers = dict.fromkeys(parts.page_nodes, _PAGES)
        if parts.document is not None:
            numbers[parts.document] = _DOCUMENT
        new = []
        for number, part in parts.objects.items():
            if number in parts.dropped:
                continue
            known = self._known(part)
            numbers[number] = known or self._next
            if not known:
                new.append((self._next, part))
                self._next += 1
        first = len(self._numbers)
        for number, part in new:
            content = part.written(lambda old: numbers.get(old, old))
            if part.is_a(b"Page"):
                content = _STRUCT_PARENTS.sub(
                    lambda found: b"/StructParents %d" % (first + int(found[1])), content
                )
            self._write(number, content)
            self._remember(number, part)
        self._marks.append((reference, numbers[parts.pages[0]]))
        self.pages += [numbers[page] for page in parts.pages]
        self._elements += [numbers[element] for element in parts.elements]
        for key in range(max(parts.by_page, default=-1) + 1):
            marked = b" ".join(b"%d 0 R" % numbers[each] for each in parts.by_page.get(key, ()))
            self._numbers.append(b"%d [%b]" % (first + key, marked))

    def add_blank(self) -> None:
        """Write an empty page."""
        self.pages.append(self._new(_BLANK % _PAGES))

    def finish(self, title: str) -> bytes:
        """Write what the file has once, and return the whole."""
        self._write_outline()
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self._write(_PAGES, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(self.pages), kids))
        elements = b" ".join(b"%d 0 R" % each for each in self._elements)
        self._write(_DOCUMENT, b"<< /S /Document /P %d 0 R /K [%b] >>" % (_TREE, elements))
        self._write(
            _TREE,
            b"<< /Type /StructTreeRoot /K %d 0 R /ParentTreeNextKey %d "
            b"/ParentTree << /Nums [%b] >> >>"
            % (_DOCUMENT, len(self._numbers), b"\n".join(self._numbers)),
        )
        self._write(_INFORMATION, b"<< /Title %b /Producer (PCCDesk) >>" % _text(title))
        self._write(
            _CATALOGUE,
            b"<< /Type /Catalog /Pages %d 0 R /Outlines %d 0 R /StructTreeRoot %d 0 R "
            b"/MarkInfo << /Marked true >> /Lang (en-GB) "
            b"/ViewerPreferences << /DisplayDocTitle true >> >>" % (_PAGES, _OUTLINE, _TREE),
        )
        start = self._file.tell()
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n" % self._next)
        self._file.writelines(b"%010d 00000 n \n" % each for each in self._offsets[1:])
        self._file.write(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (self._next, _CATALOGUE, _INFORMATION, start)
        )
        return self._file.getvalue()

    def _write_outline(self) -> None:
        first = self._next
        last = first + len(self._marks) - 1
        for place, (reference, page) in enumerate(self._marks, first):
            before = b" /Prev %d 0 R" % (place - 1) if place > first else b""
            after = b" /Next %d 0 R" % (place + 1) if place < last else b""
            named = (_text(reference), _OUTLINE, page, before, after)
            self._new(b"<< /Title %b /Parent %d 0 R /Dest [%d 0 R /Fit]%b%b >>" % named)
        count = (first, last, len(self._marks))
        self._write(_OUTLINE, b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % count)

    def _known(self, part: Part) -> int | None:
        """Return the number of a stream that stands in the file already, such as a font."""
        return self._streams.get(_digest(part)) if _can_be_shared(part) else None

    def _remember(self, number: int, part: Part) -> None:
        if _can_be_shared(part):
            self._streams[_digest(part)] = number

    def _new(self, content: bytes) -> int:
        self._next += 1
        self._write(self._next - 1, content)
        return self._next - 1

    def _write(self, number: int, content: bytes) -> None:
        if number >= len(self._offsets):
            self._offsets.extend([0] * (number + 1 - len(self._offsets)))
        self._offsets[number] = self._file.tell()
        self._file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content.strip()))


def _can_be_shared(part: Part) -> bool:
    return bool(part.stream) and b" R" not in part.head


def _digest(part: Part) -> bytes:
    return hashlib.sha256(part.head + part.stream).digest()


def _text(text: str) -> bytes:
    return b"<feff%b>" % text.encode("utf-16-be").hex().encode()
