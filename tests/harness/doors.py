"""Every door through which something from outside comes in, and how a damaged one is tried."""

from __future__ import annotations

import contextlib
import io
import tomllib
from collections.abc import Callable
from random import Random

import pytest
import tomli_w

from pccdesk.cli import main as command_line
from pccdesk.database.creation import open_database
from pccdesk.domain.documents import clean_file_name
from pccdesk.domain.errors import Refused
from pccdesk.domain.letters import parse_wording
from pccdesk.papers.joined import KeptLetter, join
from pccdesk.resources import resource_path
from pccdesk.services import documents, imports
from pccdesk.services.definition_files import take_in_file
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from pccdesk.settings import log_folder, read_settings, save_settings, settings_file
from pccdesk.workbooks.read_back import read_back
from tests.clock import MORNING
from tests.harness import kept_doors, mutations, structures
from tests.harness.promises import require
from tests.harness.seeds import Seeds
from tests.office import CAF_ROUND

SETTINGS = b"""last_database = "/a/office.sqlite"
recent_databases = ["/a/office.sqlite", "postgresql://me@server/office"]
theme = "dark"
"""
WORDS = (
    *("init", "import-applications", "letters", "finance", "verify", "demo", "sample", "backup"),
    *(
        "restore",
        "copy",
        "export-list",
        "take-in",
        "upgrade",
        "reindex",
        "reset-password",
        "--json",
    ),
    *("--from", "--to", "--text", "--filter", "stage=x", "applications", "--view", "--into"),
    *("--database", "--as", "officer", "--round", CAF_ROUND, "--dry-run", "--good-only", "--out"),
    *("--year", "2026-27", "--help", "--version", "--", "-", "", "--kind", "--duplex", "--no-such"),
    *("postgresql://nobody@127.0.0.1:1/x", "sqlite:///", "mysql://x", "\x00", "é\u202e", "9" * 400),
    *("--username", "--password", "--name", "--fund", "--batch", "--pending", "2026-99", "."),
)


CSV = b"Organisation,Project,Amount\n=cmd|'/C calc'!A0,\"a\n,b\",1e999\n" * 30


def damaged_archive(content: bytes, rng: Random) -> bytes:
    """Damage an archive: along the structure of its parts, its headers, or anywhere."""
    way = rng.randrange(4)
    if way == 0:
        return structures.lying(content, rng)
    return (structures.rezipped if way > 1 else mutations.archive)(content, rng)


def damaged_pdf(content: bytes, rng: Random) -> bytes:
    """Damage a PDF along its objects, or anywhere."""
    return (structures.pdf if rng.random() < 0.6 else mutations.bytes_of)(content, rng)


Door = Callable[[Seeds, Random], None]


def bring_in(seeds: Seeds, rng: Random) -> None:
    """Bring in a damaged spreadsheet."""
    path = seeds.folder / "in.xlsx"
    path.write_bytes(damaged_archive(seeds.spreadsheet, rng))
    if rng.random() < 0.1:  # not what it is called
        path.write_bytes(mutations.bytes_of(rng.choice((CSV, seeds.letter, seeds.word)), rng))
    officer = seeds.office.who("officer")
    report = imports.dry_run(seeds.office.desk, officer, path, CAF_ROUND)
    if report.problems:
        imports.write_problems(seeds.office.desk, officer, report, seeds.folder / "problems.xlsx")
        raise Refused("Each problem has its cell and its sentence.")
    imports.import_rows(seeds.office.desk, officer, path, CAF_ROUND)


def attach(seeds: Seeds, rng: Random) -> None:
    """Attach a damaged file under a damaged name."""
    name, content = rng.choice(
        (
            ("letter.pdf", seeds.letter),
            ("book.xlsx", seeds.finance),
            ("budget.docx", seeds.word),
            *seeds.pictures,
            ("note.txt", "Words — £5".encode() * 40),
            ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        )
    )
    damaged = mutations.bytes_of(content, rng)
    if rng.random() < 0.5:
        kinds = {"pdf": structures.pdf, "xlsx": damaged_archive, "docx": damaged_archive}
        damaged = kinds.get(name.rpartition(".")[2], mutations.bytes_of)(content, rng)
    if rng.random() < 0.5:
        name = mutations.bytes_of(name.encode(), rng).decode("utf-8", "surrogateescape")
    clean = clean_file_name(name)
    require(bool(clean) and not set(clean) & set('/\\<>:"|?*\x00'), f"{name!r} became {clean!r}")
    office = seeds.office
    version = office.version(seeds.draft)
    documents.attach(
        office.desk, office.who("officer"), seeds.draft, version, "other", name, damaged
    )


