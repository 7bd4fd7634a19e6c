"""Who applies to which round with which project: a fair spread over groups and districts."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from pccdesk.domain.errors import Fault
from pccdesk.queries.funds import RoundRow
from pccdesk.services.sample.material import Material, SampleOrganisation, SampleProject
from pccdesk.services.sample.office import SampleOffice
from pccdesk.services.sample.programme import PROGRAMME, Entry, Fate, Twist
from pccdesk.services.sample.timeline import LAST_DAY, chance

REOFFENDING = "reducing_reoffending_fund"
_DECIDED = {Fate.DECLINED, Fate.APPROVED, Fate.OFFERED, Fate.ACCEPTED, Fate.AWARDED}
_THEMED = {"CAF-2025-2": "vawg"}  # rounds for one priority only
_WITH_CONVICTIONS = {"resettlement", "recovery"}


@dataclass(frozen=True, slots=True)
class Plan:
    """One application to come: its round, group and project, and what becomes of it."""

    code: str
    round: RoundRow
    organisation: SampleOrganisation
    project: SampleProject
    fate: Fate
    twist: Twist

    @property
    def is_urgent(self) -> bool:
        """Whether it is decided well before the round's day, as its project starts soon."""
        decide_by = self.round.decide_by
        return decide_by is not None and decide_by > LAST_DAY and self.fate in _DECIDED

    @property
    def tags(self) -> tuple[str, ...]:
        """What sentences about the project are chosen by: themes, priority, fund, money."""
        project = self.project
        food = any("food" in line.description.lower() for line in project.budget)
        return (
            *project.themes,
            project.priority,
            self.round.code[:3],
            *(("match",) if project.match else ()),
            *(("food",) if food else ()),
        )

    def rng(self, purpose: str) -> Random:
        """Return chance that depends on this application alone, so that none disturbs another."""
        return chance(f"{self.code} {purpose}")


@dataclass(slots=True)
class _Cast:
    """How often each group and project has been chosen, and who applied in which year."""

    groups: Counter[str] = field(default_factory=Counter)
    projects: Counter[str] = field(default_factory=Counter)
    applied: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)


def cast_everybody(office: SampleOffice) -> tuple[Plan, ...]:
    """Return every application of the programme, round by round."""
    cast = _Cast()
    for code, entries in PROGRAMME.items():
        chosen = office.rounds[code]
        each_once = [entry for entry in entries for _ in range(entry.count)]
        # What needs a certain group chooses first; then the order of the references is mixed.
        each_once.sort(key=lambda entry: entry.twist not in _NEEDS_CERTAIN_GROUP)
        used: set[str] = set()
        for place, entry in enumerate(each_once):
            rng = chance(f"{code} cast {place}")
            cast.plans.append(_plan(office.material, cast, chosen, entry, place, used, rng))
    return tuple(cast.plans)


_NEEDS_CERTAIN_GROUP = {Twist.APPLIED_TWICE, Twist.OTHER_FUND, Twist.OTHERWISE_FUNDED}


def _plan(
    material: Material,
    cast: _Cast,
    chosen: RoundRow,
    entry: Entry,
    place: int,
    used: set[str],
    rng: Random,
) -> Plan:
    group = _group(material, cast, chosen, entry, rng)
    project = _project(material, cast, chosen, group, used, rng)
    cast.groups[group.key] += 1
    cast.projects[project.code] += 1
    cast.applied.setdefault((chosen.fund_code, chosen.financial_year), []).append(group.key)
    used.add(project.code)
    return Plan(f"{chosen.code} {place}", chosen, group, project, entry.fate, entry.twist)


def _group(
    material: Material, cast: _Cast, chosen: RoundRow, entry: Entry, rng: Random
) -> SampleOrganisation:
    candidates = _candidates(material, cast, chosen, entry.twist)
    if not candidates:
        raise Fault(f"The sample office has no group left for {chosen.code}, {entry.twist}.")
    least = min(cast.groups[each.key] for each in candidates)
    return rng.choice([each for each in candidates if cast.groups[each.key] == least])


def _candidates(
    material: Material, cast: _Cast, chosen: RoundRow, twist: Twist
) -> list[SampleOrganisation]:
    applied = cast.applied.get((chosen.fund_code, chosen.financial_year), [])
    groups = [each for each in material.organisations if each.key not in applied]
    match twist:
        case Twist.APPLIED_TWICE:
            awarded = _awarded(cast, chosen.fund_code, chosen.financial_year)
            return [each for each in material.organisations if each.key in awarded]
        case Twist.OTHER_FUND:
            live = _awarded(cast, REOFFENDING, 2025, 2026)
            return [each for each in groups if each.key in live]
        case Twist.OTHERWISE_FUNDED:
            return [each for each in groups if each.form.otherwise_funded]
        case _:
            themes = _themes(material, chosen)
            usual = [each for each in groups if _is_usual(each, chosen.fund_code)]
            return [each for each in usual if each.themes & themes]


def _themes(material: Material, chosen: RoundRow) -> frozenset[str]:
    return frozenset(theme for each in _projects(material, chosen) for theme in each.themes)


def _projects(material: Material, chosen: RoundRow) -> list[SampleProject]:
    priority = _THEMED.get(chosen.code)
    return [
        each
        for each in material.projects
        if each.fund_code == chosen.fund_code and priority in {None, each.priority}
    ]


def _awarded(cast: _Cast, fund_code: str, *years: int) -> set[str]:
    return {
        each.organisation.key
        for each in cast.plans
        if each.fate is Fate.AWARDED
        and each.round.fund_code == fund_code
        and each.round.financial_year in years
    }


def _is_usual(group: SampleOrganisation, fund_code: str) -> bool:
    works_with_convictions = bool(group.themes & _WITH_CONVICTIONS)
    if fund_code == REOFFENDING:
        return works_with_convictions
    return not works_with_convictions and not group.form.otherwise_funded


def _project(
    material: Material,
    cast: _Cast,
    chosen: RoundRow,
    group: SampleOrganisation,
    used: set[str],
    rng: Random,
) -> SampleProject:
    theirs = {each.project.code for each in cast.plans if each.organisation.key == group.key}
    offered = _projects(material, chosen)
    fitting = [
        each for each in offered if each.code not in theirs and group.themes & set(each.themes)
    ] or offered
    fresh = [each for each in fitting if each.code not in used] or fitting

    def strain(each: SampleProject) -> int:
        return cast.projects[each.code] - len(group.themes & set(each.themes))

    least = min(map(strain, fresh))
    return rng.choice([each for each in fresh if strain(each) == least])
