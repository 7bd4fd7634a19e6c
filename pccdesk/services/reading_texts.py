"""Read the text out of documents and letters, outside any change, and keep it beside the bytes."""

from sqlalchemy import select

from pccdesk.database.rows import insert_new, table_of
from pccdesk.domain.permissions import open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.models.applications import Attachment
from pccdesk.models.decisions import Letter
from pccdesk.models.offices import Content
from pccdesk.models.search import ContentText
from pccdesk.services.desk import Desk
from pccdesk.services.work import Work

LONGEST = 200_000
"""Characters kept of one document; bounded, so that one attachment cannot fill an index."""
_PART = 50
_PDF = "application/pdf"
_WORKBOOKS = "openxmlformats-officedocument.spreadsheetml"
_TEXTS = ("openxmlformats-officedocument.wordprocessingml", "opendocument")


def text_of(content: bytes, media_type: str = _PDF) -> str:
    """Return the text in a document, as far as its kind can be read; never raises for its bytes."""
    found = ""
    if media_type == _PDF:
        from pccdesk.papers.pdf_text import pdf_text

        found = pdf_text(content, LONGEST)
    elif _WORKBOOKS in media_type:
        from pccdesk.workbooks.sheet_text import sheet_text

        found = sheet_text(content, LONGEST)
    elif any(kind in media_type for kind in _TEXTS):
        from pccdesk.papers.word_text import word_text

        found = word_text(content, LONGEST)
    elif media_type == "text/plain":
        found = content[: LONGEST * 4].decode("utf-8", "replace")[:LONGEST]
    # What neither database can keep, or nobody can read, is left out.
    kept = found.encode("utf-8", "ignore").decode()
    return "".join(each if each.isprintable() else " " for each in kept)


def keep_text(work: Work, digest: str, text: str) -> None:
    """Keep a document's text within an open change, beside the bytes kept already."""
    if work.session.get(ContentText, digest) is None:
        work.session.add(ContentText(sha256=digest, text=text))
        work.session.flush()


@open_to_all("It reads what is kept into the index, for whoever opens the office.")
def read_missing_texts(desk: Desk, progress: Progress = no_progress) -> None:
    """Read what an older program kept without its text, a few documents in a transaction."""
    with desk.database.reading() as connection:
        known = select(ContentText.sha256)
        kinds = {
            row.sha256: row.media_type
            for row in connection.execute(
                select(Attachment.sha256, Attachment.media_type).where(
                    Attachment.sha256.not_in(known)
                )
            )
        }
        letters = select(Letter.sha256).where(Letter.sha256.not_in(known))
        kinds |= dict.fromkeys(connection.scalars(letters), _PDF)
    waiting = sorted(kinds)
    for start in range(0, len(waiting), _PART):
        progress(start, len(waiting))
        _read_part(desk, {each: kinds[each] for each in waiting[start : start + _PART]})
    if waiting:
        progress(len(waiting), len(waiting))


def _read_part(desk: Desk, kinds: dict[str, str]) -> None:
    rows = []
    with desk.database.reading() as connection:
        query = select(Content.sha256, Content.content).where(Content.sha256.in_(list(kinds)))
        for row in connection.execution_options(yield_per=1).execute(query):
            text = text_of(bytes(row.content), kinds[row.sha256])
            rows.append({"sha256": row.sha256, "text": text})
    with desk.database.changing() as session:
        # Somebody else may have opened the same office meanwhile and read the same.
        there = set(
            session.scalars(select(ContentText.sha256).where(ContentText.sha256.in_(list(kinds))))
        )
        new = [row for row in rows if row["sha256"] not in there]
        insert_new(session.connection(), table_of(ContentText), new)
