"""Set up funds and rounds from their definitions; a definition, once kept, never changes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from pccdesk.domain.dates import from_london
from pccdesk.domain.definitions import Content, FundDefinition, RoundDefinition
from pccdesk.domain.errors import Refused
from pccdesk.models.funds import Definition, Fund, Round
from pccdesk.services.work import Work

_PARTS = {"form": ("form", "boards"), "criteria": ("criteria",), "scoring": ("scoring",)}


@dataclass(frozen=True, slots=True)
class FundKept:
    """What keeping a fund brought: codes of new rounds, and which parts have a new version."""

    rounds: tuple[str, ...]
    versions: tuple[str, ...]


def keep_fund(work: Work, definition: FundDefinition, content: Content) -> FundKept:
    """Write a fund, its definitions and its new rounds within an open change.

    A part whose version is kept already must be the same to the letter: a changed part needs a
    new version. Rounds that exist stay as they are.
    """
    _require_free(work, definition)
    fund = work.session.scalar(select(Fund).where(Fund.code == definition.code))
    if fund is None:
        fund = Fund(code=definition.code)
        work.session.add(fund)
    for name in (
        "prefix",
        "name",
        "summary",
        "cost_centre",
        "objective_code",
        "subjective_code",
        "vat_treatment",
        "recommending_body",
    ):
        setattr(fund, name, getattr(definition, name))
    parts = keep_fund_definitions(work, definition, content)
    kept = {kind: row for kind, (row, _is_new) in parts.items()}
    versions = tuple(kind for kind, (_row, is_new) in parts.items() if is_new)
    work.session.flush()
    known = set(work.session.scalars(select(Round.code).where(Round.fund_id == fund.id)))
    opened = [each for each in definition.rounds if each.code not in known]
    work.session.add_all(_round(each, fund, kept) for each in opened)
    rounds = tuple(each.code for each in opened)
    work.audit("fund.load", fund, fund.name, rounds=rounds, versions=versions)
    return FundKept(rounds, versions)


def _require_free(work: Work, definition: FundDefinition) -> None:
    """Raise `Refused` where a code, a prefix or a round is missing, double, or another fund's."""
    codes = [each.code for each in definition.rounds]
    if not all((definition.code, definition.prefix, definition.name, *codes)):
        raise Refused("A fund needs a code, a prefix and a name, and each of its rounds a code.")
    if len(set(codes)) < len(codes):
        raise Refused(f"A round of {definition.name} is defined twice.")
    other = select(Fund.name).where(Fund.code != definition.code)
    taken = work.session.scalar(other.where(Fund.prefix == definition.prefix)) or (
        work.session.scalar(
            other.join(Round, Round.fund_id == Fund.id).where(Round.code.in_(codes))
        )
    )
    if taken:
        raise Refused(f"“{taken}” has the same prefix, or a round of the same code. Choose others.")


def keep_fund_definitions(
    work: Work, definition: FundDefinition, content: Content
) -> dict[str, tuple[Definition, bool]]:
    """Keep each part of a fund's content as a versioned definition.

    Returns them by kind, each with whether it is new.
    """
    versions = {
        "form": definition.form.version,
        "criteria": definition.criteria_version,
        "scoring": definition.scoring.version,
    }
    kept = {
        kind: keep_definition(
            work,
            kind,
            definition.code,
            versions[kind],
            {part: content[part] for part in parts if part in content},
        )
        for kind, parts in _PARTS.items()
    }
    kept["terms"] = keep_definition(
        work,
        "terms",
        definition.code,
        definition.terms_version,
        {
            "terms": content["terms"],
            "payments": {
                "instalments": list(definition.instalments),
                "first_due_days": definition.first_due_days,
            },
        },
    )
    return kept


def keep_definition(
    work: Work, kind: str, code: str, version: int, content: Mapping[str, Any]
) -> tuple[Definition, bool]:
    """Keep one version of a definition; return it, and whether it is new.

    Raises `Refused` if that version is kept already and says something else.
    """
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    found = work.session.scalar(
        select(Definition).where(
            Definition.kind == kind, Definition.code == code, Definition.version == version
        )
    )
    if found is None:
        found = Definition(
            kind=kind,
            code=code,
            version=version,
            content=text,
            sha256=digest,
            created_at=work.now,
        )
        work.session.add(found)
        return found, True
    if found.sha256 != digest:
        raise Refused(
            f"Version {version} of the {kind} of “{code}” is kept already and says something else. "
            "Give the changed one a new version."
        )
    return found, False


def _round(definition: RoundDefinition, fund: Fund, kept: dict[str, Definition]) -> Round:
    return Round(
        fund_id=fund.id,
        code=definition.code,
        title=definition.title,
        financial_year=definition.financial_year,
        opens_at=_uk_instant(definition.opens),
        closes_at=_uk_instant(definition.closes),
        maximum=definition.maximum,
        minimum=definition.minimum,
        budget=definition.budget,
        decide_by=definition.decide_by,
        accept_within_days=definition.accept_within_days,
        form_id=kept["form"].id,
        criteria_id=kept["criteria"].id,
        scoring_id=kept["scoring"].id,
        terms_id=kept["terms"].id,
    )


def _uk_instant(wall: datetime) -> datetime:
    return from_london(wall.date(), wall.hour, wall.minute)
