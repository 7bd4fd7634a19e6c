"""How long work may wait before Home calls it overdue, in days.

An office's own aims, not law: domain.md names none for these. Change them here.
"""

FIRST_MARKS_DAYS = 14
"""An application passed to assessment has its first marks within two weeks."""

SOON_DAYS = 14
"""What falls due, or closes, within two weeks is soon."""
