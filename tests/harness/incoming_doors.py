"""Doors of files that come in: spreadsheets, attachments, finance's workbook, countersigns."""

from __future__ import annotations

import re
from random import Random

from pccdesk.domain.countersigns import Countersign, Head, parse_countersign, typed_head
from pccdesk.domain.documents import clean_file_name
from pccdesk.domain.errors import Refused
from pccdesk.papers.joined import KeptLetter, join
from pccdesk.services import documents, imports
from pccdesk.services.audit_log import check_countersign
from pccdesk.services.reading_texts import text_of
from pccdesk.workbooks.read_back import read_back
from tests.harness import gentle, mutations, structures
from tests.harness.promises import require
from tests.harness.seeds import Seeds
from tests.harness.taken import check_attachment, check_import, pages_of
from tests.import_sheet import forms_in
from tests.office import CAF_ROUND

_HASH = re.compile(rb"(?<=Hash: )[0-9a-f ]+")
_ENTRY = re.compile(rb"(?<=Entry: )[\d,]+")
_CHECK = re.compile(rb"(?<=Check: )[0-9a-f]+")
GENTLE = 0.6
"""How often a file is changed so that it stays sound, or nearly."""


def damaged_archive(content: bytes, rng: Random) -> bytes:
    """Damage an archive: along the structure of its parts, its headers, or anywhere."""
    way = rng.randrange(4)
    if way == 0:
        return structures.lying(content, rng)
    return (structures.rezipped if way > 1 else mutations.archive)(content, rng)


def damaged_pdf(content: bytes, rng: Random) -> bytes:
    """Damage a PDF along its objects, or anywhere."""
    return (structures.pdf if rng.random() < 0.6 else mutations.bytes_of)(content, rng)


def bring_in(seeds: Seeds, rng: Random) -> None:
    """Bring in a changed spreadsheet; what is taken is in the office cell by cell."""
    content = gentle.renamed(seeds.spreadsheet, f"{rng.randrange(10**9)}")
    change = gentle.workbook if rng.random() < GENTLE else damaged_archive
    content = change(content, rng)
    if rng.random() < 0.05:  # not what it is called, or not of this round
        others = (*seeds.of_kind("xlsx", "ods"), seeds.letter, seeds.word)
        content = mutations.bytes_of(rng.choice(others), rng)
    _import(seeds, content, rng)


def _import(seeds: Seeds, content: bytes, rng: Random) -> None:
    path = seeds.folder / "in.xlsx"
    path.write_bytes(content)
    desk, officer = seeds.office.desk, seeds.office.who("officer")
    report = imports.dry_run(desk, officer, path, CAF_ROUND)
    forms = forms_in(desk, officer, path, CAF_ROUND)
    if report.problems and not (forms and rng.random() < 0.5):
        imports.write_problems(desk, officer, report, seeds.folder / "problems.xlsx")
        again = imports.import_rows(desk, officer, path, CAF_ROUND)
        require(not again.created, "Rows were taken from a file with problems.")
        raise Refused("Each problem has its cell and its sentence.")
    taken = imports.import_rows(desk, officer, path, CAF_ROUND, good_only=bool(report.problems))
    asked = [form for _number, form in forms]
    check_import(seeds.office, asked, taken, seeds.folder / "list.xlsx")


def give_a_csv(seeds: Seeds, rng: Random) -> None:
    """Give a text of commas for a spreadsheet, for an attachment, and to be read for words."""
    content = rng.choice(seeds.of_kind("csv"))
    change = gentle.lines if rng.random() < GENTLE else mutations.bytes_of
    content = change(content, rng)
    found = text_of(content, "text/plain")
    require(found.isprintable(), "A text that cannot be kept.")
    if rng.random() < 0.5:
        _import(seeds, content, rng)
    _attach(seeds, rng.choice(("list.csv", "list.txt", "list.TXT")), content)


