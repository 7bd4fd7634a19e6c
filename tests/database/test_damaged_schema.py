"""A database file whose schema was overwritten is damaged in a sentence, whatever stands there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pccdesk.database.creation import open_database
from pccdesk.domain.errors import EnvironmentFailed


def test_a_schema_that_is_no_text_is_damage(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET name = CAST(X'AFAF' AS TEXT), sql = 'CREATE nothing' "
            "WHERE name = 'application'"
        )
    with pytest.raises(EnvironmentFailed, match="is damaged"):
        open_database(str(path))
