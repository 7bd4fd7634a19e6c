"""A locked desk tells a screen reader that it is locked, and not a word of what it shows."""

from __future__ import annotations

from contextlib import suppress

import pytest

pytest.importorskip("jeepney", reason="jeepney, which speaks D-Bus, is not installed")

from tests.ui.screen_reader.at_spi import GoneError, Reader, Thing, until

AS = "officer"
"""Who is signed in; the reader's fixture asks for it."""


def everything(reader: Reader) -> list[str]:
    """Return the name of all that can be read, whatever it is."""
    found = []
    for program_shown in reader.programs():
        for each in program_shown.below():
            with suppress(GoneError):
                found.append(each.name)
    return found


def first_cell(table: Thing) -> Thing:
    """Wait for a table's first cell."""
    return until(lambda: table.cell(0, 0) if table.rows() else None, "a row")


def test_nothing_is_read_out_while_locked_and_all_is_again_afterwards(reader: Reader) -> None:
    for _ in range(2):
        reader.find("button", "Applications").do("Press")
        table = reader.find("table", "Applications")
        cell = first_cell(table)
        reference = cell.name
        assert reference.startswith("Reference: ")
        assert len(everything(reader)) > 60
        reader.find("menu item", "Lock now").do("Press")
        reader.find("button", "Unlock")
        left = everything(reader)
        assert len(left) < 20, left
        for held in (table, cell):
            with pytest.raises(GoneError):
                _ = held.name
        reader.find("button", "Unlock").do("Press")
        assert first_cell(reader.find("table", "Applications")).name == reference
        reader.find("button", "Home").do("Press")
