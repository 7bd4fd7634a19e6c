"""What in the database itself refuses to alter, replace or delete an audit entry: is it there?"""

from sqlalchemy import Connection, text

_REFUSAL = "audit entries are kept as they are"
_REFUSED_BY = {
    "audit_entry_no_update": "BEFORE UPDATE ON audit_entry",
    "audit_entry_no_delete": "BEFORE DELETE ON audit_entry",
    "audit_entry_no_replacing": "BEFORE INSERT ON audit_entry "
    "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE sequence = NEW.sequence)",
}
"""SQLite's triggers, each with when it refuses: `INSERT OR REPLACE` asks the last alone."""
_OF_SQLITE = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
)
_OF_SERVER = text(
    "SELECT t.tgenabled IN ('O', 'A') AND p.prosrc LIKE :refuses "
    "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgrelid = 'audit_entry'::regclass AND t.tgname = 'audit_entry_no_change'"
)


def is_guarded(connection: Connection) -> bool:
    """Tell whether the triggers stand and are on, and still refuse."""
    if connection.dialect.name != "sqlite":
        return bool(connection.scalar(_OF_SERVER, {"refuses": f"%RAISE EXCEPTION '{_REFUSAL}'%"}))
    found = {row.name: str(row.sql) for row in connection.execute(_OF_SQLITE)}
    return all(
        f"{when} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END" in found.get(name, "")
        for name, when in _REFUSED_BY.items()
    )
