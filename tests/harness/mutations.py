"""Ways to damage a file: its bytes, its parts, its structure; the same again from the same seed."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from random import Random
from typing import Any

TOKENS = (
    b"", b"\x00", b"\xff\xfe", b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b"=1+1",
    b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", b"&a;", b"</c>", b"<row r='1048577'>", b"../../x", b"%s",
    b"endobj", b"endstream", b"/Kids [1 0 R]", b"/Length 999999999", b"trailer", b"xref", b"[[",
    b'"""', b"\r\n", b"{amount}", b"**", "ﬁ\u202e\0".encode(), b"9999-99-99", b"true",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    "", "x" * 70_000, -1, 0, 2**63, 2**200, 1.5, float("nan"), float("inf"), True, [], {}, ["a"],
    {"a": 1}, [[]], "\x00", "é", "2026-13-45", "1e40", date(2026, 4, 1), datetime(2026, 4, 1),  # noqa: DTZ001 - TOML’s
)  # fmt: skip


def bytes_of(content: bytes, rng: Random) -> bytes:
    """Damage bytes at a few places: flipped, cut out, doubled, overwritten, cut off."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        place = rng.randrange(len(changed) + 1)
        length = rng.choice((1, 2, 8, 64, 1024))
        way = rng.randrange(6)
        if way == 0 and place < len(changed):
            changed[place] ^= 1 << rng.randrange(8)
        elif way == 1:
            del changed[place : place + length]
        elif way == 2:
            changed[place:place] = changed[place : place + length]
        elif way == 3:
            changed[place:place] = rng.choice(TOKENS)
        elif way == 4:
            changed[place : place + length] = rng.randbytes(length)
        elif rng.random() < 0.2:
            del changed[place:]
    return bytes(changed)


def spoilt(content: bytes, rng: Random) -> bytes:
    """Overwrite a few places, as a bad disk does; the length stays."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 8))):
        length = rng.choice((1, 1, 4, 64, 4096))
        place = rng.randrange(max(1, len(changed) - length))
        changed[place : place + length] = rng.choice((bytes(length), rng.randbytes(length)))
    return bytes(changed)


def archive(content: bytes, rng: Random) -> bytes:
    """Damage a part inside a zip file and pack it again, or the packed bytes themselves."""
    if rng.random() < 0.25:
        return bytes_of(content, rng)
    with zipfile.ZipFile(BytesIO(content)) as source:
        parts = {each.filename: source.read(each) for each in source.infolist()}
    name = rng.choice(sorted(parts))
    way = rng.randrange(8)
    if way == 0:
        del parts[name]
    elif way == 1:
        parts[name] = parts[rng.choice(sorted(parts))]
    elif way == 2:
        parts[rng.choice(("../../x.xml", "xl/workbook.bin", "mimetype", "a" * 300))] = parts[name]
    else:
        parts[name] = bytes_of(parts[name], rng)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part, inside in parts.items():
            target.writestr(part, inside)
    return packed.getvalue()


def structure(content: Mapping[str, Any], rng: Random) -> dict[str, Any]:
    """Return a copy of nested tables and lists with one value changed, taken out or doubled."""
    changed: dict[str, Any] = _copied(content)
    places = list(_places(changed))
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        holder, key = rng.choice(places)
        way = rng.randrange(4)
        if isinstance(holder, dict):
            if way == 0:
                holder.pop(key, None)
            else:
                holder[key] = rng.choice(VALUES)
        elif key < len(holder):
            if way == 0:
                del holder[key]
            elif way == 1:
                holder.append(holder[key])
            else:
                holder[key] = rng.choice(VALUES)
    return changed


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def _places(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs:
        yield value, key
        if isinstance(each, dict | list):
            yield from _places(each)
