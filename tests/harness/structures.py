"""Ways to damage a file along its own structure: the parts of XML, PDF, ZIP, JSON and TOML."""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
from io import BytesIO
from random import Random

_XML = re.compile(rb"<[^>]+>|[^<]+")
_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj\n?", re.DOTALL)
_REFERENCE = re.compile(rb"\d+ 0 R")
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
DEPTHS = (2, 50, 1_000, 20_000)
LENGTHS = (300, 40_000, 300_000)
SAID = (
    b"NaN", b"-INF", b"1E400", b"1E-400", b"-0", b"2958466", b"60", b"-1", b"1.0000000000000001",
    b"12345678901234567890", b"&#0;", b"&#xD800;", b"&#x202E;abc", b"_x0000_", b"=1+1", b"#REF!",
    b"2026-02-30", b"9999-12-31T25:61:61", b"TRUE", b"&lolz;", b"<![CDATA[<b>]]>", b"<!-- x -->",
    b"<!DOCTYPE a [<!ENTITY lolz 'lol'>]>", b"\xed\xa0\x80", b"\xff\xfe", b"<r><t/></r>",
)  # fmt: skip
TYPES = (b"s", b"inlineStr", b"str", b"n", b"d", b"b", b"e", b"1048577", b"XFD1", b"AAAA1", b"A0")
INTO_PDF = (
    b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", b"/Length 99999999", b"/Kids [1 0 R]",
    b"/Filter [/FlateDecode /FlateDecode /FlateDecode]", b"/Predictor 15 /Columns 2147483647",
    b"/Count -1", b"/MediaBox [0 0 1e30 -1e30]", b"/Type /ObjStm /N 999999 /First 0",
    b"/Encrypt 1 0 R",
    b"/Rotate 17", b"/Parent 1 0 R /Parent 1 0 R", b"/Width 65535 /Height 65535", b"/Prev 0",
    b"<<", b">>",
)  # fmt: skip
PARTS = ("xl/vbaProject.bin", "../../x.xml", "xl/workbook.bin", "mimetype", "a" * 300,
         "xl/externalLinks/externalLink1.xml", "CON", "x\x00.xml", "inner.zip",
         "[Content_Types].xml")  # fmt: skip


def xml(content: bytes, rng: Random) -> bytes:
    """Swap, double, drop, nest or lengthen parts of an XML text, or say something else in one."""
    pieces = _XML.findall(content) or [b"<x/>"]
    for _ in range(rng.choice((1, 1, 2, 6))):
        place, other = rng.randrange(len(pieces)), rng.randrange(len(pieces))
        way = rng.randrange(8)
        if way == 0:
            pieces[place], pieces[other] = pieces[other], pieces[place]
        elif way == 1:
            start, end = sorted((place, other))
            pieces[place:place] = pieces[start : min(end, start + 400)] * rng.choice((1, 2, 30))
        elif way == 2 and len(pieces) > 1:
            del pieces[place : place + rng.choice((1, 2, 20))]
            pieces = pieces or [b"<x/>"]
        elif way == 3:
            depth = rng.choice(DEPTHS)
            closed = b"</a>" * depth if rng.random() < 0.7 else b""
            pieces[place] = b"<a>" * depth + pieces[place] + closed
        elif way == 4:
            pieces[place] += rng.choice((b"x", b"\xc3\xa9", b"&amp;", b" ")) * rng.choice(LENGTHS)
        elif way == 5:
            pieces[place] = rng.choice(SAID)
        else:
            said = rng.choice((*SAID, *TYPES))
            pieces[place] = _ATTRIBUTE.sub(lambda _: b'="' + said + b'"', pieces[place], count=1)  # noqa: B023 - called at once
    return b"".join(pieces)


