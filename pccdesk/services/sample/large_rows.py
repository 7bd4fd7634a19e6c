"""The rows of one part of a large sample office, table by table, in the order of their keys."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import to_london
from pccdesk.domain.references import application_reference
from pccdesk.models.applications import (
    Application,
    ApplicationDistrict,
    ApplicationPriority,
    ApplicationText,
    BudgetLine,
)
from pccdesk.models.base import Base
from pccdesk.models.decisions import Award, Decision, DecisionItem
from pccdesk.models.organisations import BankAccount, Contact, Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.queries.funds import RoundRow
from pccdesk.services.sample.large_awards import DECIDED, Decider
from pccdesk.services.sample.large_groups import Groups, account_row, contact_row
from pccdesk.services.sample.material import SampleProject
from pccdesk.services.sample.timeline import chance

Tables = dict[type[Base], list[dict[str, Any]]]
_ORDER: tuple[type[Base], ...] = (
    *(Organisation, Contact, BankAccount, Application, ApplicationText, ApplicationDistrict),
    *(ApplicationPriority, BudgetLine, Decision, DecisionItem, Award, PaymentBatch, Payment),
)

_OLD = {"complete": 46, "declined": 30, "ineligible": 8, "withdrawn": 4, "lapsed": 3}
_OLD |= {"in_payment": 6, "accepted": 2, "offered": 1}
_NEW = {"in_payment": 30, "accepted": 12, "offered": 8, "approved": 5, "complete": 6}
_NEW |= {"declined": 26, "deferred": 2, "ineligible": 7, "withdrawn": 4}
_WAITING = {"received": 10, "eligibility": 15, "assessment": 35, "recommended": 25}
_WAITING |= {"ineligible": 8, "withdrawn": 4, "draft": 3}
_OPEN = {"draft": 35, "received": 50, "eligibility": 12, "withdrawn": 3}
_RECENT = timedelta(days=240)
_SCORED = DECIDED | {Stage.RECOMMENDED, Stage.DEFERRED}


@dataclass(frozen=True, slots=True)
class Part:
    """Applications that follow each other in one round: their first number, how many, chance."""

    round: RoundRow
    first: int
    count: int
    first_number: int
    seed: str

    @property
    def last_number(self) -> int:
        """The running number of the last application."""
        return self.first_number + self.count - 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What every part needs to know of the office; `staff` is people's numbers by username.

    `numbers` are the last ones of the running series, and go on from part to part.
    """

    staff: Mapping[str, int]
    capacity: Mapping[str, str]
    priorities: Mapping[str, int]
    projects: tuple[SampleProject, ...]
    groups: Groups
    now: datetime
    numbers: dict[str, int] = field(default_factory=dict)

    def stages(self, chosen: RoundRow) -> Mapping[str, int]:
        """Return how often each stage comes in a round, by how long ago it was decided."""
        decided = chosen.decide_by or to_london(chosen.closes_at).date()
        today = to_london(self.now).date()
        if chosen.closes_at > self.now:
            return _OPEN
        if decided > today:
            return _WAITING
        return _NEW if decided > today - _RECENT else _OLD


def rows_of_part(facts: Facts, part: Part) -> Tables:
    """Return a part's rows by table; the running numbers move on."""
    rng = chance(part.seed)
    tables: Tables = {table: [] for table in _ORDER}
    offered = [each for each in facts.projects if each.fund_code == part.round.fund_code]
    weights = facts.stages(part.round)
    stages = rng.choices(list(weights), list(weights.values()), k=part.count)
    span = (min(part.round.closes_at, facts.now) - part.round.opens_at).total_seconds()
    moments = sorted(rng.random() for _ in range(part.count))
    whose = (facts.staff, facts.capacity, facts.now)
    decider = Decider(*whose, part.round, part.first, tables, facts.numbers)
    for place, (stage, share) in enumerate(zip(stages, moments, strict=True)):
        group = _group(facts, tables, rng)
        # Most forms come in during the last days before a round closes.
        received = part.round.opens_at + timedelta(seconds=int(span * share**0.4))
        row = _application(facts, part, place, group, rng)
        row |= {"stage": stage, "created_at": received, "changed_at": received}
        row["received_at"] = None if stage == Stage.DRAFT else received
        project = rng.choice(offered)
        _fill(tables, row, project, facts, rng)
        if stage in _SCORED:
            row["score_percent"] = min(98, max(12, int(rng.gauss(64, 15))))
        decider.decide(row, rng)
    decider.finish()
    return tables


