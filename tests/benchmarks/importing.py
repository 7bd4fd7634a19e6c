"""Taking a spreadsheet in: reading it, and writing what was read, each against its floor."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest.mock import patch

from python_calamine import CalamineWorkbook

from pccdesk.database.creation import open_database
from pccdesk.domain.permissions import Actor
from pccdesk.queries import funds
from pccdesk.services import imports
from pccdesk.services.desk import Desk
from pccdesk.services.sample.large import make_large_office
from pccdesk.services.sample.material import read_material
from pccdesk.services.sign_in import sign_in
from pccdesk.workbooks.application_layout import APPLICATIONS, RoundSheet
from pccdesk.workbooks.application_reader import FilledSheet, ReadRow, read_applications
from pccdesk.workbooks.fields import Field, FieldKind
from tests.benchmarks.measure import Case, seconds
from tests.benchmarks.memory import peak
from tests.import_sheet import fill, good_row

ROUND = "CAF-2026-3"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
_ROWS_OF = (
    *("organisation", "contact", "application", "application_text", "application_district"),
    *("application_priority", "budget_line", "match_line", "eligibility_finding", "audit_entry"),
    "search_entry",
)
"""The tables that an import adds rows to, apart from those below."""
_ONE_ROW_OF = ("audit_head", "counter")


def cases(folder: Path, rows: int) -> Iterator[Case]:
    """Give the cases of a spreadsheet with so many applications, taken into a small office."""
    office, few = _Office(folder, rows), _Office(folder / "few", max(2, rows // 10))
    written = (
        "executemany of the rows that the import leaves in all tables, the search index’s "
        "among them, into the same office with its indexes and triggers, in one transaction"
    )
    yield Case(
        f"Spreadsheet of {rows:,} applications read and checked by cell",
        4,
        lambda: office.timed(office.read),
        lambda: office.timed(office.read_bare),
        "python-calamine, the same sheet to Python’s values",
    )
    yield Case(
        f"Import of {rows:,} applications that were read, checked and audited",
        4,
        office.import_read,
        office.write_bare,
        written,
    )
    yield Case(
        f"Import of {rows:,} applications from the file on",
        4,
        office.import_file,
        office.write_bare,
        written,
    )
    yield Case(
        f"Import of {rows:,} applications: peak memory",
        1.3,
        office.peak,
        lambda: few.peak() + peak(hold_sheet, office.sheet) - peak(hold_sheet, few.sheet),
        f"bytes, with {few.rows:,} applications, and what python-calamine alone takes more for "
        "the larger sheet, which it holds as a whole",
        once=True,
    )


def import_once(database: str, sheet: str) -> None:
    """Take a spreadsheet into an office."""
    desk, officer = _open(Path(database))
    imports.import_rows(desk, officer, Path(sheet), ROUND)
    desk.database.close()


def read_bare(sheet: str) -> None:
    """Read a spreadsheet to Python's values, all at once."""
    book = CalamineWorkbook.from_path(sheet)
    book.get_sheet_by_name(APPLICATIONS).to_python(skip_empty_area=False)


def hold_sheet(sheet: str) -> None:
    """Read a spreadsheet row by row, none of which is held on to."""
    for _row in CalamineWorkbook.from_path(sheet).get_sheet_by_name(APPLICATIONS).iter_rows():
        pass


