"""What becomes of each application of the sample office, round by round."""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """How far an application gets; an award goes on by itself as time passes."""

    DRAFT = "draft"
    RECEIVED = "received"
    CHECKING = "checking"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    ASSESSING = "assessing"
    RECOMMENDED = "recommended"
    DEFERRED = "deferred"
    DECLINED = "declined"
    APPROVED = "approved"
    OFFERED = "offered"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"
    AWARDED = "awarded"


class Twist(StrEnum):
    """What is out of the ordinary about an application."""

    NONE = ""
    UNFINISHED = "unfinished"
    DOCUMENT_MISSING = "document_missing"
    DOCUMENT_CAME_LATER = "document_came_later"
    LATE = "late"
    TOO_COSTLY = "too_costly"
    LARGE_RESERVES = "large_reserves"
    NO_SIGNATORIES = "no_signatories"
    APPLIED_TWICE = "applied_twice"
    OTHER_FUND = "other_fund"
    OTHERWISE_FUNDED = "otherwise_funded"
    STATUTORY = "statutory"
    PART_ASSESSED = "part_assessed"
    TWO_ASSESSORS = "two_assessors"
    SENT_BACK = "sent_back"
    RESUMED = "resumed"
    NO_LETTER = "no_letter"
    BANK_UNCHECKED = "bank_unchecked"


@dataclass(frozen=True, slots=True)
class Entry:
    """So many applications of a round with the same fate."""

    fate: Fate
    count: int = 1
    twist: Twist = Twist.NONE


_F, _T = Fate, Twist

PROGRAMME: dict[str, tuple[Entry, ...]] = {
    "CAF-2024-1": (
        Entry(_F.AWARDED, 6),
        Entry(_F.AWARDED, 1, _T.DOCUMENT_CAME_LATER),
        Entry(_F.DECLINED, 2),
        Entry(_F.INELIGIBLE, 1, _T.LATE),
        Entry(_F.WITHDRAWN),
    ),
    "RRF-2024-1": (Entry(_F.AWARDED, 4), Entry(_F.DECLINED), Entry(_F.INELIGIBLE, 1, _T.STATUTORY)),
    "CAF-2024-2": (
        Entry(_F.AWARDED, 6),
        Entry(_F.AWARDED, 1, _T.LARGE_RESERVES),
        Entry(_F.DECLINED, 2),
        Entry(_F.INELIGIBLE, 1, _T.TOO_COSTLY),
        Entry(_F.LAPSED),
    ),
    "CAF-2025-1": (
        Entry(_F.AWARDED, 6),
        Entry(_F.AWARDED, 1, _T.SENT_BACK),
        Entry(_F.DECLINED, 2),
        Entry(_F.INELIGIBLE, 1, _T.OTHERWISE_FUNDED),
    ),
    "RRF-2025-1": (Entry(_F.AWARDED, 5), Entry(_F.DECLINED), Entry(_F.WITHDRAWN)),
    "CAF-2025-2": (
        Entry(_F.AWARDED, 5),
        Entry(_F.AWARDED, 1, _T.RESUMED),
        Entry(_F.DECLINED, 2),
        Entry(_F.WITHDRAWN),
    ),
    "CAF-2025-3": (
        Entry(_F.AWARDED, 7),
        Entry(_F.AWARDED, 1, _T.APPLIED_TWICE),
        Entry(_F.DECLINED, 2),
        Entry(_F.INELIGIBLE, 1, _T.NO_SIGNATORIES),
    ),
    "RRF-2025-2": (Entry(_F.AWARDED, 3), Entry(_F.DECLINED), Entry(_F.LAPSED)),
    "CAF-2026-1": (
        Entry(_F.AWARDED, 8),
        Entry(_F.AWARDED, 1, _T.OTHER_FUND),
        Entry(_F.ACCEPTED, 1, _T.BANK_UNCHECKED),
        Entry(_F.DECLINED, 2),
        Entry(_F.DEFERRED),
        Entry(_F.WITHDRAWN),
    ),
    "RRF-2026-1": (
        Entry(_F.AWARDED, 4),
        Entry(_F.AWARDED, 1, _T.DOCUMENT_CAME_LATER),
        Entry(_F.DEFERRED),
        Entry(_F.DECLINED),
    ),
    "CAF-2026-2": (
        Entry(_F.AWARDED, 2),
        Entry(_F.ACCEPTED),
        Entry(_F.OFFERED, 2),
        Entry(_F.APPROVED, 1, _T.NO_LETTER),
        Entry(_F.DECLINED, 1, _T.NO_LETTER),
        Entry(_F.RECOMMENDED, 4),
        Entry(_F.ASSESSING, 3),
        Entry(_F.ASSESSING, 1, _T.TWO_ASSESSORS),
        Entry(_F.CHECKING, 1, _T.APPLIED_TWICE),
        Entry(_F.CHECKING, 1, _T.DOCUMENT_MISSING),
        Entry(_F.CHECKING),
        Entry(_F.INELIGIBLE, 1, _T.OTHER_FUND),
        Entry(_F.RECEIVED, 1, _T.LATE),
    ),
    "RRF-2026-2": (
        Entry(_F.RECOMMENDED, 2),
        Entry(_F.ASSESSING, 2, _T.TWO_ASSESSORS),
        Entry(_F.ASSESSING, 2, _T.PART_ASSESSED),
        Entry(_F.CHECKING, 1, _T.DOCUMENT_MISSING),
        Entry(_F.RECEIVED, 2),
    ),
    "CAF-2026-3": (
        Entry(_F.DRAFT, 2),
        Entry(_F.DRAFT, 2, _T.UNFINISHED),
        Entry(_F.RECEIVED, 4),
        Entry(_F.RECEIVED, 2, _T.DOCUMENT_MISSING),
        Entry(_F.CHECKING),
    ),
}
"""The rounds in the order in which they opened, each with what becomes of its applications."""
