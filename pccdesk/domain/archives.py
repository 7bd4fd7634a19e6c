"""ZIP archives from outside (.xlsx, .docx, .ods): looked through before anything opens them.

Every part is unpacked here once, a piece at a time and never beyond the size that it declares, so
that no reader after this one meets a bomb, two parts of one name, or a part hidden in another.
Archives within an archive are never opened.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from pccdesk.domain.errors import Refused
from pccdesk.domain.office_parts import (
    DDE,
    DECLARED,
    FETCHED,
    MACROS,
    Hints,
    found_in,
)

LARGEST_INSIDE = 300 * 1024 * 1024
LARGEST_PART = 200 * 1024 * 1024
LARGEST_READ = 30 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_MATTERS_FROM = 20 * 1024 * 1024
MOST_PARTS = 5_000
_ENCRYPTED = 0x1
_LOCAL = struct.Struct("<4s5H3L2H")
_PIECE = 1 << 20
_FED = 1 << 16
_CARRIED = 32
_DECLARES = (
    *(b"<!DOCTYPE", b"<!ENTITY"),
    *("<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be")),
)
_MACROS = re.compile(
    r"(?i)(^|/)(vbaproject\.bin|vbadata\.xml|xlmacrosheet|macrosheets/)|^(basic|scripts)/."
)

DAMAGED = (
    *(BadZipFile, LargeZipFile, zlib.error, EOFError, struct.error),
    *(RuntimeError, OSError, ValueError),
)
"""What reading a part of a damaged or an encrypted ZIP archive may raise."""


class UnsafeArchiveError(Refused):
    """An archive that is not opened, with the reason in a sentence."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What a sound archive holds: the names of its parts and what its `mimetype` part says."""

    names: frozenset[str]
    kind: bytes


def look_through(data: bytes) -> Archive:
    """Return what an archive holds; raises `Refused` for one that is damaged or unsafe.

    Unsafe are: more or larger parts than an office file has, a part that unpacks to another size
    than it declares, parts that overlap or share a name, encryption, document type declarations
    (the way of entity bombs; ECMA-376 part 2 forbids them), macros, DDE, and templates or objects
    that the opening program would fetch from elsewhere. Plain links to other workbooks and to
    web pages are let through: nothing here follows them.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_directory(parts, data)
            for part in parts:
                _check_part(part, data)
            names = frozenset(each.filename for each in parts)
            return Archive(names, archive.read("mimetype")[:80] if "mimetype" in names else b"")
    except DAMAGED as error:
        raise Refused(
            "The file is damaged and cannot be opened. Ask for it again, or save a fresh copy."
        ) from error


def _check_directory(parts: list[ZipInfo], data: bytes) -> None:
    inside = sum(each.file_size for each in parts)
    if (
        len(parts) > MOST_PARTS
        or inside > LARGEST_INSIDE
        or max((each.file_size for each in parts), default=0) > LARGEST_PART
        or (inside > RATIO_MATTERS_FROM and inside > LARGEST_RATIO * len(data))
    ):
        raise UnsafeArchiveError(
            "The file unpacks to far more than an office file would, so it was not opened. "
            "Copy what is needed into a fresh file."
        )
    names = {each.filename.casefold() for each in parts}
    ordered = sorted(parts, key=lambda each: each.header_offset)
    overlapping = any(
        one.header_offset + _LOCAL.size + one.compress_size > other.header_offset
        for one, other in pairwise(ordered)
    )
    if overlapping or len(names) < len(parts):
        raise UnsafeArchiveError(
            "Parts of the file overlap or have the same name, so it was not opened: programs "
            "would not agree on what it says. Open it in its own program and save a fresh copy."
        )
    if any(each.flag_bits & _ENCRYPTED for each in parts):
        raise UnsafeArchiveError(
            "The file is protected by a password. Take the password off, save it, and choose it "
            "again."
        )


def _check_part(part: ZipInfo, data: bytes) -> None:
    name = part.filename
    if _MACROS.search(name):
        raise UnsafeArchiveError(_SENTENCES[MACROS])
    is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
    size, before, hints = 0, b"", Hints(name)
    for piece in _unpacked(part, data):
        size += len(piece)
        if size > part.file_size:
            break
        if is_xml:
            text = before + piece
            # Few parts have the one sign that all of these have: it is found in no time.
            if b"!" in text and any(each in text for each in _DECLARES):
                raise UnsafeArchiveError(_SENTENCES[DECLARED])
            hints.feed(piece)
            before = piece[-_CARRIED:]
    if size != part.file_size:
        raise UnsafeArchiveError(
            "The file is damaged or made to mislead: a part has another size than it declares. "
            "Open it in its own program and save a fresh copy."
        )
    if is_xml and hints.wanted:
        _read_part(part, data)


def _read_part(part: ZipInfo, data: bytes) -> None:
    if part.file_size > LARGEST_READ:
        raise UnsafeArchiveError(_TOO_LONG)
    if found := found_in(part.filename, _unpacked(part, data)):
        raise UnsafeArchiveError(_SENTENCES[found])


def _unpacked(part: ZipInfo, data: bytes) -> Iterator[bytes]:
    """Yield a part in pieces, one piece beyond its declared size at most."""
    fields = _LOCAL.unpack_from(data, part.header_offset)
    start = part.header_offset + _LOCAL.size + fields[9] + fields[10]
    packed = memoryview(data)[start : start + part.compress_size]
    if fields[0] != b"PK\x03\x04" or len(packed) != part.compress_size:
        raise BadZipFile(part.filename)
    if part.compress_type == ZIP_STORED:
        yield bytes(packed)
        return
    if part.compress_type != ZIP_DEFLATED:
        raise BadZipFile(f"{part.filename} is packed by method {part.compress_type}.")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for begin in range(0, len(packed), _FED):
        waiting = bytes(packed[begin : begin + _FED])
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, _PIECE)
            waiting = inflater.unconsumed_tail
    if not inflater.eof:
        raise EOFError(part.filename)


_SENTENCES = {
    MACROS: (
        "The file holds macros, which are not taken in. Save it without them (as .xlsx or .docx), "
        "and choose that."
    ),
    DECLARED: (
        "The file declares entities of its own, which no office program writes, so it was "
        "not opened. Open it in its own program and save a fresh copy."
    ),
    DDE: (
        "The file holds a link that starts another program (DDE), so it was not taken. "
        "Save a copy without such links."
    ),
    FETCHED: (
        "The file fetches a template or an object from elsewhere when it is opened, so it "
        "was not taken. Save a copy without it, or print it as a PDF."
    ),
}
_TOO_LONG = (
    "The file has more fields than could be looked through. Print it as a PDF and attach that."
)
