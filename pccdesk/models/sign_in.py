"""Signing in: who was in when and where, wrong attempts, and what the office set for it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Identity, Numbered, Versioned


class SignInSession(Numbered, Base):
    """One time that somebody was signed in; `ended_at` None while it lasts or if it broke off."""

    person_id: Mapped[int] = mapped_column(Identity, ForeignKey("person.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    workstation: Mapped[str]
    program_version: Mapped[str]


class SignInAttempt(Base):
    """Wrong attempts in a row under one key: an account's, an unknown name's, a workstation's."""

    key: Mapped[str] = mapped_column(Code, primary_key=True)
    count: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
    turned_away: Mapped[int] = mapped_column(default=0)


class SignInPolicy(Versioned, Base):
    """One row: what the office set for signing in, and how hard its passwords are hashed."""

    idle_minutes: Mapped[int] = mapped_column(Integer, default=15)
    password_days: Mapped[int | None]
    word_hours: Mapped[int] = mapped_column(Integer, default=72)
    hash_memory: Mapped[int]
    hash_passes: Mapped[int]
    hash_lanes: Mapped[int]
    calibrated_at: Mapped[datetime | None]
