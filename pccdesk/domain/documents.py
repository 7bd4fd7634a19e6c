"""Documents that come with an application: names cleaned, type told by content, size capped."""

import re
import unicodedata
from dataclasses import dataclass

from pccdesk.domain.active_content import check_picture, holds
from pccdesk.domain.archives import UnsafeArchiveError, look_through
from pccdesk.domain.errors import Refused
from pccdesk.domain.organisations import tidy

SIZE_LIMIT = 25 * 1024 * 1024
NAME_LIMIT = 120

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
_INSIDE_ZIP = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("content.xml", "odf"),
)
_ENDINGS = {
    "pdf": "pdf",
    "jpg": "jpg",
    "jpeg": "jpg",
    "png": "png",
    "docx": "docx",
    "xlsx": "xlsx",
    "odt": "odf",
    "ods": "odf",
    "doc": "ole",
    "xls": "ole",
    "txt": "txt",
}
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "txt": "text/plain",
}
ACCEPTED = "PDF, Word, Excel, OpenDocument, JPEG, PNG or plain text"
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that may be kept: its clean name, media type and bytes.

    `holds` says in words what in it another program might act on, such as a script.
    """

    file_name: str
    media_type: str
    content: bytes
    holds: tuple[str, ...] = ()


def clean_file_name(name: str) -> str:
    """Return the last part of a path without characters that a file system might act on."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(each for each in last if unicodedata.category(each) not in {"Cf", "Cc"})
    safe = re.sub(r'[<>:"|?*]', "_", tidy(visible)).strip(". ")
    if not safe or _RESERVED.match(safe):
        safe = f"document_{safe}".rstrip("_")
    stem, dot, ending = safe.rpartition(".")
    if dot and len(safe) > NAME_LIMIT > len(ending) + 1:
        return f"{stem[: NAME_LIMIT - len(ending) - 1]}.{ending}"
    return safe[:NAME_LIMIT].rstrip(". ")


def check_document(name: str, content: bytes) -> CheckedDocument:
    """Return the document if it may be kept; raises `Refused` saying why not and what to do."""
    clean = clean_file_name(name)
    require_size(clean, len(content))
    if not content:
        raise Refused(f"“{clean}” is empty. Check the file and attach it again.")
    ending = clean.rpartition(".")[2].lower()
    expected = _ENDINGS.get(ending)
    if expected is None:
        raise Refused(f"“{clean}” cannot be attached: attach {ACCEPTED}.")
    found = _kind(content)
    if found != expected:
        raise Refused(
            f"“{clean}” is not what its name says: the content is {_in_words(found)}. "
            "Open it in its own program, save it again and attach that."
        )
    check_picture(clean, content)
    media_type = _MEDIA_TYPES[ending]
    return CheckedDocument(clean, media_type, content, holds(media_type, content))


def require_size(name: str, size: int) -> None:
    """Raise `Refused` for a file over the limit; asked before a file is read at all."""
    if size > SIZE_LIMIT:
        raise Refused(
            f"“{clean_file_name(name)}” has {size / 1024 / 1024:,.0f} MB; "
            f"the limit is {SIZE_LIMIT // 1024 // 1024} MB. Attach a smaller copy."
        )


def _kind(content: bytes) -> str:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return _kind_of_zip(content) if kind == "zip" else kind
    return "txt" if _is_text(content) else "unknown"


def _kind_of_zip(content: bytes) -> str:
    try:
        names = look_through(content).names
    except UnsafeArchiveError:
        raise
    except Refused:
        return "zip"
    return next((kind for member, kind in _INSIDE_ZIP if member in names), "zip")


def _is_text(content: bytes) -> bool:
    if b"\x00" in content or content.startswith(b"MZ"):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return not any(byte < 9 for byte in content)  # noqa: PLR2004 - control characters
    return True


def _in_words(kind: str) -> str:
    return {
        "pdf": "a PDF",
        "jpg": "a JPEG picture",
        "png": "a PNG picture",
        "docx": "a Word document",
        "xlsx": "an Excel workbook",
        "odf": "an OpenDocument file",
        "ole": "an old Word or Excel file",
        "zip": "a ZIP archive",
        "txt": "plain text",
    }.get(kind, "of an unknown kind")
