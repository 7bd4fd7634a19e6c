"""The office that every session begins with, and files to open, sound and broken."""

from __future__ import annotations

from pathlib import Path

from pccdesk.domain.applications import Stage
from pccdesk.queries import letters as letter_queries
from pccdesk.services import letters
from tests.harness.ready_office import (
    fill_office,
    make_staffed_office,
    opened_office,
    write_spreadsheets,
)

STAGES = (Stage.ELIGIBILITY, Stage.ASSESSMENT, Stage.DECLINED, Stage.OFFERED, Stage.IN_PAYMENT)


def make_seeds(folder: Path) -> None:
    """Make `office.sqlite` and a folder `files` of what an officer may choose to open."""
    address = str(folder / "office.sqlite")
    files = folder / "files"
    make_staffed_office(address)
    fill_office(address, 1)
    write_spreadsheets(address, files, 2)
    with opened_office(address) as office:
        office.made = 500
        for stage in STAGES:
            made = office.bring_to(stage)
        reader = office.who("administrator")
        kept = office.desk.read(reader, letter_queries.letters_of, made)[0]
        (files / "letter.pdf").write_bytes(letters.read_letter(office.desk, reader, kept.id))
    (files / "notes.txt").write_text("Notes of a visit.\n", encoding="utf-8")
    (files / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (files / "empty.pdf").write_bytes(b"")
    (files / "fund.toml").write_text('[fund]\ncode = "x"\n', encoding="utf-8")
