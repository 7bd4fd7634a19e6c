"""Saved views of lists, and which of them a list opens with."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Identity, Numbered, Versioned


class SavedView(Versioned, Base):
    """A view of one list under a name: its owner's own, or shared with the office."""

    __table_args__ = (Index(None, "list_key", "person_id"),)

    list_key: Mapped[str] = mapped_column(Code)
    name: Mapped[str]
    person_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"))
    shared: Mapped[bool] = mapped_column(default=False)
    content: Mapped[str]
    changed_at: Mapped[datetime]


class DefaultView(Numbered, Base):
    """The view that a list opens with, for one person or (nobody named) for the office."""

    __table_args__ = (Index(None, "list_key", "person_id"),)

    list_key: Mapped[str] = mapped_column(Code)
    person_id: Mapped[int | None] = mapped_column(Identity, ForeignKey("person.id"))
    view_id: Mapped[int] = mapped_column(Identity, ForeignKey("saved_view.id"))
