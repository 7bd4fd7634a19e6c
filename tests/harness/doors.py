"""Every door through which something from outside comes in, and how a damaged one is tried."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from random import Random

import pytest

from pccdesk.cli import main as command_line
from pccdesk.database.creation import open_database
from pccdesk.domain.errors import Refused
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists.applications import APPLICATIONS
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from pccdesk.settings import log_folder, read_settings, save_settings, settings_file
from tests.clock import MORNING
from tests.harness import definition_doors, incoming_doors, kept_doors, mutations
from tests.harness.promises import require
from tests.harness.seeds import Seeds
from tests.office import CAF_ROUND

SETTINGS = b"""last_database = "/a/office.sqlite"
recent_databases = ["/a/office.sqlite", "postgresql://me@server/office"]
theme = "dark"
"""
WORDS = (
    *("init", "import-applications", "letters", "finance", "verify", "demo", "sample", "backup"),
    *("restore", "copy", "export-list", "take-in", "upgrade", "reindex", "reset-password"),
    *("audit-head", "audit-export", "postgresql-setup", "--json", "--check", "--typed", "--save"),
    *("--from", "--to", "--text", "--filter", "stage=x", "applications", "--view", "--into"),
    *("--database", "--as", "officer", "--round", CAF_ROUND, "--dry-run", "--good-only", "--out"),
    *("--year", "2026-27", "--help", "--version", "--", "-", "", "--kind", "--duplex", "--no-such"),
    *("postgresql://nobody@127.0.0.1:1/x", "sqlite:///", "mysql://x", "\x00", "é\u202e", "9" * 400),
    *("--username", "--password", "--name", "--fund", "--batch", "--pending", "2026-99", "."),
    *("/", "\ud800", "~nobody/x", "a/" * 2_500),
)


SOUND = (
    "verify --json",
    "verify --full",
    "verify --head COUNTERSIGN",
    "audit-head --check COUNTERSIGN --json",
    "audit-head --typed 12 00ff 1234",
    "audit-head --as administrator --save NEW.txt --print NEW.pdf",
    "audit-export --as administrator --out NEW.jsonl --from 2026-01-01 --to 2026-12-31",
    "backup --out FOLDER",
    "restore OFFICE --to NEW.sqlite",
    "copy --from OFFICE --to NEW.sqlite --as administrator",
    "export-list applications --as officer --out NEW.xlsx --filter stage=draft --text a",
    "export-list payments --as finance --out NEW.xlsx --json",
    "import-applications SHEET --round CAF-2026-1 --as officer --dry-run --json",
    "import-applications SHEET --round CAF-2026-1 --as officer --good-only",
    "letters --pending --out FOLDER --as officer --joined",
    "finance --year 2026-27 --out NEW.xlsx --as finance",
    "take-in --shipped --as administrator",
    "reindex",
    "upgrade",
    "reset-password assessor",
)
"""Commands as they are meant."""


Door = Callable[[Seeds, Random], None]


def read_the_settings(seeds: Seeds, rng: Random) -> None:
    """Read damaged settings, and save what was read."""
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept_doors.damaged_text(SETTINGS, rng))
    save_settings(read_settings().with_database(str(seeds.folder / "x.sqlite")))


def open_a_database(seeds: Seeds, rng: Random) -> None:
    """Open a damaged database, prove it and look at a list; what cannot be read is a sentence."""
    path = seeds.folder / "damaged.sqlite"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    content, way = seeds.database, rng.randrange(4)
    if way == 0:  # the first pages hold the schema
        content = mutations.bytes_of(content[:8192], rng) + content[8192:]
    # `spoilt` as a disk goes bad: its length stays
    content = (mutations.bytes_of if way < 2 else mutations.spoilt)(content, rng)
    path.write_bytes(content)
    database = open_database(str(path))
    try:
        verify(Desk(database, lambda: MORNING))
        with database.reading() as connection:
            APPLICATIONS.first_rows(connection, (), Filter())
    finally:
        database.close()


def command_words(seeds: Seeds, rng: Random) -> list[str]:
    """Return a command as it is meant, as it is meant but for one word, or words in no order."""
    folder = seeds.folder
    files = [str(folder / each) for each in ("in.xlsx", "cli.sqlite", "countersign.txt")]
    if rng.random() < 0.3:
        words = (*WORDS, *files, str(folder))
        return [rng.choice(WORDS[:17]), *rng.choices(words, k=rng.randrange(8))]
    new = str(folder / f"out-{rng.randrange(10**9)}")
    names = {"NEW": new, "FOLDER": str(folder / "made")} | dict(
        zip(("SHEET", "OFFICE", "COUNTERSIGN"), files, strict=True)
    )
    parted = (each.partition(".") for each in rng.choice(SOUND).split())
    given = [names.get(word, word) + dot + ending for word, dot, ending in parted]
    if rng.random() < 0.6:
        place, word = rng.randrange(len(given)), rng.choice((*WORDS, *files))
        given[place : place + rng.randrange(2)] = [word]
    return given


def give_a_command(seeds: Seeds, rng: Random) -> None:
    """Give a command, sound or senseless; no report of a fault may come of it."""
    given = command_words(seeds, rng)
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
    "import": (incoming_doors.bring_in, 6),
    "csv": (incoming_doors.give_a_csv, 2),
    "attachment": (incoming_doors.attach, 5),
    "finance workbook": (incoming_doors.read_finance_back, 3),
    "joined letters": (incoming_doors.join_letters, 3),
    "countersign": (incoming_doors.check_a_countersign, 4),
    "settings": (read_the_settings, 2),
    "definition": (definition_doors.take_in_a_definition, 4),
    "wording": (definition_doors.read_a_wording, 2),
    "database": (open_a_database, 4),
    "command line": (give_a_command, 4),
    "saved view": (kept_doors.read_a_view, 2),
    "kept draft": (kept_doors.read_a_draft, 2),
    "window layout": (kept_doors.read_the_layout, 2),
    "document text": (kept_doors.read_a_text, 4),
    "picture": (kept_doors.look_at_a_picture, 2),
    "PDF viewer": (kept_doors.look_at_a_pdf, 3),
    "search": (kept_doors.search_for_something, 2),
}
"""Each door with how often it is tried."""
