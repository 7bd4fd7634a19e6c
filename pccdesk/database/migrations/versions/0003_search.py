"""The search index: what is kept of each record, and the tables that are searched."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "search_entry",
        sa.Column("id", number, autoincrement=False, nullable=False),
        sa.Column("fund_id", sa.BigInteger(), nullable=True),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.create_table(
        "content_text",
        sa.Column("sha256", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["content.sha256"], name=op.f("fk_content_text_sha256")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_content_text")),
    )
    # Filled when the office is opened: what is indexed may change, a migration may not.
    op.execute("INSERT INTO search_state VALUES (1, 0)")
    for name, tokens, beginnings in (
        ("search_head", "head", "1 2 3 4 5 6 7 8 9 10 11 12"),
        ("search_words", "trim(head || ' ' || words)", "2 3 4 5 6 7 8 9 10"),
    ):
        if op.get_bind().dialect.name == "sqlite":
            # The text is folded already: the tokenizer only parts it at its spaces.
            op.execute(
                f"CREATE VIEW {name}_tokens AS SELECT id, {tokens} AS tokens FROM search_entry"
            )
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(tokens, content='{name}_tokens', "
                f"content_rowid='id', detail='none', columnsize=0, tokenize='ascii', "
                f"prefix='{beginnings}')"
            )
        else:
            op.execute(f"CREATE TABLE {name} (id BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL)")
            op.execute(f"CREATE INDEX ix_{name}_tokens ON {name} USING gin (tokens)")
