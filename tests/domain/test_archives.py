"""An archive from outside is looked through before anything opens it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from pccdesk.domain.archives import MOST_PARTS, UnsafeArchiveError, look_through
from pccdesk.domain.documents import check_document
from pccdesk.domain.errors import Refused

TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"


def archive(**parts: bytes) -> bytes:
    """Return an archive that holds the parts given."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def document(**parts: bytes) -> bytes:
    """Return a small Word file with further parts."""
    return archive(**{TYPES: b"<Types/>", "word/document.xml": b"<w/>", **parts})


def relation(kind: str, target: str) -> bytes:
    """Return a part that links to something outside."""
    address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return (
        f'<Relationships><Relationship Id="r1" Type="{address}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()


UNSAFE = {
    "macros": ({"word/vbaProject.bin": b"x"}, "holds macros"),
    "a type with macros": (
        {TYPES: b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main"/>'},
        "holds macros",
    ),
    "an old macro sheet": ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "holds macros"),
    "an entity bomb": (
        {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'},
        "declares entities",
    ),
    "an entity bomb in UTF-16": (
        {"word/document.xml": '<?xml version="1.0"?><!DOCTYPE x []><x/>'.encode("utf-16")},
        "declares entities",
    ),
    "DDE in a workbook": (
        {"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/>'},
        "DDE",
    ),
    "DDE in a text": (
        {"word/document.xml": b"<w:instrText> DDEAUTO c:\\windows\\cmd.exe</w:instrText>"},
        "DDE",
    ),
    "DDE in a simple field": (
        {"word/document.xml": b"<w><w:fldSimple w:instr=' DDE \"c:\\cmd.exe\"'/></w>"},
        "DDE",
    ),
    "DDE cut in pieces": (
        {
            "word/document.xml": b"<w><w:fldChar w:fldCharType='begin'/><w:instrText> D"
            b"</w:instrText><w:x/><w:instrText w:y='a>b'><![CDATA[DEA]]><!-- -->UTO x"
            b"</w:instrText></w>"
        },
        "DDE",
    ),
    "DDE in numbers": (
        {"body.xml": b"<w><w:instrText>&#68;D&#x45; c:\\cmd.exe</w:instrText></w>"},
        "DDE",
    ),
    "DDE in a table of OpenDocument": (
        {"content.xml": b'<x><office:dde-source office:dde-application="cmd"/></x>'},
        "DDE",
    ),
    "DDE behind a great deal": (
        {
            "word/document.xml": b"<w>"
            + b"<w:r>text</w:r>" * 100_000
            + b"<w:instrText>DDE cmd</w:instrText></w>",
            "word/media/a.png": bytes(range(256)) * 100,
        },
        "DDE",
    ),
    "letters that hide what is written": (
        {RELATIONS: relation("attachedTemplate", "http://x").decode().encode("utf-16")},
        "fetches a template",
    ),
    "letters without a mark": (
        {RELATIONS: relation("attachedTemplate", "http://x").decode().encode("utf-16-le")},
        "fetches a template",
    ),
    "a template whose address holds a bracket": (
        {RELATIONS: relation("attachedTemplate", "http://x?a>b")},
        "fetches a template",
    ),
    "a template in numbers": (
        {RELATIONS: relation("attached&#84;emplate", "x").replace(b"Ext", b"&#69;xt")},
        "fetches a template",
    ),
    "a template in capitals": (
        {"word/_rels/settings.xml.RELS": relation("attachedTemplate", "http://x")},
        "fetches a template",
    ),
    "macros of OpenDocument": ({"Basic/Standard/Module1.xml": b"<x/>"}, "holds macros"),
    "scripts of OpenDocument": ({"Scripts/python/a.py": b"x"}, "holds macros"),
    "a template from elsewhere": (
        {RELATIONS: relation("attachedTemplate", "http://example.org/x.dotm")},
        "fetches a template",
    ),
    "an object from elsewhere": (
        {RELATIONS: relation("oleObject", "file:///x.hta")},
        "fetches a template",
    ),
}


@pytest.mark.parametrize("name", list(UNSAFE))
def test_an_unsafe_file_is_refused_with_what_to_do(name: str) -> None:
    parts, words = UNSAFE[name]
    with pytest.raises(UnsafeArchiveError, match=words):
        look_through(document(**parts))
    with pytest.raises(Refused, match=words):
        check_document("letter.docx", document(**parts))


@pytest.mark.parametrize(
    "parts",
    [
        {RELATIONS: relation("hyperlink", "https://example.org")},
        {"xl/_rels/links.rels": relation("externalLinkPath", "costs.xlsx")},
        {"word/document.xml": b"<w:t>&lt;!DOCTYPE x [&lt;!ENTITY</w:t>"},
        {"word/media/inner.zip": archive(a=bytes(1000))},
        {"word/document.xml": b"\xef\xbb\xbf<w><w:instrText>PAGE ADDED DDE</w:instrText></w>"},
        {"word/document.xml": b"<w:t>The instrText of a DDE field</w:t>"},
        {"word/document.xml": b"<w:fldSimple w:instr='PAGE'>not closed, as a damaged file"},
        {"docProps/empty.xml": b""},
    ],
)
def test_what_is_usual_in_an_office_file_is_let_through(parts: dict[str, bytes]) -> None:
    assert "word/document.xml" in look_through(document(**parts)).names


def test_a_declaration_is_found_wherever_a_piece_ends() -> None:
    for before in range((1 << 20) - 12, (1 << 20) + 2):
        part = b"<x>" + b" " * before + b"<!DOCTYPE x>"
        with pytest.raises(UnsafeArchiveError, match="declares entities"):
            look_through(archive(**{"a.xml": part, "b": zlib.compress(bytes(100)) * 900}))


def test_a_part_that_declares_a_smaller_size_is_refused_before_it_is_unpacked() -> None:
    honest = archive(**{"xl/workbook.xml": bytes(60_000_000)})
    lying = honest.replace(struct.pack("<L", 60_000_000), struct.pack("<L", 1000))
    with pytest.raises(UnsafeArchiveError, match="another size than it declares"):
        look_through(lying)


def test_a_part_that_declares_a_larger_size_is_refused() -> None:
    honest = archive(**{"xl/workbook.xml": b"<x>" + bytes(1000)})
    lying = honest.replace(struct.pack("<L", 1003), struct.pack("<L", 2003))
    with pytest.raises(UnsafeArchiveError, match="another size than it declares"):
        look_through(lying)


@pytest.mark.parametrize(
    "bomb",
    [
        archive(**{"a.xml": bytes(30_000_000)}),
        archive(**{f"{number}.xml": b"" for number in range(MOST_PARTS + 1)}),
    ],
)
def test_a_bomb_is_refused(bomb: bytes) -> None:
    with pytest.raises(UnsafeArchiveError, match="unpacks to far more"):
        look_through(bomb)


def test_two_parts_of_one_name_are_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        target.writestr("xl/workbook.xml", "<shown/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            target.writestr("xl/workbook.xml", "<read/>")
    with pytest.raises(UnsafeArchiveError, match="same name"):
        look_through(written.getvalue())


def test_parts_that_share_their_bytes_are_refused() -> None:
    whole = bytearray(archive(a=b"x" * 40, b=b"y" * 40))
    second = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 1)
    struct.pack_into("<L", whole, second + 42, 0)  # the second part begins where the first does
    with pytest.raises(Refused, match=r"overlap|damaged"):
        look_through(bytes(whole))


@pytest.mark.parametrize("cut", [1, 10, 30, 60])
def test_an_archive_that_is_cut_off_is_damaged(cut: int) -> None:
    with pytest.raises(Refused, match="damaged"):
        look_through(document()[:-cut])