@dataclass
class _Office:
    """A filled-in template and an office to take it in, both made once; the office is copied."""

    folder: Path
    rows: int

    @cached_property
    def sheet(self) -> Path:
        desk, officer = _open(self.copy())
        path = self.folder / "import.xlsx"
        imports.write_template(desk, officer, ROUND, path)
        fields = self._layout(desk)[1]
        desk.database.close()
        fill(path, fields, (_lifelike(fields, number) for number in range(self.rows)))
        return path

    @cached_property
    def _made(self) -> Path:
        self.folder.mkdir(exist_ok=True)
        path = self.folder / "small.sqlite"
        make_large_office(str(path), 20).database.close()
        return path

    def copy(self) -> Path:
        """Return an office as it was before any import."""
        copy = self.folder / "copy.sqlite"
        for ending in ("", "-wal", "-shm"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self._made, copy)
        return copy

    @cached_property
    def _reader(self) -> tuple[RoundSheet, tuple[Field, ...]]:
        desk, _officer = _open(self.copy())
        layout = self._layout(desk)
        desk.database.close()
        return layout

    def peak(self) -> float:
        """Return the peak memory, in bytes, of taking the file in."""
        sheet = self.sheet  # made before the office is copied, which it needs
        return peak(import_once, self.copy(), sheet)

    def read(self) -> list[ReadRow]:
        """Read the sheet as an import does."""
        rows = list(read_applications(self.sheet.read_bytes(), *self._reader).rows)
        errors = [error for row in rows for error in row.errors]
        if errors or len(rows) != self.rows:
            raise LookupError(errors[:3])
        return rows

    def timed(self, task: Callable[[], object]) -> float:
        """Do a task with what is made beforehand, and return how long it took."""
        self._require_sheet()
        self._require_reader()
        return seconds(task)()

    def read_bare(self) -> None:
        """Read the sheet as the library gives it."""
        read_bare(str(self.sheet))

    def import_read(self) -> float:
        """Take in what was read before."""
        rows = self.read()
        read = FilledSheet(APPLICATIONS, len(rows), iter(rows))
        with patch.object(imports, "read_applications", return_value=read):
            return self.import_file()

    def import_file(self) -> float:
        """Take the file in."""
        self._require_sheet()
        desk, officer = _open(self.copy())
        start = time.perf_counter()
        report = imports.import_rows(desk, officer, self.sheet, ROUND)
        took = time.perf_counter() - start
        desk.database.close()
        if len(report.created) != self.rows:
            raise LookupError(report.problems[:3])
        return took

    def write_bare(self) -> float:
        """Write what an import left."""
        rows, statements = self._left, self._statements
        raw = self._raw_copy()
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -65536"):
            raw.execute(f"PRAGMA {pragma}")
        start = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        for table, statement in statements.items():
            raw.executemany(statement, rows[table])
        raw.execute("COMMIT")
        took = time.perf_counter() - start
        raw.close()
        return took

    @cached_property
    def _left(self) -> dict[str, list[tuple[Any, ...]]]:
        """The rows that an import leaves, by table."""
        self._require_sheet()
        raw = self._raw_copy()
        last = {each: _all(raw, f"SELECT max(rowid) FROM {each}")[0][0] or 0 for each in _ROWS_OF}  # noqa: S608
        known = set(_all(raw, "SELECT id FROM search_entry"))
        raw.close()
        self.import_file()
        raw = sqlite3.connect(self.folder / "copy.sqlite")
        rows = {
            each: _all(raw, f"SELECT * FROM {each} WHERE rowid > {last[each]}")  # noqa: S608
            for each in _ROWS_OF
            if each != "search_entry"
        }
        rows |= {each: _all(raw, f"SELECT * FROM {each}") for each in _ONE_ROW_OF}  # noqa: S608
        entries = [row for row in _all(raw, "SELECT * FROM search_entry") if row[:1] not in known]
        rows["search_entry"] = entries
        listed = _all(raw, "SELECT id, tokens FROM search_word_tokens")
        rows["search_word"] = [row for row in listed if row[:1] not in known]
        raw.close()
        return {table: found for table, found in rows.items() if found}

    def _raw_copy(self) -> sqlite3.Connection:
        """Return an office that was signed in to once, as it is when an import begins."""
        desk, _officer = _open(self.copy())
        desk.database.close()
        return sqlite3.connect(self.folder / "copy.sqlite", isolation_level=None)

    @cached_property
    def _statements(self) -> dict[str, str]:
        marks = {table: ", ".join("?" * len(rows[0])) for table, rows in self._left.items()}
        into = dict.fromkeys(_ONE_ROW_OF, "INSERT OR REPLACE INTO {0} VALUES ({1})")
        into["search_word"] = "INSERT INTO {0}(rowid, tokens) VALUES ({1})"
        usual = "INSERT INTO {0} VALUES ({1})"
        return {table: into.get(table, usual).format(table, marks[table]) for table in self._left}

    def _require_sheet(self) -> None:
        if not self.sheet.exists():
            raise FileNotFoundError(self.sheet)

    def _require_reader(self) -> None:
        if not self._reader[1]:
            raise LookupError(ROUND)

    @staticmethod
    def _layout(desk: Desk) -> tuple[RoundSheet, tuple[Field, ...]]:
        with desk.database.reading() as connection:
            return imports._sheet(connection, funds.round_by_code(connection, ROUND))


def _open(path: Path) -> tuple[Desk, Actor]:
    desk = Desk(open_database(str(path)), lambda: NOW)
    return desk, sign_in(desk, "officer", "")


def _all(raw: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return raw.execute(query).fetchall()


def _lifelike(fields: tuple[Field, ...], number: int) -> dict[str, object]:
    """Return a row as an applicant fills it in: texts of the usual length, one not as another."""
    material = read_material()
    group = material.organisations[number % len(material.organisations)].form
    project = material.projects[number % len(material.projects)]

    def words(name: str) -> str:
        said = project.texts.get(name, "").format(town=group.town, organisation="our group")
        return f"{said} ({number:,} people came in {2000 + number % 26}.)"

    row = good_row(fields, number)
    row |= {name: words(name) for name in ("summary", "what", "who", "where")}
    row |= {
        "organisation.name": f"{group.name} {number // len(material.organisations) + 1}",
        "organisation.town": group.town,
        "organisation.postcode": group.postcode,
        "organisation.email": f"group{number}@example.org",
        "organisation.phone": f"01632 96{number % 10_000:04}",
        "main_contact.name": f"Aisha Patel {number % 400}",
        "main_contact.email": f"aisha{number}@example.org",
        "project_title": f"{project.texts.get('title', project.code)} {number}",
    }
    row |= {
        field.code: words("need")
        for field in fields
        if field.kind is FieldKind.LONG_TEXT and field.code.startswith("answers.")
    }
    codes = {field.code for field in fields}
    return {code: value for code, value in row.items() if code in codes}
