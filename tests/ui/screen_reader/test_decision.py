"""The commissioner, who sees nothing, finds an application by name and records a decision."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from pccdesk.database.creation import open_database
from pccdesk.domain.applications import Stage
from pccdesk.models.applications import Application
from pccdesk.models.organisations import Organisation

pytest.importorskip("jeepney", reason="jeepney, which speaks D-Bus, is not installed")

from tests.ui.screen_reader.at_spi import Reader, Thing, until

AS = "commissioner"
"""Who is signed in; the reader's fixture asks for it."""
REASONS = "It keeps the park busy on Friday evenings, when most reports come in."


def proposed(office: Path) -> tuple[int, str, str]:
    """Return the number, reference and organisation of an application that waits for decision."""
    database = open_database(str(office))
    with database.reading() as connection:
        query = (
            select(Application.id, Application.reference, Organisation.name)
            .join(Organisation, Organisation.id == Application.organisation_id)
            .where(Application.stage == Stage.RECOMMENDED)
            .order_by(Application.amount_requested)
        )
        number, reference, name = connection.execute(query.limit(1)).one()
    database.close()
    return number, reference, name


def stage(office: Path, number: int) -> str:
    """Return where an application stands."""
    database = open_database(str(office))
    with database.reading() as connection:
        found = connection.scalar(select(Application.stage).where(Application.id == number))
    database.close()
    return str(found)


def row_of(table: Thing, reference: str, name: str) -> list[int]:
    """Return the row of an application in a list of one organisation's alone, else nothing."""
    rows = range(table.rows())
    if any(table.cell(row, 1).name != f"Organisation: {name}" for row in rows):
        return []
    return [row for row in rows if table.cell(row, 0).name == f"Reference: {reference}"]


def test_a_decision_is_recorded_by_accessible_actions_alone(
    reader: Reader, sample_office_file: Path
) -> None:
    number, reference, name = proposed(sample_office_file)
    reader.find("button", "Applications").do("Press")
    reader.find("text", "Filter this list").type(name)
    table = reader.find("table", "Applications")
    [row] = until(lambda: row_of(table, reference, name), reference)
    assert table.header(0).name == "Reference"
    assert table.header(1).name == "Organisation"
    table.cell(row, 0).do("Toggle")
    reader.find("menu item", "Open record").do("Press")
    reader.find("button", "Approve").do("Press")
    reader.find("text", "Reasons").type(REASONS)
    reader.find("check box", "Declaration").do("Toggle")
    reader.find("button", "Check your answers").do("Press")
    until(lambda: not reader.shows("button", "Check your answers"), "the answers to check")
    reader.find("button", "Approve £", begins=True).do("Press")
    until(lambda: stage(sample_office_file, number) == Stage.APPROVED, "the decision")