def attach(seeds: Seeds, rng: Random) -> None:
    """Attach a changed file under a changed name; what is taken comes out to the byte."""
    name, content = rng.choice(
        (
            ("letter.pdf", seeds.letter),
            ("book.xlsx", seeds.finance),
            ("budget.docx", seeds.word),
            *seeds.real,
            *seeds.pictures,
            ("note.txt", "Words — £5".encode() * 40),
            ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        )
    )
    kind = name.rpartition(".")[2]
    way = rng.random()
    if way < 0.3:  # behind the part that tells its type
        content = content[:64] + mutations.spoilt(content[64:], rng)
    elif way < 0.6 and kind in KINDS:
        content = KINDS[kind](content, rng)
    else:
        content = mutations.bytes_of(content, rng)
    if rng.random() < 0.4:
        damaged = mutations.bytes_of(name.encode(), rng).decode("utf-8", "surrogateescape")
        name = rng.choice((damaged, f"{damaged}.{kind}"))
    _attach(seeds, name, content)


KINDS = {
    "pdf": damaged_pdf,
    "xlsx": damaged_archive,
    "docx": damaged_archive,
    "ods": damaged_archive,
    "csv": gentle.lines,
}


def _attach(seeds: Seeds, name: str, content: bytes) -> None:
    clean = clean_file_name(name)
    require(bool(clean) and not set(clean) & set('/\\<>:"|?*\x00'), f"{name!r} became {clean!r}")
    office, officer = seeds.office, seeds.office.who("officer")
    version = office.version(seeds.draft)
    documents.attach(office.desk, officer, seeds.draft, version, "other", name, content)
    check_attachment(office, clean, content)


def read_finance_back(seeds: Seeds, rng: Random) -> None:
    """Read a changed finance workbook back: sums in whole pence, each payment with its name."""
    change = gentle.workbook if rng.random() < GENTLE else damaged_archive
    found = read_back(change(seeds.finance, rng))
    fine = found.control_total.is_finite() and found.count == len(found.grant_refs)
    require(fine, f"{found} was read back.")


def join_letters(seeds: Seeds, rng: Random) -> None:
    """Join a damaged letter to a sound one; what comes of it is a PDF with the sound one in it."""
    damaged = damaged_pdf(seeds.letter, rng)
    parts = [KeptLetter("A", seeds.letter), KeptLetter("B", damaged)]
    if rng.random() < 0.5:
        parts.reverse()
    joined = join(parts, duplex=rng.random() < 0.5)
    require(pages_of(joined) >= pages_of(seeds.letter), "A sound letter is not in the file.")


def check_a_countersign(seeds: Seeds, rng: Random) -> None:
    """Check a changed countersign: the log is found kept for its own head, and for no other."""
    sound = parse_countersign(seeds.countersign)
    kept = _given(seeds, rng)
    found = check_countersign(seeds.office.desk, kept)
    head = kept.head if isinstance(kept, Countersign) else kept
    mark = kept.records if isinstance(kept, Countersign) else sound.records
    same = head == sound.head and mark == sound.records
    require(
        found.kept == same,
        f"{head} is {'kept' if found.kept else 'broken'}: {found.faults}",
    )
    if not found.kept:
        raise Refused("; ".join(found.faults))


def _given(seeds: Seeds, rng: Random) -> Countersign | Head:
    content = seeds.countersign
    if rng.random() < 0.4:  # another head, with the check figure that fits it
        entry = int(_ENTRY.findall(content)[0].replace(b",", b"")) + rng.choice((-1, 0, 0, 1, 999))
        digits = bytearray(b"".join(_HASH.findall(content)[0].split()))
        if rng.random() < 0.8:
            digits[rng.randrange(64)] = rng.choice(b"0123456789abcdef")
        head = Head(max(1, entry), digits.decode())
        content = _HASH.sub(" ".join(head.groups).encode(), content)
        content = _ENTRY.sub(f"{head.sequence:,}".encode(), content)
        content = _CHECK.sub(head.check.encode(), content)
    content = (gentle.lines if rng.random() < GENTLE else mutations.bytes_of)(content, rng)
    if rng.random() < 0.7:
        return parse_countersign(content)
    text = content.decode("utf-8", "replace")
    values = [re.search(rf"{each}: ?(.*)", text) for each in ("Entry", "Hash", "Check")]
    return typed_head(*(found[1] if found else "" for found in values))
