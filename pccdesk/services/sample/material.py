"""The invented groups, projects and words of the sample office, read from what ships."""

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from pccdesk.domain.forms import BudgetLine, MatchLine
from pccdesk.domain.organisations import ContactForm, OrganisationForm
from pccdesk.domain.permissions import Role
from pccdesk.reference import priorities_on
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
    themes: tuple[str, ...]
    texts: Mapping[str, str]
    priority: str
    people: int
    helpers: int
    months: int
    served: tuple[str, ...]
    budget: tuple[BudgetLine, ...]
    match: tuple[MatchLine, ...]


@dataclass(frozen=True, slots=True)
class SampleOfficer:
    """An invented person of the office; `limit` is what a decision-maker may award, in pounds."""

    username: str
    name: str
    job_title: str
    role: Role
    limit: Decimal | None
    delegated: bool


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the sample office is made of."""

    organisations: tuple[SampleOrganisation, ...]
    projects: tuple[SampleProject, ...]
    officers: tuple[SampleOfficer, ...]
    answers: Mapping[str, Any]
    phrases: Mapping[str, Any]

    def say(self, kind: str, rng: Random, part: str = "reasons") -> str:
        """Return one of the sentences of a kind, such as the `reasons` to `defer`."""
        sentences: list[str] = self.phrases[kind][part]
        return rng.choice(sentences)

    def priority(self, key: str, day: date) -> str:
        """Return the code of a priority in the plan in force on a day, such as `2024-2029/2`."""
        in_force = {each.code for each in priorities_on(day)}
        codes: list[str] = self.phrases["priorities"][key]
        return next(code for code in codes if code in in_force)


def fitting(sentences: Mapping[str, list[str]], tags: Iterable[str]) -> list[str]:
    """Return the sentences that fit a project with these tags: those for any, and its own."""
    chosen = dict.fromkeys(tags)
    return [each for tag in ("any", *chosen) for each in sentences.get(tag, ())]


def read_material() -> Material:
    """Return what ships for the sample office."""
    return Material(
        organisations=_organisations(),
        projects=(
            *_projects("projects_caf.toml", "community_action_fund"),
            *_projects("projects_rrf.toml", "reducing_reoffending_fund"),
        ),
        officers=tuple(map(_officer, _read("officers.toml")["officers"])),
        answers=_read("answers.toml"),
        phrases=_read("phrases.toml"),
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
    return tuple(_project(each, fund_code) for each in _read(file)["projects"])


def _officer(each: Mapping[str, Any]) -> SampleOfficer:
    return SampleOfficer(
        username=each["username"],
        name=each["name"],
        job_title=each["job_title"],
        role=Role(each["role"]),
        limit=Decimal(each["limit"]) if "limit" in each else None,
        delegated=bool(each.get("delegated", False)),
    )


def _read(file: str) -> Mapping[str, Any]:
    return tomllib.loads(read_text("sample", file))


def _project(each: Mapping[str, Any], fund_code: str) -> SampleProject:
    return SampleProject(
        code=each["code"],
        fund_code=fund_code,
        themes=tuple(each["themes"]),
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
