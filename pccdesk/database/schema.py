"""Which schema a database has, which ones this program knows, and the way from one to the next."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from pccdesk.database.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def schema_revision(database: Database) -> str:
    """Return the revision of a database's schema."""
    with database.reading() as connection:
        return revisions(connection)[0]


def known_revisions() -> tuple[str, ...]:
    """Return the schemas that this program knows, oldest first.

    The names of the migrations' files say so: Alembic, which is slow to load, is only wanted
    where one of them has to be applied.
    """
    names = (each.name for each in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))
    return tuple(sorted(name.partition("_")[0] for name in names))


def is_known(revision: str) -> bool:
    """Tell whether this program knows a schema, and so can bring it up to date."""
    return revision in known_revisions()


def revisions(connection: Connection) -> tuple[str, str]:
    """Return a database's revision, and the newest that this program knows."""
    current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    return str(current), known_revisions()[-1]


def upgrade(
    connection: Connection, revision: str = "head", applied: Callable[[], None] | None = None
) -> None:
    """Bring a database up to a revision, within the transaction that the caller opened.

    `applied` is called after each migration.
    """
    from alembic import command

    configuration = _configuration(connection)
    if applied is not None:
        configuration.attributes["applied"] = applied
    command.upgrade(configuration, revision)


def _configuration(connection: Connection) -> Any:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    return configuration
