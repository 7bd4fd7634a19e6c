"""A list's workbook: the same cells as the screen, safe, recorded, whole or not at all."""

from __future__ import annotations

import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update

from pccdesk.domain.errors import Cancelled, EnvironmentFailed, NotPermitted, Refused
from pccdesk.models.applications import Application
from pccdesk.models.offices import AuditEntry
from pccdesk.queries.listing import Filter, Sort
from pccdesk.queries.lists import LISTINGS
from pccdesk.services.desk import Desk
from pccdesk.services.lists import ListAsked, export_list
from pccdesk.ui.lists import words
from pccdesk.ui.lists.columns import COLUMNS
from pccdesk.workbooks.list_sheet import CellKind
from tests.ui.pages.desk_window import actor_called


def asked(key: str, **others: Any) -> ListAsked:
    return ListAsked(key, key.capitalize(), tuple(each.cell for each in COLUMNS[key]), **others)


def cells(path: Path) -> list[list[Any]]:
    book = load_workbook(path)
    return [[cell.value for cell in row] for row in book["List"].iter_rows()]


def as_shown(value: Any, kind: CellKind) -> str:
    """Say a cell as the screen does."""
    if value is None:
        return ""
    if kind is CellKind.MONEY:
        return words.money(Decimal(str(value)).quantize(Decimal("0.01")))
    if kind is CellKind.DATE:
        assert isinstance(value, datetime)
        return words.day(value.date())
    if kind is CellKind.MOMENT:
        assert isinstance(value, datetime)
        return f"{words.day(value.date())} {value:%H:%M}"
    return f"{value:,}" if kind is CellKind.WHOLE else str(value)


@pytest.mark.parametrize("key", list(LISTINGS))
def test_a_workbook_says_what_the_screen_says(sample_desk: Desk, tmp_path: Path, key: str) -> None:
    actor = actor_called(sample_desk, "auditor")
    path = tmp_path / "list.xlsx"
    with sample_desk.database.reading() as connection:
        ids = LISTINGS[key].ids(connection, (), Filter())
        rows = LISTINGS[key].rows(connection, ids)
    done = export_list(sample_desk, actor, asked(key), path)
    head, *written = cells(path)
    columns = COLUMNS[key]
    assert head == [each.title for each in columns]
    shown = [
        [as_shown(value, each.kind) for value, each in zip(line, columns, strict=True)]
        for line in written[: len(ids)]
    ]
    assert shown == [[each.text(rows[number]) for each in columns] for number in ids]
    assert done.rows == len(ids)


def test_filter_order_and_columns_are_those_asked_for(sample_desk: Desk, tmp_path: Path) -> None:
    actor = actor_called(sample_desk, "officer")
    path = tmp_path / "list.xlsx"
    chosen = Filter(values={"stage": ("complete",)})
    columns = {each.key: each.cell for each in COLUMNS["applications"]}
    wanted = ListAsked(
        "applications",
        "Applications",
        (columns["requested"], columns["reference"]),
        (Sort("requested"),),
        chosen,
        view="Finished",
        narrowed=("Stage: Complete",),
        sorted_by="Asked for",
    )
    export_list(sample_desk, actor, wanted, path)
    head, *written = cells(path)
    assert head == ["Asked for", "Reference"]
    amounts = [line[0] for line in written[:-1]]
    assert amounts == sorted(amounts)
    about = [[cell.value for cell in row] for row in load_workbook(path)["About"].iter_rows()]
    assert ["View", "Finished"] in about
    assert ["Narrowed to", "Stage: Complete"] in about
    assert ["Sorted by", "Asked for"] in about
    assert ["Made by", actor.full_name] in about
    assert any(line[0] == "Made at" and str(line[1]).endswith("(UK time)") for line in about)


def test_only_selected_rows_in_their_order(sample_desk: Desk, tmp_path: Path) -> None:
    actor = actor_called(sample_desk, "officer")
    path = tmp_path / "list.xlsx"
    with sample_desk.database.reading() as connection:
        ids = LISTINGS["organisations"].ids(connection, (), Filter())[3:6]
        rows = LISTINGS["organisations"].rows(connection, ids)
    done = export_list(sample_desk, actor, asked("organisations", ids=ids), path)
    assert [line[0] for line in cells(path)[1:4]] == [rows[each].name for each in ids]
    assert done.rows == 3


