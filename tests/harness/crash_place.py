"""Where the crash harness plays its scenes."""

from __future__ import annotations

from pathlib import Path

from tests.harness.promises import require

LONGEST_LIFE = 60
"""Seconds after which a process that nobody killed ends of itself."""


class Place:
    """The offices, what is written beside them, and the journal, in one folder."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, whose parts stand under fixed names."""
        self.folder = folder
        self.office = folder / "office.sqlite"
        self.journal = folder / "journal"
        self.exports = folder / "exports"
        self.made = folder / "made"
        self.older = folder / "older.sqlite"
        self.oldest = folder / "oldest.sqlite"
        self.newer_program = folder / "newer-program"
        self.sample = self.made / "sample.sqlite"
        self.spreadsheets = sorted((folder / "spreadsheets").glob("*.xlsx"))


def require_alone(office: Path) -> None:
    """Require that an office that was opened and closed again has no file of its own beside it."""
    beside = [each.name for each in office.parent.glob(f"{office.name}-*")]
    require(not beside, f"These files stay beside the closed office: {beside}")