def read_finance_back(seeds: Seeds, rng: Random) -> None:
    """Read a damaged finance workbook back."""
    read_back(damaged_archive(seeds.finance, rng))


def join_letters(seeds: Seeds, rng: Random) -> None:
    """Join a damaged letter to a sound one."""
    damaged = damaged_pdf(seeds.letter, rng)
    join([KeptLetter("A", seeds.letter), KeptLetter("B", damaged)], duplex=rng.random() < 0.5)


def read_the_settings(seeds: Seeds, rng: Random) -> None:
    """Read damaged settings, and save what was read."""
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept_doors.damaged_text(SETTINGS, rng))
    save_settings(read_settings().with_database(str(seeds.folder / "x.sqlite")))


def take_in_a_definition(seeds: Seeds, rng: Random) -> None:
    """Take in the file of a fund or of a letter's wording, damaged in its text or its values."""
    folder = resource_path(rng.choice(("funds", "letters")))
    sound = rng.choice(sorted(folder.glob("*.toml"))).read_bytes()
    path = seeds.folder / "definition.toml"
    if rng.random() < 0.3:
        path.write_bytes(kept_doors.damaged_text(sound, rng))
    else:
        content = mutations.structure(tomllib.loads(sound.decode()), rng)
        path.write_text(tomli_w.dumps(content), encoding="utf-8")
    office = seeds.office
    take_in_file(office.desk, office.who("administrator"), path)


def read_a_wording(_seeds: Seeds, rng: Random) -> None:
    """Read a damaged letter's wording and check it."""
    path = rng.choice(sorted(resource_path("letters").glob("*.toml")))
    text = mutations.bytes_of(path.read_bytes(), rng).decode("utf-8", "replace")
    wording = parse_wording(text)
    wording.check(wording.parts, ("amount",))


def open_a_database(seeds: Seeds, rng: Random) -> None:
    """Open a damaged database and prove it."""
    path = seeds.folder / "damaged.sqlite"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    content = seeds.database
    if rng.random() < 0.5:  # the first pages hold the schema
        content = mutations.bytes_of(content[:8192], rng) + content[8192:]
    path.write_bytes(mutations.bytes_of(content, rng))
    database = open_database(str(path))
    try:
        verify(Desk(database, lambda: MORNING))
    finally:
        database.close()


def give_a_command(seeds: Seeds, rng: Random) -> None:
    """Give a command of words in no order; no report of a fault may come of it."""
    files = (str(seeds.folder / "in.xlsx"), str(seeds.folder / "cli.sqlite"), str(seeds.folder))
    given = [rng.choice(WORDS[:15]), *rng.choices((*WORDS, *files), k=rng.randrange(8))]
    reports = log_folder()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()) as said,
    ):
        patch.setattr("pccdesk.services.sample.make_sample_office", refuse)
        patch.setattr("pccdesk.cli.commands.window.run", lambda _options: 0)
        patch.setattr("sys.stdin", io.StringIO(""))
        code = command_line.run(given)
    require(code in {0, 1, 2}, f"{given} ended with {code}")
    found = sorted(reports.glob("fault-*")) if reports.exists() else []
    require(not found, f"{given}: {said.getvalue()} {found[0].read_text() if found else ''}")
    if code:
        raise Refused("The command was refused.")


def refuse(*_: object, **__: object) -> None:
    """Stand in for what takes too long here."""
    raise Refused("No sample office is made here.")


DOORS: dict[str, tuple[Door, int]] = {
    "import": (bring_in, 5),
    "attachment": (attach, 4),
    "finance workbook": (read_finance_back, 4),
    "joined letters": (join_letters, 4),
    "settings": (read_the_settings, 2),
    "definition": (take_in_a_definition, 4),
    "wording": (read_a_wording, 2),
    "database": (open_a_database, 4),
    "command line": (give_a_command, 3),
    "saved view": (kept_doors.read_a_view, 2),
    "kept draft": (kept_doors.read_a_draft, 2),
    "window layout": (kept_doors.read_the_layout, 2),
    "document text": (kept_doors.read_a_text, 4),
    "picture": (kept_doors.look_at_a_picture, 2),
    "PDF viewer": (kept_doors.look_at_a_pdf, 3),
    "search": (kept_doors.search_for_something, 2),
}
"""Each door with how often it is tried."""