def test_an_export_is_recorded_with_list_filter_and_count(
    sample_desk: Desk, tmp_path: Path
) -> None:
    actor = actor_called(sample_desk, "officer")
    wanted = asked("applications", narrowed=("District: Preston",))
    done = export_list(sample_desk, actor, wanted, tmp_path / "list.xlsx")
    with sample_desk.database.reading() as connection:
        query = select(AuditEntry.action, AuditEntry.actor, AuditEntry.detail)
        action, who, detail = connection.execute(
            query.order_by(AuditEntry.sequence.desc()).limit(1)
        ).one()
    assert (action, who) == ("list.export", actor.full_name)
    assert '"filter":"District: Preston"' in detail
    assert f'"rows":{done.rows}' in detail


def test_text_that_looks_like_a_formula_stays_text(sample_desk: Desk, tmp_path: Path) -> None:
    with sample_desk.database.changing() as session:
        first = session.scalars(select(Application.id).limit(1)).one()
        session.execute(
            update(Application).where(Application.id == first).values(project_title="=1+1")
        )
    path = tmp_path / "list.xlsx"
    export_list(sample_desk, actor_called(sample_desk, "officer"), asked("applications"), path)
    sheet = load_workbook(path)["List"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]


@pytest.mark.parametrize("after", [0, 1])
def test_a_cancelled_export_leaves_neither_file_nor_entry(
    sample_desk: Desk, tmp_path: Path, after: int
) -> None:
    calls = 0

    def progress(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Cancelled("Cancelled.")

    before = entries(sample_desk)
    with pytest.raises(Cancelled):
        export_list(
            sample_desk,
            actor_called(sample_desk, "officer"),
            asked("applications"),
            tmp_path / "list.xlsx",
            progress,
        )
    assert list(tmp_path.glob("*.xlsx*")) == []
    assert entries(sample_desk) == before


def test_a_file_that_cannot_be_written_leaves_no_entry(sample_desk: Desk, tmp_path: Path) -> None:
    before = entries(sample_desk)
    with pytest.raises(EnvironmentFailed):
        export_list(
            sample_desk,
            actor_called(sample_desk, "officer"),
            asked("applications"),
            tmp_path / "no such folder" / "list.xlsx",
        )
    assert entries(sample_desk) == before


def test_the_audit_log_is_exported_only_by_who_may_see_it(
    sample_desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(NotPermitted):
        export_list(
            sample_desk, actor_called(sample_desk, "officer"), asked("audit"), tmp_path / "a.xlsx"
        )


def test_an_unknown_list_and_one_without_columns_are_refused(
    sample_desk: Desk, tmp_path: Path
) -> None:
    actor = actor_called(sample_desk, "officer")
    for wanted in (ListAsked("nothing", "X", ()), ListAsked("awards", "Awards", ())):
        with pytest.raises(Refused):
            export_list(sample_desk, actor, wanted, tmp_path / "a.xlsx")


def test_memory_does_not_grow_with_the_rows(sample_desk: Desk, tmp_path: Path) -> None:
    """Beside the packed file itself, a row takes its number and nothing more."""
    actor = actor_called(sample_desk, "officer")
    with sample_desk.database.reading() as connection:
        ids = LISTINGS["applications"].ids(connection, (), Filter())
    peaks = []
    for times in (1, 1, 20):
        tracemalloc.start()
        export_list(
            sample_desk, actor, asked("applications", ids=list(ids) * times), tmp_path / "a.xlsx"
        )
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] - peaks[1] < 19 * len(ids) * 300


def entries(desk: Desk) -> int:
    with desk.database.reading() as connection:
        return len(connection.scalars(select(AuditEntry.sequence)).all())


def test_days_are_days_in_the_uk() -> None:
    assert words.uk_day(None) is None
    assert words.uk_day(datetime.fromisoformat("2026-06-30T23:30:00+00:00")) == date(2026, 7, 1)
