"""What a database holds and how it is built, in a form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, inspect, text

Rows = dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
MADE_OF_OTHERS = ("search_head", "search_word")
"""How the tables begin that are searched: each schema may have others, made of its entries."""


def contents(connection: Connection, only: Rows | None = None) -> Rows:
    """Return each table's columns and all its rows in order, of the tables and columns in `only`.

    A table or column that is gone since is left out; the revision is no row of the office, nor
    is what is searched.
    """
    found: Rows = {}
    for table in sorted(set(inspect(connection).get_table_names()) - {"alembic_version"}):
        if table.startswith(MADE_OF_OTHERS):
            continue
        there = [each["name"] for each in inspect(connection).get_columns(table)]
        if only is not None:
            there = [name for name in only.get(table, ((), []))[0] if name in there]
        if there:
            columns = ", ".join(f'"{name}"' for name in there)
            rows = connection.execute(text(f'SELECT {columns} FROM "{table}"'))  # noqa: S608
            found[table] = (tuple(there), sorted((tuple(row) for row in rows), key=repr))
    return found


def structure(connection: Connection) -> dict[str, Any]:
    """Return every table's columns, keys, constraints and indexes, and what is triggered."""
    return {
        "triggers": _triggers(connection),
        "statistics": _statistics(connection),
        **{
            table: _of_table(connection, table)
            for table in inspect(connection).get_table_names()
            if table != "alembic_version"
        },
    }


def _of_table(connection: Connection, table: str) -> dict[str, Any]:
    inspector = inspect(connection)
    return {
        "columns": sorted(
            f"{each['name']} {each['type']!s} null={each['nullable']} {each['default']}"
            for each in inspector.get_columns(table)
        ),
        "primary key": inspector.get_pk_constraint(table)["constrained_columns"],
        "foreign keys": _plain(inspector.get_foreign_keys(table)),
        "unique": _plain(inspector.get_unique_constraints(table)),
        "checks": _plain(inspector.get_check_constraints(table)),
        "indexes": _plain(inspector.get_indexes(table)),
    }


def _plain(constraints: Iterable[Any]) -> list[str]:
    # A server that reads its own dump again puts brackets and casts elsewhere.
    said = (repr(sorted(each.items(), key=repr)) for each in constraints)
    return sorted(re.sub(r"::(text|character varying)(\[\])?|[() ]", "", each) for each in said)


def _statistics(connection: Connection) -> list[tuple[Any, ...]]:
    if connection.dialect.name != "sqlite":
        return []
    there = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'"
    if not connection.scalar(text(there)):
        return []
    return sorted(tuple(row) for row in connection.execute(text("SELECT * FROM sqlite_stat1")))


def _triggers(connection: Connection) -> list[tuple[str, ...]]:
    if connection.dialect.name == "sqlite":
        query = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger "
            "WHERE NOT tgisinternal"
        )
    return sorted(tuple(row) for row in connection.execute(text(query)))
