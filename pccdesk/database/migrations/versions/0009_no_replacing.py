"""SQLite refuses to replace an audit entry, too: `INSERT OR REPLACE` asks no trigger on deleting.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the trigger; on PostgreSQL replacing is an update, which is refused already."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audit_entry_no_replacing BEFORE INSERT ON audit_entry "
            "WHEN EXISTS (SELECT 1 FROM audit_entry WHERE sequence = NEW.sequence) "
            "BEGIN SELECT RAISE(ABORT, 'audit entries are kept as they are'); END"
        )
