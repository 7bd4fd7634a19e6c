"""Text is read out of each kind of document, and none out of what is none."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from pccdesk.services.reading_texts import text_of

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def _zip(member: str, content: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return packed.getvalue()


def test_text_is_read_out_of_each_kind_of_document() -> None:
    word = "<w:p><w:r><w:t>Fish &amp; </w:t></w:r><w:r><w:t>chips</w:t></w:r></w:p><w:p>Peas</w:p>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert text_of(_zip("word/document.xml", word), kind).split() == ["Fish", "&", "chips", "Peas"]
    open_text = _zip("content.xml", "<text:p>One</text:p><text:p>two</text:p>")
    assert text_of(open_text, "application/vnd.oasis.opendocument.text").split() == ["One", "two"]
    assert text_of(b"caf\xc3\xa9\x00\x07", "text/plain").split() == ["café"]
    assert text_of(b"\x89PNG", "image/png") == ""


@pytest.mark.parametrize(
    "kind",
    [
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
)
def test_a_damaged_document_only_has_no_text(kind: str) -> None:
    for content in (b"", b"%PDF-1.7 nothing", b"PK\x03\x04", _zip("xl/workbook.xml", "<broken")):
        assert text_of(content, kind) == ""


def test_a_document_that_unpacks_without_end_is_read_only_so_far() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert len(text_of(_zip("word/document.xml", "spam " * 9_000_000), kind)) <= 200_000
