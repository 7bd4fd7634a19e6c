"""SQLite searches one table in place of two: each that a save writes costs it a part.

Revision ID: 0010
Revises: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_MARKED = "CASE head WHEN '' THEN '' ELSE '~' || replace(head, ' ', ' ~') END"


def upgrade() -> None:
    """Lay the table; it is filled from the entries when the office is opened, which says so."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in ("search_head", "search_words"):
        op.execute(f"DROP TABLE {name}")
        op.execute(f"DROP VIEW {name}_tokens")
    op.execute(
        "CREATE VIEW search_word_tokens AS "
        f"SELECT id, trim({_MARKED} || ' ' || words) AS tokens FROM search_entry"
    )
    # A head's tokens bear a mark, which counts as a sign of their beginnings.
    op.execute(
        "CREATE VIRTUAL TABLE search_word USING fts5(tokens, content='search_word_tokens', "
        "content_rowid='id', detail='none', columnsize=0, tokenize=\"ascii tokenchars '~'\", "
        "prefix='2 3 4 5 6 7 8 9 10 11 12 13')"
    )
