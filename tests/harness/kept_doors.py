"""Doors of what was kept and comes back: views, drafts, layouts, documents looked at, searches."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from pccdesk.domain.views import ChosenValue, ViewColumn, ViewContent, ViewSort, as_text, from_text
from pccdesk.queries import organisations, search
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists.applications import APPLICATIONS
from pccdesk.services.reading_texts import text_of
from tests.harness import mutations, structures
from tests.harness.promises import require
from tests.harness.seeds import Seeds

VIEW = ViewContent(
    "Preston",
    (ChosenValue("stage", "received", "Received"), ChosenValue("year", 2026, "2026/27")),
    (ViewColumn("reference", 120), ViewColumn("organisation", 240, shown=False)),
    (ViewSort("reference", descending=True),),
)
DRAFT = json.dumps(
    {
        "format": 1,
        "kept_at": "2026-06-01T09:30:00+00:00",
        "version": 3,
        "title": "Friday football",
        "typed": {"project_title": "Friday football", "budget": [["Coaches", "3000", ""]]},
    }
).encode()
LAYOUT = b'[window]\nplace=@ByteArray(\\x1\\xd9\\xd0\\xcb)\nmode="\\"dark\\""\nwidths="[1, 2, 3]"\n'
VARIANTS = (
    b"@Variant(\\0\\0\\0\\x7f\\xff)", b"@Rect(1 2 3 4)", b"@Invalid()", b"@DateTime(\\xff)",
    b"@ByteArray(" + b"\\x1" * 300 + b")", b"@String(x)", b'"' + b"[" * 9000 + b'"',
)  # fmt: skip
TYPED = (
    "%", "_", "\\", "'", '"', "*", "(", ")", "NEAR(", "AND", "OR", "NOT", ":", "^", "{", "-", "+",
    "\x00", "\ud800", "\u202e", "é", "ﬁ", "CAF-2026-", "PR1 0LD", "PR10LD", "&", "|", "!", "<->",
    "a" * 5000, "٣", "ＣＡＦ", "І", "\u200b", "=", "'; DROP TABLE x;--", "{braces}", "%s", "10%",
)  # fmt: skip
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "txt": "text/plain",
}


def damaged_text(content: bytes, rng: Random) -> bytes:
    """Damage a text in its bytes or its structure."""
    if rng.random() < 0.5:
        return mutations.bytes_of(content, rng)
    return structures.nested_text(content.decode(), rng).encode("utf-8", "surrogatepass")


def read_a_view(_seeds: Seeds, rng: Random) -> None:
    """Read a damaged saved view; what is taken can be kept again as it is."""
    kept = as_text(VIEW).encode()
    if rng.random() < 0.5:
        kept = json.dumps(mutations.structure(json.loads(kept), rng), default=str).encode()
    else:
        kept = damaged_text(kept, rng)
    content = from_text(kept.decode("utf-8", "surrogateescape"))
    require(from_text(as_text(content)) == content, f"{content} was not kept as it was read.")


def read_a_draft(seeds: Seeds, rng: Random) -> None:
    """Read a damaged draft of a form: it is offered whole or not at all."""
    from pccdesk.ui.form import kept_drafts

    path = seeds.folder / "draft.json"
    if rng.random() < 0.5:
        text = json.dumps(mutations.structure(json.loads(DRAFT), rng), default=str)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    else:
        path.write_bytes(damaged_text(DRAFT, rng))
    draft = kept_drafts.read_draft(path)
    if draft is not None:
        require(bool(draft.words) and draft.kept_at.tzinfo is not None, "A draft without a time.")


def read_the_layout(seeds: Seeds, rng: Random) -> None:
    """Read a damaged layout of the window, and keep something in it again."""
    from pccdesk.ui.window_settings import WindowSettings

    path = seeds.folder / "window.ini"
    content = LAYOUT
    if rng.random() < 0.5:
        content = content.replace(b'"[1, 2, 3]"', rng.choice(VARIANTS))
    path.write_bytes(mutations.bytes_of(content, rng))
    settings = WindowSettings(path)
    for key in ("window/place", "window/mode", "window/widths"):
        settings.layout(key)
        settings.value(key)
    settings.keep("window/mode", "light")
    settings.flush()


def read_a_text(seeds: Seeds, rng: Random) -> None:
    """Read the words out of a damaged document, as the search does; it never raises."""
    kind, content = rng.choice(
        (
            ("pdf", seeds.letter),
            ("docx", seeds.word),
            ("xlsx", seeds.finance),
            ("ods", seeds.finance),
            ("txt", "Words — £5\n".encode() * 40),
        )
    )
    if kind == "pdf" and rng.random() < 0.6:
        content = structures.pdf(content, rng)
    elif kind in {"docx", "xlsx", "ods"} and rng.random() < 0.7:
        content = structures.rezipped(content, rng)
    else:
        content = mutations.bytes_of(content, rng)
    found = text_of(content, MEDIA[kind])
    require(len(found) <= 200_000 and found.isprintable(), "A text that cannot be kept.")


def look_at_a_picture(seeds: Seeds, rng: Random) -> None:
    """Load a damaged picture as the viewer does."""
    from PySide6.QtGui import QImage

    from pccdesk.domain.documents import check_document

    name, content = rng.choice(seeds.pictures)
    damaged = mutations.bytes_of(content, rng)
    QImage.fromData(check_document(name, damaged).content)


def look_at_a_pdf(seeds: Seeds, rng: Random) -> None:
    """Open a damaged PDF as the viewer does, and draw its first page."""
    draw_first_page(
        (structures.pdf if rng.random() < 0.6 else mutations.bytes_of)(seeds.letter, rng)
    )


def draw_first_page(content: bytes) -> bool:
    """Draw a PDF's first page as the viewer does; tell whether it has one.

    The library behind it reserves a great deal of address space when it is first called.
    """
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtPdf import QPdfDocument

    application = QGuiApplication.instance() or QGuiApplication(["fuzz", "-platform", "offscreen"])
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(application)
    document.load(buffer)
    drawn = document.pageCount() > 0 and not document.render(0, QSize(120, 170)).isNull()
    document.close()
    document.deleteLater()
    return drawn


def search_for_something(seeds: Seeds, rng: Random) -> None:
    """Type anything into the search, the filter of a list and the choice of an organisation."""
    typed = rng.choice(("", " ", "x")).join(rng.choices(TYPED, k=rng.randrange(1, 5)))
    office = seeds.office
    officer = office.who("officer")
    with office.desk.database.reading() as connection:
        search.search(connection, officer, typed)
        organisations.search(connection, typed)
        APPLICATIONS.totals(connection, Filter(typed))


def make_pictures(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """Return small sound pictures, under names that fit."""
    from PySide6.QtGui import QColor, QImage

    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    found = []
    for name in ("photo.png", "photo.jpg"):
        picture.save(str(folder / name))
        found.append((name, (folder / name).read_bytes()))
    return tuple(found)
