"""What a file from outside really is, told before anything opens it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from pccdesk.domain.archives import DAMAGED, look_through
from pccdesk.domain.errors import Refused

LARGEST_FILE = 25 * 1024 * 1024
_LARGEST_DIRECTORY = 4 * 1024 * 1024
_PIECE = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "Open it and save it as an Excel workbook (.xlsx), then choose that file."
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*(?<!/)>"
    rb"(?!</|<(?:\w+:)?v ?/>)",
    re.IGNORECASE,
)
_FAR = re.compile(rb"=\s*+[\"'][A-Za-z]{0,2}+(?:[0-9]{5}|[A-Za-z][0-9])")  # row 10000, column AAA
_ROW_END = b"row>"
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="([0-9]+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_ERROR_CELL = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>'
    rb"(?:<(?:\w+:)?f[^>]*>(?:[^<]*</(?:\w+:)?f>)?)?<(?:\w+:)?v>([^<]*)"
)


@dataclass(frozen=True, slots=True)
class SheetShape:
    """What the values alone do not tell: hidden rows, merged cells, error cells.

    `last_row` and `last_column` are the farthest in use of what stands so far off that it must
    not be opened unasked; 0 where nothing does.
    """

    last_row: int
    last_column: int
    hidden_rows: frozenset[int]
    merged: tuple[str, ...]
    errors: dict[str, str]


def check_workbook_file(data: bytes) -> None:
    """Raise `Refused`, in a sentence, unless the bytes are an .xlsx file safe to open."""
    if not data:
        raise Refused("The file is empty. Choose the spreadsheet that was filled in.")
    if len(data) > LARGEST_FILE:
        raise Refused(
            f"The file has {len(data) // (1024 * 1024)} MB; a spreadsheet may have up to "
            f"{LARGEST_FILE // (1024 * 1024)} MB. Remove pictures, or split it."
        )
    if data.startswith(_OLE):
        raise Refused(_ole_sentence(data))
    if not data.startswith(b"PK"):
        raise Refused(_other_sentence(data))
    _check_zip(data)


def _ole_sentence(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "The workbook is protected by a password. Open it, take the password off "
            "(File, Info, Protect Workbook), save it, and choose it again."
        )
    return f"This is an old Excel file (.xls) or another Office file. {_SAVE_AS}"


def _other_sentence(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        return "This is a PDF, not a spreadsheet. Choose the Excel workbook (.xlsx)."
    start = data[:4096]
    if b"\x00" not in start and (b"," in start or b";" in start or b"\t" in start):
        return f"This is a text file such as CSV, not an Excel workbook. {_SAVE_AS}"
    return "This file is not an Excel workbook. Choose one that ends in .xlsx."


def _check_zip(data: bytes) -> None:
    archive = look_through(data)
    names, kind = archive.names, archive.kind
    if b"opendocument" in kind:
        raise Refused(f"This is an OpenDocument file (.ods). {_SAVE_AS}")
    if "xl/workbook.bin" in names:
        raise Refused(f"This is a binary Excel workbook (.xlsb). {_SAVE_AS}")
    if "xl/workbook.xml" not in names:
        raise Refused("This file is not an Excel workbook. Choose one that ends in .xlsx.")


def sheet_shape(data: bytes, title: str) -> SheetShape:
    """Return a sheet's shape from its raw XML; raises `Refused` where the file is damaged."""
    last_row = last_column = 0
    hidden: list[bytes] = []
    merged: list[bytes] = []
    errors: dict[str, str] = {}
    try:
        for piece in _pieces(data, title):
            # Most sheets have none of these: to look for a word is far quicker than for a pattern.
            if _FAR.search(piece):
                row, column = _reach(piece)
                last_row, last_column = max(last_row, row), max(last_column, column)
            if b"hidden=" in piece:
                hidden += _HIDDEN_ROW.findall(piece)
            if b"mergeCell " in piece:
                merged += _MERGED.findall(piece)
            if b't="e"' in piece:
                found = _ERROR_CELL.findall(piece)
                errors |= {cell.decode(): shown.decode(errors="replace") for cell, shown in found}
    except (*DAMAGED, KeyError, StopIteration, ET.ParseError) as error:
        raise Refused(
            "The workbook is damaged and cannot be read. Save a fresh copy, and choose that."
        ) from error
    return SheetShape(
        last_row,
        last_column,
        frozenset(int(row) for row in hidden),
        tuple(each.decode() for each in merged),
        errors,
    )


def _pieces(data: bytes, title: str) -> Iterator[bytes]:
    """Yield a sheet's XML in pieces that end between two rows."""
    with ZipFile(BytesIO(data)) as archive, archive.open(_sheet_path(archive, title)) as sheet:
        waiting: list[bytes] = []
        while read := sheet.read(_PIECE):
            end = read.rfind(_ROW_END) + len(_ROW_END)
            if end < len(_ROW_END):
                waiting.append(read)
                continue
            yield b"".join((*waiting, read[:end]))
            waiting = [read[end:]]
        yield b"".join(waiting)


def _reach(piece: bytes) -> tuple[int, int]:
    """Return the last row and column in which a cell holds anything, 0 without any."""
    found = _CELL.findall(piece)
    columns = {letters.upper() for letters, _row in found}
    rows = {int(row) for _letters, row in found}
    widest = max(columns, key=lambda letters: (len(letters), letters), default=b"")
    return max(rows, default=0), column_number(widest.decode())


def _sheet_path(archive: ZipFile, title: str) -> str:
    book = _directory(archive, "xl/workbook.xml")
    links = _directory(archive, "xl/_rels/workbook.xml.rels")
    targets = {each.get("Id", ""): each.get("Target", "") for each in links}
    for space in (_MAIN, _STRICT):
        for each in book.iter(f"{space}sheet"):
            if each.get("name") == title:
                key = next(value for name, value in each.items() if name.endswith("}id"))
                target = targets[key]
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(title)


def _directory(archive: ZipFile, part: str) -> ET.Element:
    if archive.getinfo(part).file_size > _LARGEST_DIRECTORY:
        raise ValueError(part)
    return ET.fromstring(archive.read(part))  # noqa: S314 - small, and without entities


def column_number(letters: str) -> int:
    """Return 1 for `A`, 27 for `AA`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return `A` for 1, `AA` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