def _group(facts: Facts, tables: Tables, rng: Random) -> int:
    number, new = facts.groups.next_group(rng)
    if new is not None:
        tables[Organisation].append(new)
        tables[Contact].append(contact_row(number, rng))
        officer, finance = facts.staff["officer"], facts.staff["finance"]
        tables[BankAccount].append(account_row(number, officer, finance))
    return number


def _application(facts: Facts, part: Part, place: int, group: int, rng: Random) -> dict[str, Any]:
    chosen = part.round
    owners = [facts.staff[name] for name in ("officer", "assessor", "administrator")]
    return {
        "id": part.first + place,
        "version": 1,
        "reference": application_reference(
            chosen.code[:3], chosen.financial_year, part.first_number + place
        ),
        "round_id": chosen.id,
        "fund_id": chosen.fund_id,
        "financial_year": chosen.financial_year,
        "organisation_id": group,
        "main_contact_id": group,
        "second_contact_id": None,
        "board": "",
        "lead_district": facts.groups.like(group).form.district,
        "channel": rng.choices(("email", "post", "portal"), (80, 5, 15))[0],
        "owner_id": rng.choices(owners, (90, 8, 2))[0],
        "form_id": chosen.form_id,
        "criteria_id": chosen.criteria_id,
        "scoring_id": chosen.scoring_id,
        "criteria_checked": False,
        "score_percent": None,
        "reserves": Decimal(rng.randrange(0, 20_000)),
    }


def _fill(
    tables: Tables, row: dict[str, Any], project: SampleProject, facts: Facts, rng: Random
) -> None:
    number, town = row["id"], facts.groups.like(row["organisation_id"]).form.town
    starts = to_london(row["created_at"]).date() + timedelta(days=rng.randint(60, 150))
    scale = Decimal(rng.randint(60, 140)) / 100
    lines = [
        (each.description, _pounds(each.cost * scale), _pounds(each.from_grant * scale))
        for each in project.budget
    ]
    asked = sum((granted for _item, _cost, granted in lines), Decimal(0))
    row |= {
        "project_title": project.texts["title"].format(town=town, organisation="our group"),
        "amount_requested": asked,
        "total_cost": sum((cost for _item, cost, _granted in lines), Decimal(0)),
        "starts_on": starts,
        "ends_on": _months_on(starts, project.months),
    }
    tables[Application].append(row)
    tables[ApplicationText].append(_texts(number, project, town, rng))
    if row["lead_district"]:
        tables[ApplicationDistrict].append(
            {"application_id": number, "district": row["lead_district"], "position": 0}
        )
    tables[ApplicationPriority].append(
        {
            "application_id": number,
            "priority_id": rng.choice(sorted(facts.priorities.values())),
            "position": 0,
        }
    )
    tables[BudgetLine] += [
        {
            "application_id": number,
            "position": place,
            "description": item,
            "cost": cost,
            "from_grant": granted,
        }
        for place, (item, cost, granted) in enumerate(lines)
    ]


def _texts(number: int, project: SampleProject, town: str, rng: Random) -> dict[str, Any]:
    names = ("summary", "what", "who", "where")
    texts = {
        name: project.texts.get(name, "").format(town=town, organisation="our group")
        for name in names
    }
    need = project.texts.get("need", "").format(town=town, organisation="our group")
    more = rng.choices((0, 1, 3), (60, 30, 10))[0]  # most are short, some go on and on
    return {
        "application_id": number,
        "summary": texts["summary"],
        "what": "\n\n".join([texts["what"], *[need] * more]),
        "who": texts["who"],
        "place": texts["where"],
        "answers": json.dumps({"need": need}, ensure_ascii=False),
    }


def _pounds(amount: Decimal) -> Decimal:
    return Decimal(max(1, round(amount)))


def _months_on(day: date, months: int) -> date:
    return day + timedelta(days=30 * months)
