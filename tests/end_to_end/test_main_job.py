"""The main job at the real window: from an empty folder to printed letter and workbook."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from pypdf import PdfReader

from pccdesk.database.creation import open_database
from pccdesk.queries.payments import batches
from pccdesk.services.desk import Desk
from pccdesk.services.verification import verify
from tests.end_to_end.file_dialogs import FileDialogs
from tests.end_to_end.officer import Officer
from tests.end_to_end.steps import whole_life
from tests.end_to_end.story import EVERYBODY, Application, add_people, make_database

StartProgram = Callable[..., Officer]


def test_from_an_empty_folder_to_printed_letter_and_workbook(
    start: StartProgram, new_place: str, dialogs: FileDialogs, printed: Path, tmp_path: Path
) -> None:
    officer = start()
    make_database(officer, new_place)
    add_people(officer, *EVERYBODY)
    letter, workbook = whole_life(officer, Application(), dialogs, tmp_path)
    assert officer.sees("Its life has ended: nothing more is to do.")
    the_letter_says_all(letter, printed)
    the_workbook_agrees(workbook, new_place)


def the_letter_says_all(letter: Path, printed: Path) -> None:
    reader = PdfReader(letter)
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for words in (
        "Fylde Street Football",
        "CAF-2026-0001",
        "£2,400.00",
        "two thousand four hundred pounds",
        "Count who comes",
        "PR1 0LD",
    ):
        assert words.casefold() in text.casefold(), words
    assert len(PdfReader(printed).pages) == len(reader.pages) <= 2


def the_workbook_agrees(workbook: Path, address: str) -> None:
    database = open_database(address)
    try:
        desk = Desk(database)
        with database.reading() as connection:
            [batch] = batches(connection)
        assert batch.control_total == Decimal(2400)
        found = verify(desk)
        assert found.faults == ()
        assert (found.letters, found.batches) == (1, 1)
    finally:
        database.close()
    book = load_workbook(workbook)
    rows = list(book["Payments"].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "Grant ref" in row)
    names = rows[head]
    paid = [dict(zip(names, row, strict=True)) for row in rows[head + 1 :] if row[2]]
    mine = [row for row in paid if row["Grant ref"] == "CAF-2026-0001"]
    assert [row["Payee"] for row in mine] == ["Fylde Street Football"]
    assert sum(Decimal(str(row["Amount"])) for row in mine) == batch.control_total
    assert mine[0]["Account number"] == "88837491"
