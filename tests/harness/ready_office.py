"""An office in the middle of its work, and spreadsheets to bring in, for harnesses to copy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from pccdesk.database.address import file_of, parse_address
from pccdesk.database.creation import open_database
from pccdesk.domain.applications import Stage
from pccdesk.queries import funds
from pccdesk.services import imports
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.workbooks.fields import Field
from tests.clock import MORNING, Clock
from tests.import_sheet import fill, good_row
from tests.new_office import PASSWORD, make_new_office
from tests.office import CAF_ROUND, Office
from tests.staff import add_staff

POOL = (Stage.DRAFT, Stage.RECOMMENDED, Stage.APPROVED, Stage.ACCEPTED)
"""The stages at which applications wait for the harnesses' work."""


@contextmanager
def opened_office(address: str) -> Iterator[Office]:
    """Open the office at an address on the morning that tests go by, and close it."""
    clock = Clock(MORNING)
    desk = Desk(open_database(address), clock)
    try:
        yield Office(desk, clock)
    finally:
        desk.database.close()


def make_staffed_office(address: str) -> None:
    """Make an office with people in every role; on SQLite it is made once and copied."""
    path = file_of(parse_address(address))
    if path is None:
        _make_staffed_office(address)
    else:
        path.write_bytes(_staffed_file())


@cache
def _staffed_file() -> bytes:
    with tempfile.TemporaryDirectory(prefix="pccdesk-staffed-") as folder:
        path = Path(folder) / "staffed.sqlite"
        _make_staffed_office(str(path))
        return path.read_bytes()


def _make_staffed_office(address: str) -> None:
    make_new_office(address)
    with opened_office(address) as office:
        add_staff(office.desk, sign_in(office.desk, "administrator", PASSWORD))


def fill_office(address: str, each: int = 2) -> None:
    """Bring so many applications to each stage of the pool."""
    with opened_office(address) as office:
        for stage in POOL:
            for _ in range(each):
                office.bring_to(stage)


def fields_of(office: Office) -> tuple[Field, ...]:
    """Return the columns of the round's template."""

    def read(connection: Connection) -> tuple[Field, ...]:
        return imports._sheet(connection, funds.round_by_code(connection, CAF_ROUND))[1]

    return office.desk.read(office.who("officer"), read)


def write_spreadsheets(address: str, folder: Path, count: int, rows: int = 4) -> list[Path]:
    """Write filled-in templates, each with applicants of its own."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"applications-{number}.xlsx" for number in range(count)]
    with opened_office(address) as office:
        fields = fields_of(office)
        for number, path in enumerate(paths):
            imports.write_template(office.desk, office.who("officer"), CAF_ROUND, path)
            fill(path, fields, [good_row(fields, number * rows + row) for row in range(rows)])
    return paths
