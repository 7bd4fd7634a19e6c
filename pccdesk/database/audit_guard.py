"""What in the database itself refuses to change or delete an audit entry: is it still there?"""

from sqlalchemy import Connection, text

_REFUSAL = "audit entries are kept as they are"
_OF_SQLITE = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
)
_OF_SERVER = text(
    "SELECT t.tgenabled IN ('O', 'A') AND p.prosrc LIKE :refuses "
    "FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgrelid = 'audit_entry'::regclass AND t.tgname = 'audit_entry_no_change'"
)


def is_guarded(connection: Connection) -> bool:
    """Tell whether the triggers of the first migration stand and are on, and still refuse."""
    if connection.dialect.name != "sqlite":
        return bool(connection.scalar(_OF_SERVER, {"refuses": f"%RAISE EXCEPTION '{_REFUSAL}'%"}))
    found = {row.name: str(row.sql) for row in connection.execute(_OF_SQLITE)}
    return all(
        f"BEFORE {change} ON audit_entry BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        in found.get(f"audit_entry_no_{change.lower()}", "")
        for change in ("UPDATE", "DELETE")
    )
