"""What is attached is what its name says, not too large, and its name does no harm."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.documents import (
    NAME_LIMIT,
    SIZE_LIMIT,
    check_document,
    clean_file_name,
    require_size,
)
from pccdesk.domain.errors import Refused


def archive(member: str) -> bytes:
    """Return a ZIP archive that holds one member."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as book:
        book.writestr(member, "<x/>")
    return written.getvalue()


CONTENTS = {
    "pdf": b"%PDF-1.7 and more",
    "jpg": b"\xff\xd8\xff\xe0 picture",
    "png": b"\x89PNG\r\n\x1a\n picture",
    "docx": archive("word/document.xml"),
    "xlsx": archive("xl/workbook.xml"),
    "odt": archive("content.xml"),
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
    "txt": "Zoë’s minutes".encode(),
}
FAMILIES = {"jpeg": "jpg", "ods": "odt", "xls": "doc"}


@pytest.mark.parametrize("ending", [*CONTENTS, *FAMILIES, "PDF", "Docx"])
def test_each_type_is_taken_with_its_own_content(ending: str) -> None:
    kind = ending.lower()
    content = CONTENTS[FAMILIES.get(kind, kind)]
    checked = check_document(f"accounts.{ending}", content)
    assert checked.content == content
    assert checked.file_name == f"accounts.{ending}"
    assert "/" in checked.media_type


@pytest.mark.parametrize("ending", list(CONTENTS))
@pytest.mark.parametrize("content", [*CONTENTS, "zip", "program"])
def test_each_type_is_refused_with_any_other_content(ending: str, content: str) -> None:
    if ending == content:
        return
    held = {**CONTENTS, "zip": archive("anything"), "program": b"MZ\x90\x00"}[content]
    with pytest.raises(Refused, match="is not what its name says") as refused:
        check_document(f"accounts.{ending}", held)
    assert f"“accounts.{ending}”" in refused.value.sentence
    assert "save it again" in refused.value.sentence


OTHER_TYPES = ["run.exe", "macro.xlsm", "page.html", "pdf.lnk", "noending", "x.pdf.bat"]


@pytest.mark.parametrize("name", OTHER_TYPES)
def test_another_type_is_refused_with_those_that_are_taken(name: str) -> None:
    with pytest.raises(Refused, match="attach PDF, Word, Excel"):
        check_document(name, b"%PDF-1.7")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refused, match=r"“accounts\.pdf” is empty"):
        check_document("accounts.pdf", b"")


def test_the_size_limit_holds_to_the_byte() -> None:
    require_size("accounts.pdf", SIZE_LIMIT)
    with pytest.raises(Refused, match="the limit is 25 MB"):
        require_size("accounts.pdf", SIZE_LIMIT + 1)
    with pytest.raises(Refused, match="has 200 MB"):
        require_size("accounts.pdf", 200 * 1024 * 1024)


def test_a_broken_archive_is_no_workbook() -> None:
    with pytest.raises(Refused, match="a ZIP archive"):
        check_document("book.xlsx", b"PK\x03\x04 cut off")


def test_text_in_an_old_encoding_is_text() -> None:
    assert check_document("minutes.txt", "Zoë £5".encode("cp1252")).media_type == "text/plain"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("accounts.pdf", "accounts.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("../../x", "x"),
        ("D:\\Letters\\accounts.pdf", "accounts.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("CON", "document_CON"),
        ("con.pdf", "document_con.pdf"),
        ("LPT1.txt", "document_LPT1.txt"),
        ("console.pdf", "console.pdf"),
        (".hidden", "hidden"),
        ("accounts.pdf. . ", "accounts.pdf"),
        ("", "document"),
        ("..", "document"),
        ("/", "document"),
        ("\u200b\u202e", "document"),
        ("Café Zoë.pdf", "Café Zoë.pdf"),
    ],
)
def test_a_name_that_might_do_harm_is_cleaned(name: str, clean: str) -> None:
    assert clean_file_name(name) == clean


def test_a_name_of_300_characters_keeps_its_ending() -> None:
    clean = clean_file_name("x" * 300 + ".pdf")
    assert len(clean) == NAME_LIMIT
    assert clean.endswith("x.pdf")
    assert len(clean_file_name("a." + "b" * 300)) == NAME_LIMIT


@given(st.text(max_size=400))
def test_any_name_becomes_one_safe_part_of_a_path(name: str) -> None:
    clean = clean_file_name(name)
    assert 0 < len(clean) <= NAME_LIMIT
    assert not set(clean) & set('/\\<>:"|?*\x00\n\u202e')
    assert not clean.startswith(".")
    assert not clean.endswith((".", " "))
    assert clean_file_name(clean) == clean
