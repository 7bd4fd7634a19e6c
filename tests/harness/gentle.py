"""Ways to change a file that leave it sound, or nearly: what odd but honest programs write.

Coarse damage is refused at the threshold. What is changed here gets further in, so that it shows
what comes of an input that is taken.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any
from xml.sax.saxutils import escape

TEXTS = (
    "=1+1", "@SUM(A1)", "+44 1772 000000", "-", "–", "Ünï", "<b>bold</b> & <i>co</i>", "**x**",
    "{amount}", "{}", "a\u0301\u200b", "\u202egnihsif", "x" * 400, "word " * 300, "Line\nline two",
    "  spaced  ", "中文 😀", "'", '"quoted"', "%s 10% %(x)s", "_x0041_", "NULL", "İstanbul ß",
    "\u00a0", "#N/A", "'; DROP TABLE application;--", "../../x", "0", "1e5", "2026-04-01", "ﬁ\tx",
    "[b](javascript:1)", "&amp;", "\u2028two", "\ufeffx", "x" * 40_000,
)  # fmt: skip
NUMBERS = (
    b"0", b"0.01", b"1200.005", b"1200.5000000000002", b"1.2E3", b"1E15", b"-0.01", b"999999.99",
    b"46391", b"46391.75", b"12", b"1", b"-1", b"2958466", b"1E-7", b"1500.0", b"007",
)  # fmt: skip
NAMES = re.compile(rb"(Residents Group|Street games) (\d+)")
_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_ROW = re.compile(rb'<row r="\d+"[^>]*>.*?</row>', re.DOTALL)
_TEXT = re.compile(rb"<t>([^<]*)</t>")
_VALUE = re.compile(rb"<v>([^<]*)</v>")
SPARE = ("docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml")
_FIRST_ROW = 5


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return what an archive holds, by name."""
    with zipfile.ZipFile(BytesIO(content)) as source:
        return {each.filename: source.read(each) for each in source.infolist()}


def packed(parts: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of such parts, in their order."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", how) as target:
        for name, inside in parts.items():
            target.writestr(name, inside)
    return written.getvalue()


def renamed(content: bytes, mark: str) -> bytes:
    """Give the applicants and projects of a filled-in template names that no other file has."""
    parts = parts_of(content)
    for name in parts:
        if name.startswith("xl/worksheets/") or name == "xl/sharedStrings.xml":
            parts[name] = NAMES.sub(rb"\1 " + mark.encode() + rb"-\2", parts[name])
    return packed(parts)


def workbook(content: bytes, rng: Random) -> bytes:
    """Change a few cells of a workbook to what somebody may have typed, or how it is packed."""
    parts = parts_of(content)
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        name = max((each for each in parts if "worksheets/sheet" in each), key=_cells_in(parts))
        parts[name] = _sheet(parts[name], rng)
    if rng.random() < 0.3:
        parts = _otherwise(parts, rng)
    how = zipfile.ZIP_STORED if rng.random() < 0.1 else zipfile.ZIP_DEFLATED
    return packed(parts, how)


def _cells_in(parts: Mapping[str, bytes]) -> Any:
    return lambda name: len(_CELL.findall(parts[name]))


def _sheet(sheet: bytes, rng: Random) -> bytes:
    cells = [each for each in _CELL.finditer(sheet) if int(each[2]) >= _FIRST_ROW]
    if not cells:
        return sheet
    cell = rng.choice(cells)
    way = rng.randrange(8)
    if way == 0:
        return sheet[: cell.start()] + sheet[cell.end() :]
    if way == 1:
        rows = list(_ROW.finditer(sheet))
        row = rng.choice(rows)
        return sheet[: row.start()] + sheet[row.end() :]
    if way == 2:
        return sheet[: cell.end()] + b"<!-- so -->\n  " + sheet[cell.end() :]
    return sheet[: cell.start()] + _value(cell[0], rng) + sheet[cell.end() :]


def _value(cell: bytes, rng: Random) -> bytes:
    text = escape(rng.choice(TEXTS)).encode()
    if rng.random() < 0.2:
        cell = cell.replace(b't="inlineStr"', b't="str"').replace(b"<is><t>", b"<v>")
        cell = cell.replace(b"</t></is>", b"</v>")
    cell = _TEXT.sub(lambda found: b"<t>" + _said(found[1], text, rng) + b"</t>", cell)
    return _VALUE.sub(lambda _: b"<v>" + rng.choice(NUMBERS) + b"</v>", cell)


def _said(before: bytes, text: bytes, rng: Random) -> bytes:
    return rng.choice((text, before + text, text + before, before.upper(), b" " + before + b" "))


def _otherwise(parts: dict[str, bytes], rng: Random) -> dict[str, bytes]:
    way = rng.randrange(4)
    if way == 0:
        names = list(parts)
        rng.shuffle(names)
        return {name: parts[name] for name in names}
    if way == 1:
        return {name: inside for name, inside in parts.items() if name != rng.choice(SPARE)}
    if way == 2:
        return parts | {"customXml/item1.xml": b"<notes/>"}
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return {
        name: head + inside if name.endswith(".xml") and not inside.startswith(b"<?") else inside
        for name, inside in parts.items()
    }


def definition(content: Mapping[str, Any], rng: Random) -> dict[str, Any]:
    """Return the file of a fund or a letter as next year's: new versions, a few other values."""
    changed: dict[str, Any] = deepcopy(dict(content))
    version = rng.randrange(2, 10_000)
    if "fund" in changed:
        for part in ("form", "criteria", "scoring", "terms"):
            changed[part]["version"] = version
        another = deepcopy(changed["rounds"][0]) | {"code": f"N-{version}"}
        changed["rounds"] = [*changed["rounds"], another]
    else:
        changed["version"] = version
    places = [place for place in _values(changed) if place[1] not in {"version", "code", "kind"}]
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        holder, key = rng.choice(places)
        holder[key] = _another(holder[key], rng)
    return changed


def _values(value: Any) -> list[tuple[Any, Any]]:
    found = []
    for key, each in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if isinstance(each, dict | list):
            found += _values(each)
        else:
            found.append((value, key))
    return found


def _another(value: Any, rng: Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice((value + 1, max(0, value - 1), value * 10, 0, 1))
    if isinstance(value, datetime | date):
        return value + timedelta(days=rng.choice((-400, -1, 1, 400)))
    text = rng.choice(TEXTS)
    return rng.choice((text, f"{value} {text}", f"{text} {value}", str(value).upper()))


def lines(content: bytes, rng: Random) -> bytes:
    """Change a text as editors and mail programs do: its line ends, its spaces, its mark."""
    for _ in range(rng.choice((0, 1, 1, 2))):
        content = rng.choice(
            (
                content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
                b"\xef\xbb\xbf" + content,
                content + rng.choice((b"\n", b"\r\n\r\n", b"  ", b"\n\n\n")),
                content.replace(b" ", b"  ", rng.randrange(4)),
                content.replace(b": ", b":", 1),
                content.upper(),
            )
        )
    return content
