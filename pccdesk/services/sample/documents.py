"""Small PDF documents such as applicants send, made without a library so that bytes never vary."""

import unicodedata
from datetime import date

from pccdesk.domain.dates import format_date

_FILE_NAMES = {
    "constitution": "Constitution",
    "accounts": "Annual accounts",
    "bank_statement": "Bank statement",
    "safeguarding_policy": "Safeguarding policy",
    "insurance": "Insurance certificate",
    "quotations": "Quotations",
    "partner_letters": "Letters from partners",
    "job_descriptions": "Job description",
}


def document_name(kind: str) -> str:
    """Return the file name of a document of a kind."""
    return f"{_FILE_NAMES.get(kind, 'Document')}.pdf"


def draw_document(kind: str, group: str, day: date) -> bytes:
    """Return a one-page PDF with the document's title, the group's name and a date."""
    title = _FILE_NAMES.get(kind, "Document")
    lines = (
        ("F2", 20, 740, title),
        *(("F1", 13, 705 - 18 * place, line) for place, line in enumerate(_wrapped(group))),
        ("F1", 10, 620, f"Dated {format_date(day)}"),
        ("F1", 10, 590, "Made up for the sample office. It stands in for a scanned document."),
    )
    drawn = b"\n".join(
        b"BT /%s %d Tf 72 %d Td (%s) Tj ET" % (font.encode(), size, height, _escaped(text))
        for font, size, height, text in lines
    )
    return _file(drawn)


def _wrapped(text: str, width: int = 60) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _escaped(text: str) -> bytes:
    plain = b"".join(map(_encoded, text))
    return plain.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _encoded(letter: str) -> bytes:
    # A PDF's own fonts know Western European letters; of others the accent is left out.
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", letter)[0].encode("cp1252", errors="replace")


def _file(drawn: bytes) -> bytes:
    encoding = b"/Encoding /WinAnsiEncoding"
    fonts = b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>" % encoding,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold %s >>" % encoding,
    )
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(content))
    )
