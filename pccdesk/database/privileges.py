"""What the everyday user of a server may do with each table, and who may change the tables."""

from sqlalchemy import Connection, text

from pccdesk.domain.errors import Refused

_TAKEN_AWAY = {
    "audit_entry": "UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER",
    "audit_head": "INSERT, DELETE, TRUNCATE",
    "alembic_version": "INSERT, UPDATE, DELETE, TRUNCATE",
    "database_info": "INSERT, UPDATE, DELETE, TRUNCATE",
    "content": "UPDATE, DELETE, TRUNCATE",
    "decision": "DELETE, TRUNCATE",
    "letter": "DELETE, TRUNCATE",
    "past_part": "UPDATE, DELETE, TRUNCATE",
}
"""Of each table what nobody but its owner may do; the rest is granted when the server is set up."""


def keep_from_others(connection: Connection) -> None:
    """Take away from everybody but the owner what must not be done, once the tables are made."""
    if connection.dialect.name != "postgresql":
        return
    for table, what in _TAKEN_AWAY.items():
        others = connection.scalars(
            text(
                "SELECT DISTINCT quote_ident(grantee) FROM information_schema.role_table_grants "
                "WHERE table_schema = current_schema() AND table_name = :table "
                "AND grantee NOT IN (current_user, 'PUBLIC')"
            ),
            {"table": table},
        ).all()
        for other in ("PUBLIC", *others):
            connection.exec_driver_sql(f'REVOKE {what} ON "{table}" FROM {other}')


def let_be_dumped(connection: Connection) -> None:
    """Let whoever may draw numbers from the server's series read them too, as `pg_dump` must."""
    if connection.dialect.name != "postgresql":
        return
    series = connection.execute(
        text(
            "SELECT DISTINCT quote_ident(object_name), quote_ident(grantee) "
            "FROM information_schema.role_usage_grants WHERE object_type = 'SEQUENCE' "
            "AND object_schema = current_schema() AND grantee NOT IN (current_user, 'PUBLIC')"
        )
    ).all()
    for name, user in series:
        connection.exec_driver_sql(f"GRANT SELECT ON SEQUENCE {name} TO {user}")


def require_owner(connection: Connection, name: str, current: str, newest: str) -> None:
    """Raise `Refused` unless this user may change a server's tables, which a newer schema needs."""
    if connection.dialect.name != "postgresql":
        return
    owner, is_own = connection.execute(
        text(
            "SELECT pg_get_userbyid(relowner), pg_has_role(current_user, relowner, 'USAGE') "
            "FROM pg_class WHERE oid = 'database_info'::regclass"
        )
    ).one()
    if not is_own:
        raise Refused(
            f"“{name}” was made by an older PCCDesk (schema {current}, here {newest}). Only its "
            f"owner, {owner}, may bring it up to date: ask your IT department to run “pccdesk "
            f"upgrade” once with {owner}’s address. Nothing was changed."
        )
