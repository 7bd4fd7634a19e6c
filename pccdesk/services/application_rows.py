"""What an applicant wrote as rows of the database: the same for one typed and ten thousand read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from pccdesk.domain.errors import Refused
from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.domain.organisations import tidy
from pccdesk.models import applications as tables
from pccdesk.models.applications import ApplicationDistrict, ApplicationPriority
from pccdesk.models.applications import ApplicationText as Text
from pccdesk.models.base import Base
from pccdesk.queries import offices
from pccdesk.services.work import Work

Row = dict[str, Any]
Parts = dict[type[Base], list[Row]]

_ANSWERS = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_SAME_NAME = (
    *("project_title", "board", "amount_requested", "total_cost", "reserves"),
    *("starts_on", "ends_on", "channel", "received_at"),
)
_own = attrgetter(*_SAME_NAME)
_LONG = ("summary", "what", "who", "where", "answers")


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
    row = dict(zip(_SAME_NAME, _own(form), strict=True))
    row["lead_district"] = form.districts[0] if form.districts else ""
    return row


def text_columns(form: ApplicationForm) -> Row:
    """Return the long texts, and the answers as JSON."""
    return {
        "summary": form.summary,
        "what": form.what,
        "who": form.who,
        "place": form.where,
        "answers": _ANSWERS.encode(dict(form.answers)),
    }


def line_rows(application_id: int, lines: Sequence[BudgetLine | MatchLine]) -> list[Row]:
    """Return the rows of the budget, or of match funding: they are called as the lines' parts."""
    if not lines:
        return []
    names = [each.name for each in fields(lines[0])]
    return [
        {"application_id": application_id, "position": place}
        | {name: getattr(line, name) for name in names}
        for place, line in enumerate(lines)
    ]


def part_rows(application_id: int, form: ApplicationForm, places: Places) -> Parts:
    """Return every row of a new application besides its own."""
    texts = {"application_id": application_id} | text_columns(form)
    return {
        Text: [texts],
        **places.rows(application_id, form),
        tables.BudgetLine: line_rows(application_id, tidy_budget(form.budget)),
        tables.MatchLine: line_rows(application_id, tidy_match(form.match)),
    }


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
    for model, rows in parts.items():
        work.insert(model, rows)


def write_differences(
    work: Work, application_id: int, before: ApplicationForm, form: ApplicationForm
) -> Row:
    """Write the texts, places and lines that changed; return the changed columns of its own."""
    replaced: Parts = {}
    if (form.districts, form.priorities) != (before.districts, before.priorities):
        replaced |= Places(work).rows(application_id, form)
    if form.budget != before.budget and (budget := tidy_budget(form.budget)) != before.budget:
        replaced[tables.BudgetLine] = line_rows(application_id, budget)
    if form.match != before.match and (match := tidy_match(form.match)) != before.match:
        replaced[tables.MatchLine] = line_rows(application_id, match)
    for table in replaced:
        work.delete(table, application_id=application_id)
    insert_rows(work, replaced)
    if any(getattr(form, name) != getattr(before, name) for name in _LONG):
        texts = _changed(text_columns(form), text_columns(before))
        work.update(Text, texts, application_id=application_id)
    return _changed(own_columns(form), own_columns(before))


def _changed(now: Row, earlier: Row) -> Row:
    return {name: value for name, value in now.items() if value != earlier[name]}
