"""Reference data that ships with the program: districts, priorities, boards, kinds, postcodes."""

import csv
import lzma
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import StringIO

from pccdesk.resources import read_bytes, read_text


@dataclass(frozen=True, slots=True)
class District:
    """One of the fourteen districts; `code` is the ONS code, such as `E07000123`."""

    code: str
    name: str
    partnership_code: str
    short_code: str
    division: str


@dataclass(frozen=True, slots=True)
class PlanPriority:
    """A priority of a Police and Crime Plan and the days, both included, that it counts."""

    plan: str
    order: int
    label: str
    valid_from: date
    valid_to: date

    @property
    def code(self) -> str:
        """The plan and the number in it, such as `2024-2029/1`."""
        return f"{self.plan}/{self.order}"


@dataclass(frozen=True, slots=True)
class Board:
    """A Local Reducing Reoffending Board and the codes of the districts it looks after."""

    code: str
    name: str
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationKind:
    """A kind of applicant; `registered_with` is `charity`, `company`, `urn` or empty."""

    code: str
    label: str
    registered_with: str
    public_body: bool


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What counts as reading that the audit log records: rows at once, minutes of one look."""

    bulk_rows: int
    same_look_minutes: int


@cache
def districts() -> tuple[District, ...]:
    """Return the fourteen districts in the alphabet's order."""
    return tuple(
        District(
            code=row["gss"],
            name=row["name"],
            partnership_code=row["csp_gss"],
            short_code=row["local_authority_code"],
            division=row["division"],
        )
        for row in _rows("districts.csv")
    )


@cache
def priorities() -> tuple[PlanPriority, ...]:
    """Return the priorities of every plan, oldest plan first; see `priorities_on` for a day's."""
    return tuple(
        PlanPriority(
            plan=row["plan"],
            order=int(row["order"]),
            label=row["priority"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]),
        )
        for row in _rows("plan_priorities.csv")
    )


def priorities_on(day: date) -> tuple[PlanPriority, ...]:
    """Return the priorities of the plan in force on a day, in the plan's order."""
    return tuple(each for each in priorities() if each.valid_from <= day <= each.valid_to)


@cache
def boards() -> tuple[Board, ...]:
    """Return the four boards; which district belongs to which is an assumption, to be edited."""
    return tuple(
        Board(row["code"], row["name"], tuple(row["districts"].split()))
        for row in _rows("boards.csv")
    )


@cache
def organisation_kinds() -> tuple[OrganisationKind, ...]:
    """Return the kinds of applicant, the most frequent first."""
    return tuple(
        OrganisationKind(
            row["code"], row["label"], row["registered_with"], row["public_body"] == "yes"
        )
        for row in _rows("organisation_kinds.csv")
    )


@cache
def reading_rules() -> ReadingRules:
    """Return from how much on reading is recorded (`reference/reading.toml`)."""
    return ReadingRules(**tomllib.loads(read_text("reference", "reading.toml")))


def suggest_district(postcode: str) -> str | None:
    """Return the code of the district that a postcode lies in, or None if it is not known.

    Case and spaces do not matter. A suggestion only: it never sets or rejects a district.
    """
    joined = "".join(postcode.split()).upper()
    return _district_of_postcode().get(joined)


@cache
def _district_of_postcode() -> dict[str, str]:
    """Return the extract as a mapping, unpacked on first use (format: reference/SOURCES.md)."""
    text = lzma.decompress(read_bytes("reference", "postcode_districts.txt.xz")).decode("ascii")
    found: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        district, sector, letters = line.split()
        for start in range(0, len(letters), 2):
            found[sector + letters[start : start + 2]] = district
    return found


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(read_text("reference", name))))
