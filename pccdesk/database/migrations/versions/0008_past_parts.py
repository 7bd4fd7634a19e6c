"""Who assessed or overrode and undid it still took part: the marks that were lost until now.

Revision ID: 0008
Revises: 0006
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None

_OVERRIDES = """
    SELECT DISTINCT application_id, actor_id FROM audit_entry
    WHERE action = 'eligibility.override'
    AND application_id IS NOT NULL AND actor_id IS NOT NULL
"""
_UNDONE = "SELECT detail FROM audit_entry WHERE action = 'application.undo'"
_BY = "SELECT application_id, actor_id FROM audit_entry WHERE sequence = :sequence"


def upgrade() -> None:
    """Add the table, and fill it from the audit log: overrides, and assessments undone since."""
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    table = op.create_table(
        "past_part",
        sa.Column("application_id", identity, nullable=False),
        sa.Column("person_id", identity, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_past_part_application_id_application"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_past_part_person_id_person"
        ),
        sa.PrimaryKeyConstraint("application_id", "person_id", name=op.f("pk_past_part")),
    )
    found = past_parts(op.get_bind())
    if found:
        rows = [{"application_id": one, "person_id": who} for one, who in sorted(found)]
        op.bulk_insert(table, rows)


def past_parts(connection: sa.Connection) -> set[tuple[int, int]]:
    """Return each application with a person whose part in it the audit log alone remembers."""
    found = {(int(one), int(who)) for one, who in connection.execute(sa.text(_OVERRIDES))}
    for (detail,) in connection.execute(sa.text(_UNDONE)).all():
        undone = json.loads(detail)
        if undone.get("undone_action") == "application.assess":
            by = connection.execute(sa.text(_BY), {"sequence": undone["undone"]}).first()
            if by is not None and None not in by:
                found.add((int(by[0]), int(by[1])))
    return found
