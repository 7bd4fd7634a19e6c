"""A schema one step newer than the program's, so that an older office can be brought up to date."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from pccdesk.database import schema
from pccdesk.database.engine import Database

NEWER = "9999"
"""The program knows its migrations by the numbers that their files begin with."""
_TABLES = ("application", "organisation", "payment", "letter")
_REVISION = f'''"""Add a note to several tables, and fill it."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEWER}", "{{before}}", None, None


def upgrade() -> None:
    for table in {_TABLES!r}:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("harness_note", sa.Text(), nullable=True))
        op.execute(f"UPDATE {{{{table}}}} SET harness_note = 'x' || id")
'''  # noqa: S608 - the tables are named above


def newest_revision(database: Database) -> str:
    """Return the revision that an open office has."""
    return schema.schema_revision(database)


@contextmanager
def newer_program(folder: Path, before: str) -> Iterator[None]:
    """Let the program know one revision more, in a copy of its migrations in a folder."""
    migrations = folder / "migrations"
    if not migrations.exists():
        shutil.copytree(schema.MIGRATIONS, migrations)
        (migrations / "versions" / f"{NEWER}_notes.py").write_text(_REVISION.format(before=before))
    own = schema.MIGRATIONS
    schema.MIGRATIONS = migrations
    try:
        yield
    finally:
        schema.MIGRATIONS = own


def noted(database: Database) -> set[str]:
    """Return what the newer schema's columns look like: of each table all rows, none, or part."""
    found = set()
    with database.reading() as connection:
        for table in _TABLES:
            columns = connection.execute(text(f"PRAGMA table_info({table})")).all()
            if "harness_note" not in {column.name for column in columns}:
                found.add("none")
                continue
            query = f"SELECT count(*) FROM {table} WHERE harness_note IS NULL"  # noqa: S608
            found.add("part" if connection.scalar(text(query)) else "all")
    return found
