"""The invented groups, projects and words of the sample office, read from what ships."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from pccdesk.domain.forms import BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.resources import read_text


@dataclass(frozen=True, slots=True)
class SampleOrganisation:
    """An invented group, what it works on, and who speaks for it."""

    key: str
    themes: frozenset[str]
    form: OrganisationForm
    main_contact: ContactForm
    second_contact: ContactForm | None


@dataclass(frozen=True, slots=True)
class SampleProject:
    """An invented project; `texts` holds its words by field, `{town}` still in them."""

    code: str
    fund_code: str
    themes: frozenset[str]
    texts: Mapping[str, str]
    priority: str
    people: int
    helpers: int
    months: int
    served: tuple[str, ...]
    budget: tuple[BudgetLine, ...]
    match: tuple[MatchLine, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the sample office is made of."""

    organisations: tuple[SampleOrganisation, ...]
    projects: tuple[SampleProject, ...]
    words: Mapping[str, Any]

    def say(self, kind: str, rng: Random) -> str:
        """Return one of the sentences of a kind, such as `reasons`."""
        sentences: list[str] = self.words[kind]
        return rng.choice(sentences)


def read_material() -> Material:
    """Return what ships for the sample office."""
    return Material(
        organisations=_organisations(),
        projects=(
            *_projects("projects_caf.toml", "community_action_fund"),
            *_projects("projects_rrf.toml", "reducing_reoffending_fund"),
        ),
        words=tomllib.loads(read_text("sample", "phrases.toml")),
    )


def _organisations() -> tuple[SampleOrganisation, ...]:
    lines = read_text("sample", "organisations.csv").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(sorted(map(_organisation, rows), key=lambda each: each.key))


def _organisation(row: Mapping[str, str]) -> SampleOrganisation:
    names = ("name", "kind", "town", "postcode", "district", "charity_number", "company_number")
    form = OrganisationForm(
        **{name: row[name] for name in (*names, "email", "phone", "website")},
        address=tuple(line for line in (row["address_1"], row["address_2"]) if line),
        otherwise_funded=row["otherwise_funded"] == "yes",
    )
    second = _contact(row, "second")
    return SampleOrganisation(
        key=row["key"],
        themes=frozenset(row["themes"].split()),
        form=form,
        main_contact=_contact(row, "contact"),
        second_contact=second if second.name else None,
    )


def _contact(row: Mapping[str, str], prefix: str) -> ContactForm:
    return ContactForm(*(row[f"{prefix}_{part}"] for part in ("name", "role", "email", "phone")))


def _projects(file: str, fund_code: str) -> tuple[SampleProject, ...]:
    content = tomllib.loads(read_text("sample", file))
    return tuple(_project(each, fund_code) for each in content["projects"])


def _project(each: Mapping[str, Any], fund_code: str) -> SampleProject:
    return SampleProject(
        code=each["code"],
        fund_code=fund_code,
        themes=frozenset(each["themes"]),
        texts={name: value for name, value in each.items() if isinstance(value, str)},
        priority=each["priority"],
        people=int(each["people"]),
        helpers=int(each["helpers"]),
        months=int(each["months"]),
        served=tuple(each.get("served", ())),
        budget=tuple(
            BudgetLine(item, Decimal(cost), Decimal(granted))
            for item, cost, granted in each["budget"]
        ),
        match=tuple(
            MatchLine(source, Decimal(amount), in_kind=kind == "in kind", confirmed=True)
            for source, amount, kind in each.get("match", ())
        ),
    )


def plan_priority(material: Material, key: str, day: date) -> str:
    """Return the code of a priority in the plan in force on a day, such as `2024-2029/2`."""
    codes: list[str] = material.words["priorities"][key]
    from pccdesk.reference import priorities_on

    in_force = {each.code for each in priorities_on(day)}
    return next(code for code in codes if code in in_force)
