"""Making a database, opening one, and bringing an older one up to date."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.orm import Session

from pccdesk import __version__
from pccdesk.database import word_index
from pccdesk.database.engine import Database, connect
from pccdesk.domain.audit import FIRST_HASH
from pccdesk.domain.errors import DeskError, EnvironmentFailed, Refused
from pccdesk.models.base import Base
from pccdesk.models.offices import AuditHead, DatabaseInfo

PRODUCT = "PCCDesk"
SQLITE_MARK = 0x50434344  # “PCCD” in the file's header, so that `file` and we can tell it
_UNFINISHED = ".pccdesk-part"
_HEADER = b"SQLite format 3\x00"
_MARK_PLACE = slice(68, 72)  # of the application_id in the file's first page


def create_database(
    address: str, now: datetime, fill: Callable[[Session], None], *, is_sample: bool = False
) -> Database:
    """Make a new database at an address and fill it, in one transaction.

    Raises `Refused` where there is one already. A failure leaves neither tables nor a file: a
    SQLite file is made beside its name and gets it when it is whole, even if the process is killed.
    """
    database = connect(address)
    require_room(database)
    info = DatabaseInfo(
        id=1, product=PRODUCT, made_by=__version__, made_at=now, is_sample=is_sample
    )
    path = database.file
    if path is None:
        _fill(database, info, fill)
        return database
    beside = path.with_name(f".{path.name}{_UNFINISHED}")
    _discard_file(beside)  # a killed process may have left it
    unfinished = connect(str(beside))
    _fill(unfinished, info, fill)
    unfinished.close()
    _move(beside, database)
    return database


def _fill(
    database: Database,
    info: DatabaseInfo,
    fill: Callable[[Session], None],
) -> None:
    try:
        with database.changing() as session:
            _make_tables(session, database.name)
            session.add(info)
            session.add(AuditHead(id=1, sequence=0, hash=FIRST_HASH))
            session.flush()
            fill(session)
    except BaseException:
        discard_database(database, made_tables=False)
        raise


def _move(beside: Path, database: Database) -> None:
    path = database.file or beside
    try:
        require_room(database)  # nobody else made one meanwhile
        if beside.with_name(f"{beside.name}-wal").exists():
            raise EnvironmentFailed(f"“{path.name}” could not be written whole. Make room first.")
        beside.rename(path)
    except OSError as error:
        _discard_file(beside)
        raise EnvironmentFailed(
            f"“{path.name}” cannot be made in “{path.parent}”: {error.strerror}. Choose another "
            "folder, or make room."
        ) from error
    except DeskError:
        _discard_file(beside)
        raise


def discard_database(database: Database, *, made_tables: bool = True) -> None:
    """Remove a database that was not finished: its file, or the tables on its server."""
    if database.file is None and made_tables:
        with database.changing() as session:
            connection = session.connection()
            Base.metadata.drop_all(connection)
            word_index.discard(connection)
            connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
            # What the tables' triggers called stays behind, and would be in the way of new ones.
            connection.exec_driver_sql("DROP FUNCTION IF EXISTS audit_entry_is_kept()")
    database.close()
    if database.file is not None:
        _discard_file(database.file)


def _discard_file(path: Path) -> None:
    # A file that was only half made, and what SQLite keeps beside it.
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _make_tables(session: Session, name: str) -> None:
    connection = session.connection()
    if inspect(connection).has_table("database_info"):
        raise Refused(f"“{name}” holds an office already. Open it instead.")
    _upgrade(connection)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {SQLITE_MARK}")


def open_database(address: str) -> Database:
    """Open a database and bring it up to date; raises a sentence for what cannot be opened."""
    database = connect(address)
    try:
        _require_sqlite_file(database)
        with database.reading() as connection:
            _require_product(connection, database.name)
            current, newest = _revisions(connection)
        if current != newest:
            with database.changing() as session:
                _upgrade(session.connection())
    except BaseException:
        database.close()
        raise
    return database


def schema_revision(database: Database) -> str:
    """Return the revision of a database's schema."""
    with database.reading() as connection:
        return _revisions(connection)[0]


def is_known(revision: str) -> bool:
    """Tell whether this program knows a schema, and so can bring it up to date."""
    folder = Path(__file__).parent / "migrations" / "versions"
    return any(each.name.startswith(f"{revision}_") for each in folder.glob("*.py"))


def require_room(database: Database) -> None:
    """Raise a sentence unless a SQLite file can be made where it is meant to stand."""
    path = database.file
    if path is None:
        return
    if path.exists():
        raise Refused(f"“{path.name}” exists already. Choose another name, or open that file.")
    if not path.parent.is_dir():
        raise Refused(f"The folder “{path.parent}” does not exist. Make it, or choose another.")
    if not os.access(path.parent, os.W_OK):
        raise EnvironmentFailed(
            f"Nothing can be saved in the folder “{path.parent}”: it is read-only. Choose another."
        )


def _require_sqlite_file(database: Database) -> None:
    path = database.file
    if path is None:
        return
    if path.is_dir():
        raise Refused(f"“{path.name}” is a folder. Choose the database file in it.")
    if not path.exists():
        raise Refused(f"There is no file “{path}”. Check the name, or make a new database.")
    header = _first_bytes(path)
    if not header.startswith(_HEADER):
        raise Refused(f"“{path.name}” is not a PCCDesk database. Choose another file.")
    # Told from the file alone: to connect would already change another program's file. While
    # a log lies beside it, the mark may still be in there.
    marked = int.from_bytes(header[_MARK_PLACE], "big") == SQLITE_MARK
    if not marked and not path.with_name(f"{path.name}-wal").exists():
        raise Refused(f"“{path.name}” is a database, but not one of PCCDesk. Choose another.")
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise EnvironmentFailed(
            f"“{path.name}” is read-only, or its folder is. Copy it to a folder where you may save."
        )


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MARK_PLACE.stop)
    except OSError as error:
        raise EnvironmentFailed(
            f"“{path.name}” cannot be read: {error.strerror}. Check your access to it."
        ) from error


def _require_product(connection: Connection, name: str) -> None:
    if not inspect(connection).has_table("database_info"):
        raise Refused(f"“{name}” is a database, but not one of PCCDesk. Choose another.")
    product = connection.execute(text("SELECT product FROM database_info")).scalar()
    if product != PRODUCT:
        raise Refused(f"“{name}” was made by another program ({product}).")
    current, newest = _revisions(connection)
    if current != newest and not is_known(current):
        raise Refused(
            f"“{name}” was made by a newer PCCDesk (schema {current}, here {newest}). "
            "Install the newer program; the file is unchanged."
        )


def _configuration(connection: Connection) -> Any:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    return configuration


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(_configuration(connection), "head")


def _revisions(connection: Connection) -> tuple[str, str]:
    from alembic.script import ScriptDirectory

    current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    newest = ScriptDirectory.from_config(_configuration(connection)).get_current_head() or ""
    return str(current), newest
