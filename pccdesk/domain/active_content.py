"""What a document could do to whoever opens it elsewhere, and what opening it would cost.

PCCDesk itself runs nothing: its viewer draws pages without scripts, actions or attached files.
A copy saved and opened in another program is another matter, so the officer is told.
"""

import re
import struct
import zlib
from collections.abc import Iterator

from pccdesk.domain.errors import Refused

MOST_PIXELS = 64_000_000
"""Of a picture; more than any camera's, and about what the viewer has memory for."""

_PACKED = "parts that could not be looked through"
_MOST_UNPACKED = 64 * 1024 * 1024
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAMES = {
    b"JavaScript": "a script",
    b"JS": "a script",
    b"Launch": "a command that starts another program",
    b"EmbeddedFile": "files within it",
    b"RichMedia": "media that play by themselves",
    b"SubmitForm": "a form that sends what is typed into it",
    b"ImportData": "a command that reads other files",
    b"Encrypt": "a protection that keeps its content from being checked",
}
_NAME = re.compile(rb"/([A-Za-z#0-9]{2,40})(?![A-Za-z#0-9])")
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_STANDALONE = {0x01, *range(0xD0, 0xD9), 0xFF}


def holds(media_type: str, content: bytes) -> tuple[str, ...]:
    """Return what a PDF holds that another program might act on, in words, in alphabetical order.

    Names are found however they are written (`/J#61vaScript`), also within compressed objects.
    Where more unpacks than a letter's worth, that is told too, as it was not looked through.
    """
    if media_type != "application/pdf":
        return ()
    found = _named(content)
    room = _MOST_UNPACKED
    for packed in _packed_objects(content):
        inflater = zlib.decompressobj()
        try:
            unpacked = inflater.decompress(packed, room)
        except zlib.error:  # packed otherwise, or damaged
            found.add(_PACKED)
            continue
        room -= len(unpacked)
        found |= _named(unpacked)
        if room <= 0:
            found.add("more than could be looked through")
            break
        if not inflater.eof:
            found.add(_PACKED)
    return tuple(sorted(found))


def _packed_objects(content: bytes) -> Iterator[memoryview]:
    """Yield the streams that hold further objects, each up to where the next stream begins.

    What tells a stream's kind stands since the one before. So no byte is looked at twice, however
    many streams there are.
    """
    whole = memoryview(content)
    places = [place.span() for place in _STREAM.finditer(content)]
    ends = [start for start, _end in places[1:]] + [len(content)]
    since = 0
    for (start, end), until in zip(places, ends, strict=False):
        if b"ObjStm" in _plain(content[since:start]):
            yield whole[end:until]
        since = end


def warning_of(media_type: str, content: bytes) -> str:
    """Return what to tell somebody who opens a document, or nothing."""
    found = holds(media_type, content)
    if not found:
        return ""
    listed = " and ".join(filter(None, (", ".join(found[:-1]), found[-1])))
    return (
        f"This PDF holds {listed}. Nothing of it runs here; take care before you open a copy in "
        "another program."
    )


def check_picture(name: str, content: bytes) -> None:
    """Raise `Refused` for a picture whose header declares more points than anybody looks at."""
    width, height = picture_size(content)
    if width * height > MOST_PIXELS:
        raise Refused(
            f"“{name}” is a picture of {width:,} × {height:,} points, which is too large to be "
            "shown. Save a smaller copy and attach that."
        )


def picture_size(content: bytes) -> tuple[int, int]:
    """Return width and height that a PNG or JPEG declares; noughts where none can be read."""
    if content.startswith(b"\x89PNG"):
        fits = len(content) >= 24 and content[12:16] == b"IHDR"  # noqa: PLR2004 - of the format
        return struct.unpack(">II", content[16:24]) if fits else (0, 0)
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - of the format
        marker = content[place + 1]
        if marker in _STANDALONE:
            place += 1 if marker == 0xFF else 2  # noqa: PLR2004 - filling
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return 0, 0


def _named(content: bytes) -> set[str]:
    return {
        _NAMES[name] for found in set(_NAME.findall(content)) if (name := _plain(found)) in _NAMES
    }


def _plain(name: bytes) -> bytes:
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), name)
