"""What an applicant wrote as rows of the database: the same for one typed and ten thousand read."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, update

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.database.rows import insert_new
from pccdesk.domain.errors import Refused
from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.domain.organisations import tidy
from pccdesk.models import applications as tables
from pccdesk.models.applications import Application, ApplicationDistrict, ApplicationPriority
from pccdesk.models.applications import ApplicationText as Text
from pccdesk.models.base import Base
from pccdesk.queries import offices
from pccdesk.services.search_index import note_changed, note_new
from pccdesk.services.work import Work, table_of

Row = dict[str, Any]
Parts = dict[type[Base], list[Row]]

_SAME_NAME = (
    *("project_title", "board", "amount_requested", "total_cost", "reserves"),
    *("starts_on", "ends_on", "channel", "received_at"),
)


class Places:
    """The districts and priorities that the office has, read once for a change."""

    def __init__(self, work: Work) -> None:
        connection = work.session.connection()
        self._districts = {each.code for each in offices.districts(connection)}
        self._priorities = offices.priority_numbers(connection)

    def rows(self, application_id: int, form: ApplicationForm) -> Parts:
        """Return the rows of the places and priorities that a form names.

        Raises `Refused` for one that the office does not have.
        """
        strange = [each for each in form.districts if each not in self._districts]
        strange += [each for each in form.priorities if each not in self._priorities]
        if strange:
            raise Refused(f"“{strange[0]}” is no district or priority that the office has.")
        here = {"application_id": application_id}
        return {
            ApplicationDistrict: [
                here | {"district": code, "position": place}
                for place, code in enumerate(dict.fromkeys(form.districts))
            ],
            ApplicationPriority: [
                here | {"priority_id": self._priorities[code], "position": place}
                for place, code in enumerate(dict.fromkeys(form.priorities))
            ],
        }


def own_columns(form: ApplicationForm) -> Row:
    """Return what stands in the application's own row, the organisation and contacts apart."""
    row = {name: getattr(form, name) for name in _SAME_NAME}
    return row | {"lead_district": form.districts[0] if form.districts else ""}


def text_columns(form: ApplicationForm) -> Row:
    """Return the long texts, and the answers as JSON."""
    return {
        "summary": form.summary,
        "what": form.what,
        "who": form.who,
        "place": form.where,
        "answers": json.dumps(dict(form.answers), ensure_ascii=False, sort_keys=True),
    }


def line_rows(application_id: int, form: ApplicationForm) -> Parts:
    """Return the rows of the budget and of match funding."""
    here = {"application_id": application_id}
    return {
        tables.BudgetLine: [
            here
            | {
                "position": place,
                "description": line.description,
                "cost": line.cost,
                "from_grant": line.from_grant,
            }
            for place, line in enumerate(tidy_budget(form.budget))
        ],
        tables.MatchLine: [
            here
            | {
                "position": place,
                "source": line.source,
                "amount": line.amount,
                "in_kind": line.in_kind,
                "confirmed": line.confirmed,
            }
            for place, line in enumerate(tidy_match(form.match))
        ],
    }


def part_rows(application_id: int, form: ApplicationForm, places: Places) -> Parts:
    """Return every row of a new application besides its own."""
    texts = {"application_id": application_id} | text_columns(form)
    return {Text: [texts], **places.rows(application_id, form), **line_rows(application_id, form)}


def tidy_budget(lines: Sequence[BudgetLine]) -> tuple[BudgetLine, ...]:
    """Return budget lines as they are kept."""
    return tuple(BudgetLine(tidy(each.description), each.cost, each.from_grant) for each in lines)


def tidy_match(lines: Sequence[MatchLine]) -> tuple[MatchLine, ...]:
    """Return match funding as it is kept."""
    return tuple(
        MatchLine(tidy(each.source), each.amount, each.in_kind, each.confirmed) for each in lines
    )


def insert_rows(work: Work, parts: Mapping[type[Base], Sequence[Row]]) -> None:
    """Write new rows, table by table in the order given."""
    connection = work.connection
    for model, rows in parts.items():
        insert_new(connection, table_of(model), rows)
        note_new(work.session, model, rows)


def write_differences(
    work: Work, application_id: int, before: ApplicationForm, form: ApplicationForm
) -> Row:
    """Write the texts, places and lines that changed; return the changed columns of its own."""
    replaced: Parts = {}
    if (form.districts, form.priorities) != (before.districts, before.priorities):
        replaced |= Places(work).rows(application_id, form)
    lines = line_rows(application_id, form)
    if tidy_budget(form.budget) != before.budget:
        replaced[tables.BudgetLine] = lines[tables.BudgetLine]
    if tidy_match(form.match) != before.match:
        replaced[tables.MatchLine] = lines[tables.MatchLine]
    for table in replaced:
        _delete_of(table).write(work.connection, application=application_id)
    insert_rows(work, replaced)
    texts, earlier = text_columns(form), text_columns(before)
    _update(work, Text, application_id, _changed(texts, earlier))
    return _changed(own_columns(form), own_columns(before))


def update_application(work: Work, application_id: int, columns: Row) -> None:
    """Write changed columns of an application's own row."""
    _update(work, Application, application_id, columns)


def _changed(now: Row, earlier: Row) -> Row:
    return {name: value for name, value in now.items() if value != earlier[name]}


def _update(work: Work, table: type[Base], application_id: int, columns: Row) -> None:
    if columns:
        values = {f"new_{name}": value for name, value in columns.items()}
        statement = _update_of(table, tuple(columns))
        statement.write(work.connection, application=application_id, **values)
        note_changed(work.session, table, application_id, columns)


# Made once for each set of columns: to put a statement together takes longer than to run it.
@lru_cache(maxsize=256)
def _update_of(model: type[Base], names: Collection[str]) -> KeptStatement:
    table = table_of(model)
    key = table.c.id if "id" in table.c else table.c.application_id
    values: Row = {name: bindparam(f"new_{name}") for name in names}
    return KeptStatement(update(table).where(key == bindparam("application")).values(values))


@lru_cache(maxsize=16)
def _delete_of(model: type[Base]) -> KeptStatement:
    table = table_of(model)
    here = table.c.application_id == bindparam("application")
    return KeptStatement(delete(table).where(here))
