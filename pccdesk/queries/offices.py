"""The office's details, districts and priorities."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from pccdesk.domain.errors import NotFound
from pccdesk.models.offices import District, OfficeDetails, Priority


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """The office as letters print it."""

    valid_from: date
    name: str
    address: tuple[str, ...]
    postcode: str
    phone: str
    email: str
    website: str
    signatory_name: str
    signatory_title: str
    area_name: str
    publisher_prefix: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose from: the code that is kept and the words that are shown."""

    code: str
    label: str


def office(connection: Connection, day: date) -> OfficeRow:
    """Return the office's details in force on a day; raises `NotFound` before they are given."""
    table = OfficeDetails.__table__
    row = connection.execute(
        select(table).where(table.c.valid_from <= day).order_by(table.c.valid_from.desc()).limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound("The office’s details are not given yet. Add them in Settings.")
    return OfficeRow(
        row.valid_from,
        row.name,
        tuple(row.address.split("\n")),
        row.postcode,
        row.phone,
        row.email,
        row.website,
        row.signatory_name,
        row.signatory_title,
        row.area_name,
        row.publisher_prefix,
    )


def districts(connection: Connection) -> tuple[Choice, ...]:
    """Return the districts of the area by name."""
    query = select(District.code, District.name).order_by(District.name)
    return tuple(Choice(*row) for row in connection.execute(query))


def priorities(connection: Connection, day: date | None = None) -> tuple[Choice, ...]:
    """Return the priorities of the plan in force on a day, or of every plan, newest first.

    A priority's code is its plan and place in it: `2024-2029/1`.
    """
    query = select(Priority.plan, Priority.position, Priority.text).order_by(
        Priority.plan.desc(), Priority.position
    )
    if day is not None:
        query = query.where(Priority.valid_from <= day, day <= Priority.valid_to)
    return tuple(
        Choice(f"{row.plan}/{row.position}", row.text) for row in connection.execute(query)
    )


def priority_numbers(connection: Connection) -> dict[str, int]:
    """Return the row number of each priority by its code."""
    query = select(Priority.id, Priority.plan, Priority.position)
    return {f"{row.plan}/{row.position}": row.id for row in connection.execute(query)}
