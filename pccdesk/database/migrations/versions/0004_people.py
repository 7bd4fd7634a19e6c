"""Keep sign-ins, wrong attempts and the office's rules for them; one-time words for people."""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # OWASP's least cost stands until a computer of the office has been measured.
    policy = op.create_table(
        "sign_in_policy",
        sa.Column("idle_minutes", sa.Integer(), nullable=False),
        sa.Column("password_days", sa.Integer(), nullable=True),
        sa.Column("word_hours", sa.Integer(), nullable=False),
        sa.Column("hash_memory", sa.Integer(), nullable=False),
        sa.Column("hash_passes", sa.Integer(), nullable=False),
        sa.Column("hash_lanes", sa.Integer(), nullable=False),
        sa.Column("calibrated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", _IDENTITY, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_policy")),
    )
    op.bulk_insert(
        policy,
        [
            {
                "id": 1,
                "version": 1,
                "idle_minutes": 15,
                "password_days": None,
                "word_hours": 72,
                "hash_memory": 19 * 1024,
                "hash_passes": 2,
                "hash_lanes": 1,
                "calibrated_at": None,
            }
        ],
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turned_away", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempt")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("person_id", _IDENTITY, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("workstation", sa.Text(), nullable=False),
        sa.Column("program_version", sa.Text(), nullable=False),
        sa.Column("id", _IDENTITY, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_session")),
    )
    op.create_index(op.f("ix_sign_in_session_person_id"), "sign_in_session", ["person_id"])
    op.create_index(op.f("ix_sign_in_session_began_at"), "sign_in_session", ["began_at"])
    op.add_column("person", sa.Column("password_changed_at", sa.DateTime(timezone=True)))
    op.add_column("person", sa.Column("word_hash", sa.Text()))
    op.add_column("person", sa.Column("word_until", sa.DateTime(timezone=True)))
    # A password counts from the day the account was made, for an office that sets a term later.
    op.execute("UPDATE person SET password_changed_at = created_at WHERE password_hash IS NOT NULL")
