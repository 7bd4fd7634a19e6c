"""What the search index keeps of each record, and the text read out of kept documents."""

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Identity


class SearchEntry(Base):
    """The tokens of one record: `head` of its names and references, `words` of its other text.

    `id` is the noun's number times 2^40 and the record's own number; `fund_id` None where anybody
    may find it who may see anything. `database.word_index` keeps the tables that are searched.
    """

    id: Mapped[int] = mapped_column(Identity, primary_key=True, autoincrement=False)
    fund_id: Mapped[int | None] = mapped_column(BigInteger)
    head: Mapped[str]
    words: Mapped[str]


class SearchState(Base):
    """One row: by which version of the rules the index was filled; 0 if it never was."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    version: Mapped[int]


class ContentText(Base):
    """The text in a kept document or letter, as far as it could be read; empty if it could not."""

    sha256: Mapped[str] = mapped_column(Code, ForeignKey("content.sha256"), primary_key=True)
    text: Mapped[str]
