"""What a document could do elsewhere is told; a picture too large to be shown is refused."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.active_content import (
    MOST_PIXELS,
    check_picture,
    holds,
    picture_size,
    warning_of,
)
from pccdesk.domain.documents import check_document
from pccdesk.domain.errors import Refused

PDF = "application/pdf"


def png(width: int, height: int) -> bytes:
    """Return the beginning of a PNG of so many points."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(20)


def jpeg(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG of so many points, after a comment."""
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width)
    return b"\xff\xd8\xff\xfe\x00\x06abcd\xff" + frame + bytes(20)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert(1)) >>", ("a script",)),
        (b"%PDF-1.7 << /S /J#61va#53cript >>", ("a script",)),
        (b"%PDF-1.7 << /S /Launch /F (cmd.exe) >>", ("a command that starts another program",)),
        (b"%PDF-1.7 << /Type /EmbeddedFile >>", ("files within it",)),
        (b"%PDF-1.7 /OpenAction [3 0 R /Fit]", ()),
        (b"%PDF-1.7 << /URI (https://example.org) /Title (Launch, JavaScript) >>", ()),
        (b"%PDF-1.7", ()),
    ],
)
def test_what_a_pdf_could_run_is_found(content: bytes, found: tuple[str, ...]) -> None:
    assert holds(PDF, content) == found
    assert check_document("a.pdf", content).holds == found
    assert bool(warning_of(PDF, content)) is bool(found)


def test_a_script_is_found_within_compressed_objects() -> None:
    packed = zlib.compress(b"1 0 << /S /JavaScript /JS (x) >>")
    content = b"%PDF-1.7\n4 0 obj << /Type /ObjStm /N 1 >>\nstream\n" + packed + b"\nendstream"
    assert holds(PDF, content) == ("a script",)


def test_compressed_objects_are_found_behind_a_long_head_and_those_packed_otherwise_are_told() -> (
    None
):
    packed = zlib.compress(b"1 0 << /S /JavaScript /JS (x) >>")
    head = b"%PDF-1.7\n4 0 obj << /Type /Obj#53tm /X (" + b" " * 1000 + b") /N 1 >>\nstream\n"
    assert holds(PDF, head + packed + b"\nendstream") == ("a script",)
    told = ("parts that could not be looked through",)
    assert holds(PDF, head + packed.hex().encode() + b">\nendstream") == told
    picture = b"\nendstream\nendobj\n5 0 obj << /Filter /DCTDecode >>\nstream\n\xff\xd8\xff"
    assert holds(PDF, head + zlib.compress(b"1 0 << >>") + picture) == ()


def test_compressed_objects_without_end_are_not_unpacked() -> None:
    packed = zlib.compress(bytes(200_000_000), 9)
    one = b"\n4 0 obj << /Type /ObjStm >>\nstream\n" + packed + b"\nendstream"
    started = time.monotonic()
    assert holds(PDF, b"%PDF-1.7" + one * 20) == ("more than could be looked through",)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "many", [b"4 0 obj /ObjStm stream\nx", b"stream\n", b"/ObjStm stream\nendstream\n", b"#53" * 3]
)
def test_streams_without_number_are_looked_through_in_time(many: bytes) -> None:
    started = time.monotonic()
    holds(PDF, b"%PDF-1.7" + many * (8_000_000 // len(many)))
    assert time.monotonic() - started < 8


def test_other_kinds_hold_nothing_of_a_pdf() -> None:
    assert holds("text/plain", b"/JavaScript") == ()


@pytest.mark.parametrize(("made", "name"), [(png, "a.png"), (jpeg, "a.jpg")])
def test_a_picture_too_large_to_be_shown_is_refused(
    made: Callable[[int, int], bytes], name: str
) -> None:
    assert picture_size(made(8000, 6000)) == (8000, 6000)
    check_document(name, made(8000, MOST_PIXELS // 8000))
    with pytest.raises(Refused, match=r"30,000 × 30,000 points"):
        check_document(name, made(30_000, 30_000))


@given(st.binary(max_size=200), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b""]))
def test_any_bytes_have_a_size_or_none(content: bytes, start: bytes) -> None:
    width, height = picture_size(start + content)
    assert width >= 0
    assert height >= 0
    check_picture("a", start)
