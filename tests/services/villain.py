"""Somebody who reaches past the services and changes the database itself."""

from __future__ import annotations

from sqlalchemy import create_engine, text

from pccdesk.services.desk import Desk


def tamper(desk: Desk, *statements: str, **values: object) -> None:
    """Run statements as whoever owns the file or server could."""
    engine = create_engine(desk.database.url)
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement), values)
    finally:
        engine.dispose()


def drop_triggers(desk: Desk) -> None:
    """Take away what keeps audit entries as they are."""
    if desk.database.file is None:
        tamper(desk, "DROP TRIGGER audit_entry_no_change ON audit_entry")
    else:
        tamper(desk, *(f"DROP TRIGGER audit_entry_no_{each}" for each in ("update", "delete")))


def hide_the_cut(desk: Desk) -> None:
    """Put the triggers back, and take away what else points behind the log's end."""
    tamper(
        desk,
        "DELETE FROM undo_point WHERE sequence > (SELECT max(sequence) FROM audit_entry)",
        *(
            f"CREATE TRIGGER audit_entry_no_{each.lower()} BEFORE {each} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'audit entries are kept as they are'); END"
            for each in ("UPDATE", "DELETE")
            if desk.database.file is not None
        ),
        *(
            "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_kept()"
            for _ in range(desk.database.file is None)
        ),
    )