def pdf(content: bytes, rng: Random) -> bytes:
    """Swap, double or drop objects of a PDF, turn references, or put something into one."""
    found = list(_OBJECT.finditer(content))
    if not found:
        return content
    for _ in range(rng.choice((1, 1, 2, 5))):
        one, other = rng.choice(found)[0], rng.choice(found)[0]
        way = rng.randrange(6)
        if way == 0:
            content = content.replace(one, other, 1)
        elif way == 1:
            content = content.replace(one, one + other, 1)
        elif way == 2:
            content = content.replace(one, b"", 1)
        elif way == 3:
            number = b"%d 0 R" % rng.choice((0, 1, 2, 3, 5, 9, 99, 4_294_967_296))
            content = content.replace(one, _REFERENCE.sub(number, one, count=rng.choice((1, 0))), 1)
        elif way == 4:
            content = content.replace(one, one.replace(b"<<", b"<< " + rng.choice(INTO_PDF), 1), 1)
        else:
            nested = rng.choice((b"[", b"<< /A ", b"(")) * rng.choice(DEPTHS)
            content = content.replace(one, one.replace(b"<<", b"<< /X " + nested, 1), 1)
    return content


def rezipped(content: bytes, rng: Random) -> bytes:
    """Damage the XML of a part, add parts or double them, pack again, then lie in the headers."""
    with zipfile.ZipFile(BytesIO(content)) as source:
        parts = [(each.filename, source.read(each)) for each in source.infolist()]
    place = rng.randrange(len(parts))
    name, inside = parts[place]
    way = rng.randrange(10)
    if way == 0:
        parts.append((rng.choice(PARTS), inside))
    elif way == 1:
        parts.append((name, rng.choice(parts)[1]))
    elif way == 2:
        parts.append(("inner.zip", content))
    elif way == 3:
        parts += [(f"x{number}.xml", b"") for number in range(rng.choice((100, 6_000)))]
    elif way == 4:
        parts.append(("xl/media/zeros.xml", bytes(rng.choice((1_000_000, 24_000_000)))))
    else:
        parts[place] = name, xml(inside, rng)
    packed = BytesIO()
    ways = (zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_LZMA)
    how = zipfile.ZIP_DEFLATED if way in {3, 4} else rng.choice(ways)  # others pack it too slowly
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", how) as target:
        warnings.simplefilter("ignore")
        for part, said in parts:
            target.writestr(part, said)
    return lying(packed.getvalue(), rng) if rng.random() < 0.3 else packed.getvalue()


def lying(content: bytes, rng: Random) -> bytes:
    """Change what one header of an archive declares: flags, method, sizes, place."""
    changed = bytearray(content)
    mark, fields = rng.choice(
        (
            (_CENTRAL, ((8, "<H"), (10, "<H"), (16, "<L"), (20, "<L"), (24, "<L"), (42, "<L"))),
            (_LOCAL, ((6, "<H"), (8, "<H"), (18, "<L"), (22, "<L"), (26, "<H"), (28, "<H"))),
        )
    )
    places = [found.start() for found in re.finditer(re.escape(mark), content)]
    if places:
        offset, kind = rng.choice(fields)
        most = 0xFFFF if kind == "<H" else 0xFFFFFFFF
        value = rng.choice((0, 1, 8, 99, 1000, most, rng.randrange(most)))
        place = rng.choice(places) + offset
        if place + struct.calcsize(kind) <= len(changed):
            struct.pack_into(kind, changed, place, value)
    return bytes(changed)


def nested_text(text: str, rng: Random) -> str:
    """Nest a JSON or TOML text's values, or lengthen one."""
    place = rng.randrange(len(text) + 1)
    way = rng.randrange(4)
    if way == 0:
        begin, end = rng.choice((("[", "]"), ('{"a":', "}"), ("{a=", "}")))
        depth = rng.choice(DEPTHS)
        return text[:place] + begin * depth + end * depth + text[place:]
    if way == 1:
        return (
            text[:place]
            + rng.choice(("x", "é", "9", "\n", '"', ".a")) * rng.choice(LENGTHS)
            + text[place:]
        )
    if way == 2:
        other = rng.randrange(len(text) + 1)
        return text[:place] + text[min(place, other) : max(place, other)] + text[place:]
    return (
        text[:place]
        + rng.choice(("NaN", "1e999", "-0", "\\ud800", "null", "0x10", "1e5"))
        + text[place:]
    )
