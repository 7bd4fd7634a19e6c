"""Funds, rounds and the definitions that rounds were opened with."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import Connection, select

from pccdesk.domain.definitions import (
    Content,
    Criterion,
    FormDefinition,
    ScoringScheme,
    parse_criteria,
    parse_form,
    parse_scoring,
)
from pccdesk.domain.errors import NotFound
from pccdesk.domain.organisations import tidy
from pccdesk.models.funds import Definition, Fund, Round
from pccdesk.queries.rows import AnySelect, record_or_none, records


@dataclass(frozen=True, slots=True)
class FundRow:
    """A fund as lists and choices show it."""

    id: int
    code: str
    prefix: str
    name: str
    summary: str
    cost_centre: str
    objective_code: str
    subjective_code: str
    vat_treatment: str
    recommending_body: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its fund's name; instants are UTC."""

    id: int
    code: str
    title: str
    fund_id: int
    fund_code: str
    fund_name: str
    financial_year: int
    opens_at: datetime
    closes_at: datetime
    maximum: Decimal
    minimum: Decimal
    budget: Decimal
    decide_by: date | None
    accept_within_days: int
    form_id: int
    criteria_id: int
    scoring_id: int
    terms_id: int

    def is_open(self, now: datetime) -> bool:
        """Tell whether applications are taken in at an instant."""
        return self.opens_at <= now <= self.closes_at


@dataclass(frozen=True, slots=True)
class Terms:
    """What an award of a round comes with: clauses, and how it is paid."""

    version: int
    items: tuple[str, ...]
    monitoring: tuple[str, ...]
    instalments: tuple[int, ...]
    first_due_days: int


def funds(connection: Connection) -> tuple[FundRow, ...]:
    """Return the active funds by name."""
    query = select(
        Fund.id,
        Fund.code,
        Fund.prefix,
        Fund.name,
        Fund.summary,
        Fund.cost_centre,
        Fund.objective_code,
        Fund.subjective_code,
        Fund.vat_treatment,
        Fund.recommending_body,
    ).where(Fund.active)
    return records(connection, query.order_by(Fund.name), FundRow)


def _rounds() -> AnySelect:
    return select(
        Round.id,
        Round.code,
        Round.title,
        Round.fund_id,
        Fund.code.label("fund_code"),
        Fund.name.label("fund_name"),
        Round.financial_year,
        Round.opens_at,
        Round.closes_at,
        Round.maximum,
        Round.minimum,
        Round.budget,
        Round.decide_by,
        Round.accept_within_days,
        Round.form_id,
        Round.criteria_id,
        Round.scoring_id,
        Round.terms_id,
    ).join(Fund, Fund.id == Round.fund_id)


def rounds(connection: Connection) -> tuple[RoundRow, ...]:
    """Return every round, the newest first."""
    query = _rounds().order_by(Round.opens_at.desc(), Round.id.desc())
    return records(connection, query, RoundRow)


def round_by_code(connection: Connection, code: str) -> RoundRow:
    """Return the round with a code; raises `NotFound` naming those there are."""
    row = record_or_none(connection, _rounds().where(Round.code == tidy(code)), RoundRow)
    if row is None:
        known = ", ".join(connection.scalars(select(Round.code).order_by(Round.code)))
        raise NotFound(f"There is no round “{code}”. The rounds are: {known or 'none yet'}.")
    return row


def round_by_id(connection: Connection, round_id: int) -> RoundRow:
    """Return a round by its number; raises `NotFound`."""
    row = record_or_none(connection, _rounds().where(Round.id == round_id), RoundRow)
    if row is None:
        raise NotFound("The round is not there any more.")
    return row


def form_definition(connection: Connection, definition_id: int) -> FormDefinition:
    """Return the form that a round or an application was made under."""
    return _form(_content(connection, definition_id))


def criteria(connection: Connection, definition_id: int) -> tuple[Criterion, ...]:
    """Return the eligibility criteria that a round or an application was made under."""
    return _criteria(_content(connection, definition_id))


def scoring_scheme(connection: Connection, definition_id: int) -> ScoringScheme:
    """Return the scoring scheme that a round or an application was made under."""
    return _scoring(_content(connection, definition_id))


def terms(connection: Connection, definition_id: int) -> Terms:
    """Return the terms and instalments of a round."""
    return _terms(_content(connection, definition_id))


def latest_definition(connection: Connection, kind: str, code: str) -> tuple[int, Content]:
    """Return version and content of the newest definition of a kind; raises `NotFound`."""
    row = connection.execute(
        select(Definition.version, Definition.content)
        .where(Definition.kind == kind, Definition.code == code)
        .order_by(Definition.version.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound(f"The {kind} “{code}” has not been set up.")
    content: Content = json.loads(row.content)
    return row.version, content


def _parse_terms(content: Content) -> Terms:
    return Terms(
        version=int(content["terms"]["version"]),
        items=tuple(content["terms"]["items"]),
        monitoring=tuple(content["terms"].get("monitoring", ())),
        instalments=tuple(content["payments"]["instalments"]),
        first_due_days=int(content["payments"]["first_due_days"]),
    )


def _content(connection: Connection, definition_id: int) -> str:
    content = connection.scalar(select(Definition.content).where(Definition.id == definition_id))
    if content is None:
        raise NotFound("The definition is not there any more.")
    return content


# Definitions never change, so each text is parsed once in the program's life.
@lru_cache(maxsize=64)
def _form(content: str) -> FormDefinition:
    return parse_form(json.loads(content))


@lru_cache(maxsize=64)
def _criteria(content: str) -> tuple[Criterion, ...]:
    return parse_criteria(json.loads(content))


@lru_cache(maxsize=64)
def _scoring(content: str) -> ScoringScheme:
    return parse_scoring(json.loads(content))


@lru_cache(maxsize=64)
def _terms(content: str) -> Terms:
    return _parse_terms(json.loads(content))
