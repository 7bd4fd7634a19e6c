"""Keep views of lists, and tell SQLite's planner what a large office's lists look like.

Without statistics SQLite takes every index for equally good: at a million applications the first
page by fund or officer took 700 times as long. Statistics gathered in a small office would be no
better guide for when it has grown, and plans that change with what was last gathered cannot be
tested. So those of an office of a million applications are laid down once, and hold for all.

An index of six columns that no list and no other query used goes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UNUSED = "ix_application_stage_fund_id_lead_district_financial_year_received_at_id"

STATISTICS = (
    ("application", "ix_application_amount_requested_id", "1000000 328 1"),
    ("application", "ix_application_changed_at_id", "1000000 4 1"),
    ("application", "ix_application_financial_year_id", "1000000 333334 1"),
    ("application", "ix_application_fund_id_id", "1000000 500000 1"),
    ("application", "ix_application_lead_district_id", "1000000 71429 1"),
    ("application", "ix_application_list", "1000000 1 1 1 1 1 1 1 1 1"),
    ("application", "ix_application_organisation_id", "1000000 3"),
    ("application", "ix_application_owner_id_id", "1000000 333334 1"),
    ("application", "ix_application_project_title_id", "1000000 5236 1"),
    ("application", "ix_application_reference_stage_fund_id_financial_year_id", "1000000 1 1 1 1 1"),
    ("application", "ix_application_round_id_id", "1000000 76924 1"),
    ("application", "ix_application_round_id_stage", "1000000 76924 10000"),
    ("application", "ix_application_stage_id", "1000000 66667 1"),
    ("application", "sqlite_autoindex_application_1", "1000000 1"),
    ("audit_entry", "ix_audit_entry_action_sequence", "1000545 142935 1"),
    ("audit_entry", "ix_audit_entry_actor_sequence", "1000545 76965 1"),
    ("audit_entry", "ix_audit_entry_application_id", "1000545 1"),
    ("audit_entry", "ix_audit_entry_at", "1000545 1"),
    ("audit_entry", "ix_audit_entry_sequence", "1000545 1"),
    ("audit_entry", "ix_audit_entry_subject_sequence", "1000545 1 1"),
    ("award", "ix_award_accept_by_id", "443405 44341 1"),
    ("award", "ix_award_amount_application_id", "443405 99 1"),
    ("award", "ix_award_application_id_amount_id", "443405 1 1 1"),
    ("award", "ix_award_ends_on_id", "443405 374 1"),
    ("award", "ix_award_purpose_id", "443405 2322 1"),
    ("award", "ix_award_starts_on_id", "443405 584 1"),
    ("award", "sqlite_autoindex_award_1", "443405 1"),
    ("district", "sqlite_autoindex_district_1", "14 1"),
    ("district", "sqlite_autoindex_district_2", "14 1"),
    ("fund", "sqlite_autoindex_fund_1", "2 1"),
    ("fund", "sqlite_autoindex_fund_2", "2 1"),
    ("letter", "ix_letter_application_id", "400000 1"),
    ("letter", "ix_letter_kind_id", "400000 200000 1"),
    ("letter", "ix_letter_made_at_id", "400000 100 1"),
    ("letter", "ix_letter_printed_count_id", "400000 100000 1"),
    ("organisation", "ix_organisation_charity_number", "400000 5"),
    ("organisation", "ix_organisation_company_number", "400000 400000"),
    ("organisation", "ix_organisation_comparable_name", "400000 2"),
    ("organisation", "ix_organisation_district_id", "400000 28572 1"),
    ("organisation", "ix_organisation_kind_id", "400000 40000 1"),
    ("organisation", "ix_organisation_postcode_id", "400000 106 1"),
    ("organisation", "ix_organisation_sort_name_id_kind_district", "400000 2 1 1 1"),
    ("organisation", "ix_organisation_town_id", "400000 8889 1"),
    ("payment", "ix_payment_amount_id", "504920 103 1"),
    ("payment", "ix_payment_application_id", "504920 2"),
    ("payment", "ix_payment_batch_id", "504920 1305"),
    ("payment", "ix_payment_list", "504920 544 1 1 1 1 1"),
    ("payment", "ix_payment_paid_on_id", "504920 45902 1"),
    ("payment", "ix_payment_stage_due_on_id", "504920 126230 148 1"),
    ("payment", "ix_payment_stage_id", "504920 126230 1"),
    ("payment", "sqlite_autoindex_payment_1", "504920 2 1"),
    ("payment_batch", "sqlite_autoindex_payment_batch_1", "386 129 1"),
    ("payment_batch", "sqlite_autoindex_payment_batch_2", "386 1"),
    ("person", "sqlite_autoindex_person_1", "12 1"),
    ("round", "ix_round_financial_year", "13 5"),
    ("round", "ix_round_fund_id", "13 7"),
    ("round", "sqlite_autoindex_round_1", "13 1"),
)
"""Table, index, and its rows with how many share the first column, the first two, and so on."""


def upgrade() -> None:
    """Make the tables of views, drop what is not used, lay the statistics down."""
    _make_views()
    _make_defaults()
    # PostgreSQL cuts long names short, so it is asked what the index is called there.
    indexes = [each["name"] for each in sa.inspect(op.get_bind()).get_indexes("application")]
    for name in indexes:
        if name and name[:50] == _UNUSED[:50]:
            op.drop_index(name, "application")
    if op.get_bind().dialect.name == "sqlite":
        _lay_statistics_down()


def _make_views() -> None:
    op.create_table(
        "saved_view",
        sa.Column("list_key", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("person_id", _IDENTITY, nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", _IDENTITY, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_view_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(
        op.f("ix_saved_view_list_key_person_id"), "saved_view", ["list_key", "person_id"]
    )


def _make_defaults() -> None:
    op.create_table(
        "default_view",
        sa.Column("list_key", sa.String(length=80), nullable=False),
        sa.Column("person_id", _IDENTITY, nullable=True),
        sa.Column("view_id", _IDENTITY, nullable=False),
        sa.Column("id", _IDENTITY, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_default_view_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["view_id"], ["saved_view.id"], name=op.f("fk_default_view_view_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_default_view")),
    )
    op.create_index(
        op.f("ix_default_view_list_key_person_id"), "default_view", ["list_key", "person_id"]
    )


def _lay_statistics_down() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # makes the table that holds them
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", list(STATISTICS))
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # reads them, for this connection
