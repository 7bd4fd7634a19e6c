"""Offices of every schema that was ever landed, kept as files, and how they are opened again.

`python -m tests.database.kept_office` keeps one of the present schema beside those there are.
"""

from __future__ import annotations

import lzma
import subprocess
import tempfile
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from pccdesk.database import backup
from pccdesk.database.creation import open_database
from pccdesk.database.schema import schema_revision
from pccdesk.domain.applications import Stage
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from tests.clock import MORNING, Clock
from tests.new_office import PASSWORD, make_new_office
from tests.office import CAF_ROUND, RRF_ROUND, Office
from tests.postgresql_server import PostgresqlServer, find_programs
from tests.staff import add_staff

FOLDER = Path(__file__).parent / "old_offices"
REVISIONS = tuple(sorted(each.name.partition(".")[0] for each in FOLDER.glob("*.sqlite.xz")))


def unpack(revision: str, path: Path) -> Path:
    """Write the kept SQLite office of a schema under a name."""
    path.write_bytes(lzma.decompress((FOLDER / f"{revision}.sqlite.xz").read_bytes()))
    return path


def load(revision: str, address: str) -> None:
    """Fill an empty PostgreSQL database with the kept dump of a schema."""
    dump = lzma.decompress((FOLDER / f"{revision}.sql.xz").read_bytes()).decode()
    # Newer pg_dump fences its text with commands of psql's; the server knows only SQL.
    statements = "\n".join(line for line in dump.splitlines() if not line.startswith("\\"))
    url = make_url(address).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        connection.execute(statements.encode())


def fill(address: str) -> str:
    """Make a small but full office: an application at every stage, paid batches and overrides.

    Everything is invented. Returns its schema's revision.
    """
    make_new_office(address)
    clock = Clock(MORNING)
    desk = Desk(open_database(address), clock)
    add_staff(desk, sign_in(desk, "administrator", PASSWORD))
    office = Office(desk, clock)
    for stage in Stage:
        office.bring_to(stage, round_code=CAF_ROUND)
    office.bring_to(Stage.IN_PAYMENT, round_code=RRF_ROUND)
    revision = schema_revision(desk.database)
    desk.database.close()
    return revision


def keep() -> None:
    """Keep an office of the present schema: as a file, and as a dump of its PostgreSQL twin."""
    with tempfile.TemporaryDirectory() as folder:
        path, whole = Path(folder, "office.sqlite"), Path(folder, "whole.sqlite")
        revision = fill(str(path))
        backup.copy_whole(path, whole)
        _keep(f"{revision}.sqlite.xz", whole.read_bytes())
    server = PostgresqlServer()
    try:
        server.create("office")
        fill(server.address("office"))
        _keep(f"{revision}.sql.xz", _dump(server.address("office")))
    finally:
        server.stop()


def _dump(address: str) -> bytes:
    url = make_url(address)
    command = [str(find_programs() / "pg_dump"), "--inserts", "--no-owner", "--no-privileges"]
    where = ["--host", str(url.query["host"]), "--username", str(url.username), str(url.database)]
    return subprocess.run([*command, *where], capture_output=True, check=True).stdout


def _keep(name: str, content: bytes) -> None:
    (FOLDER / name).write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    keep()
