"""The tables that are searched on a server: `tsvector`, made from the entries' own text.

PostgreSQL's parser is not asked, as the tokens come folded. A server's index knows no order, so it
could not tell a noun's entries from those of all others: the noun stands before each of its
tokens, and a word that one noun has by the hundred thousand costs another, which lacks it,
nothing. The tokens of heads are listed bare besides, as the spellings near a mistyped word are
asked after by the hundred. Heads have a table of their own, whose rows are short: where a word is
common they are walked.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from pccdesk.database.word_entries import Entry

HEAD, WORDS = "search_head", "search_words"
TABLES: tuple[str, ...] = (HEAD, WORDS)
_TOKENS = {HEAD: "head", WORDS: "trim(head || ' ' || words)"}
"""What of an entry stands in each table, as SQL."""
_OF_ITS_NOUN = {
    table: f"'/' || (id >> 40) || '/' || replace({tokens}, ' ', ' /' || (id >> 40) || '/')"
    for table, tokens in _TOKENS.items()
}
_LISTED = {
    table: f"CASE {_TOKENS[table]} WHEN '' THEN '' "
    f"ELSE array_to_tsvector(string_to_array({listed}, ' ')) END"
    for table, listed in {
        HEAD: f"{_OF_ITS_NOUN[HEAD]} || ' ' || head",
        WORDS: _OF_ITS_NOUN[WORDS],
    }.items()
}
"""What is listed of an entry: its tokens as `of_noun` says, those of a head also bare."""
_LISTING = {
    table: f"INSERT INTO {table} SELECT id, {listed} FROM search_entry"
    for table, listed in _LISTED.items()
}
ANEW: tuple[str, ...] = tuple(
    step for table in TABLES for step in (f"DELETE FROM {table}", _LISTING[table])
)
"""What makes the tables anew from the entries, in a few long steps."""


def of_noun(noun: int, token: str) -> str:
    """Return how a token of a noun's records is listed; no token has the sign."""
    return f"/{noun}/{token}"


def learn(connection: Connection, entries: Sequence[Entry]) -> None:
    """List new entries."""
    for table in TABLES:
        _run(connection, _LISTING[table], entries)


def forget(connection: Connection, entries: Sequence[Entry]) -> None:
    """Unlist entries."""
    for table in TABLES:
        _run(connection, f"DELETE FROM {table}", entries)


def relearn(connection: Connection, changes: Sequence[tuple[Entry, Entry]]) -> None:
    """List changed entries as they are, given as they were before and after."""
    forget(connection, [before for before, _after in changes])
    learn(connection, [after for _before, after in changes])


def _run(connection: Connection, statement: str, entries: Sequence[Entry]) -> None:
    asked = text(f"{statement} WHERE id = ANY(:ids)")
    connection.execute(asked, {"ids": [each.id for each in entries]})


def settle(_connection: Connection) -> None:
    """Do nothing: a server does so of itself."""


def is_sound(connection: Connection, table: str) -> bool:
    """Tell whether the tokens in a table are those of the entries."""
    meant = f"SELECT id, {_LISTED[table]} AS meant FROM search_entry"
    wrong = text(
        f"SELECT count(*) FROM ({meant}) e FULL JOIN {table} t ON t.id = e.id "
        "WHERE t.tokens IS DISTINCT FROM e.meant"
    )
    return bool(connection.scalar(wrong) == 0)


def is_listed(connection: Connection) -> bool:
    """Tell whether the tables were written since the noun stands before each token.

    One entry tells it of all: they are listed together first.
    """
    newest = f"SELECT max(id) FROM {HEAD} WHERE tokens <> ''"
    listed = text(
        f"SELECT tokens = {_LISTED[HEAD]} FROM {HEAD} JOIN search_entry "
        f"USING (id) WHERE id = ({newest})"
    )
    return connection.scalar(listed) is not False
