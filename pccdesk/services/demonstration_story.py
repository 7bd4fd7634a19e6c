"""The words and figures of the demonstration, read from what ships."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pccdesk.domain.forms import ApplicationForm, BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.resources import read_text

_MONEY = ("amount_requested", "total_cost", "reserves")
_LISTS = ("districts", "priorities")


@dataclass(frozen=True, slots=True)
class Story:
    """One application and what becomes of it; an `amount` of nought is a decline.

    `marks` are by scoring criterion: the mark and why; `bank` is a bank form's content.
    """

    form: ApplicationForm
    organisation: str
    documents_dated: date
    marks: Mapping[str, tuple[int, str]]
    comment: str
    amount: Decimal
    advice: str
    conditions: str
    reasons: str
    feedback: str
    accepted_by: str
    bank: Mapping[str, Any]
    bacs_reference: str


def read_story() -> tuple[str, Story, Story]:
    """Return the round's code, the awarded application and the declined one."""
    content = tomllib.loads(read_text("sample", "demonstration.toml"))
    code = content["round"]
    return code, _story(code, content["awarded"]), _story(code, content["declined"])


def _story(round_code: str, part: Mapping[str, Any]) -> Story:
    advice, decision = part["recommendation"], part["decision"]
    bank = dict(part.get("bank", {}))
    return Story(
        form=_form(round_code, part),
        organisation=part["organisation"]["name"],
        documents_dated=bank.get("evidence_on", date(2026, 11, 13)),
        marks={code: (mark, why) for code, (mark, why) in part["assessment"]["marks"].items()},
        comment=part["assessment"]["comment"],
        amount=Decimal(advice.get("amount", 0)),
        advice=advice["reason"],
        conditions="\n".join(advice.get("conditions", ())),
        reasons=decision["reasons"],
        feedback="\n".join(decision.get("feedback", ())),
        accepted_by=decision.get("accepted_by", ""),
        bacs_reference=bank.pop("bacs_reference", ""),
        bank=bank,
    )


def _form(round_code: str, part: Mapping[str, Any]) -> ApplicationForm:
    project = dict(part["project"])
    project.update({name: Decimal(project[name]) for name in _MONEY})
    project.update({name: tuple(project[name]) for name in _LISTS})
    organisation = dict(part["organisation"])
    organisation["address"] = tuple(organisation["address"])
    second = part.get("second_contact")
    return ApplicationForm(
        round_code=round_code,
        organisation=OrganisationForm(**organisation),
        main_contact=ContactForm(**part["main_contact"]),
        second_contact=ContactForm(**second) if second else None,
        budget=tuple(
            BudgetLine(each["description"], Decimal(each["cost"]), Decimal(each["from_grant"]))
            for each in part["budget"]
        ),
        match=tuple(
            MatchLine(each["source"], Decimal(each["amount"]), each["in_kind"], each["confirmed"])
            for each in part["match"]
        ),
        answers={
            code: "\n".join(answer) if isinstance(answer, list) else answer
            for code, answer in part["answers"].items()
        },
        **project,
    )
