"""Each library has a reason, and the lock is what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.repository import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
SETTINGS = tomllib.loads(PYPROJECT)
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NOTICES = (ROOT / "NOTICES.md").read_text(encoding="utf-8")
LOCKED = {
    canonicalize_name(name): version
    for name, version in re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", LOCK, re.MULTILINE
    )
}
ASKED_FOR = [*SETTINGS["project"]["dependencies"], *SETTINGS["dependency-groups"]["dev"]]


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_every_library_says_in_a_few_words_why_it_is_there(asked: str) -> None:
    line = next(line for line in PYPROJECT.splitlines() if f'"{asked}"' in line and "#" in line)
    reason = line.split("#", 1)[1].split()
    assert 2 <= len(reason) <= 8, f"{asked}: {' '.join(reason)!r}"


@pytest.mark.parametrize("asked", ASKED_FOR)
def test_the_lock_holds_a_version_that_is_asked_for(asked: str) -> None:
    requirement = Requirement(asked)
    version = LOCKED.get(canonicalize_name(requirement.name))
    assert version, f"{requirement.name} is not in requirements.lock"
    assert requirement.specifier.contains(version), f"{asked}, but the lock has {version}"


def test_every_locked_version_has_its_hashes() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)
    bare = [
        entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry
    ]
    assert not bare


def test_the_lock_names_no_address_and_no_option_of_one_machine() -> None:
    odd = [line for line in LOCK.splitlines() if not re.match(r"[A-Za-z0-9]| {4}(--hash=|#)", line)]
    assert not odd
    assert "://" not in LOCK


def test_what_builds_the_program_is_locked_too() -> None:
    for needed in SETTINGS["build-system"]["requires"]:
        requirement = Requirement(needed)
        assert requirement.specifier.contains(LOCKED[canonicalize_name(requirement.name)])


def test_the_notices_name_every_library_that_the_program_brings() -> None:
    listed = set(re.findall(r"^\| ([A-Za-z0-9._-]+) \|", NOTICES, re.MULTILINE))
    unnamed = brought_by(SETTINGS["project"]["dependencies"]) - set(map(canonicalize_name, listed))
    assert not unnamed, f"Add {sorted(unnamed)} with their licences to NOTICES.md"


def brought_by(asked: list[str]) -> set[NormalizedName]:
    """Return the names of the libraries asked for here and of all that they need in turn."""
    found: dict[NormalizedName, None] = {}
    waiting = [Requirement(text) for text in asked]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        if name in found and extras == {""}:
            continue
        found[name] = None
        waiting += [
            needed
            for needed in map(Requirement, requires(name) or [])
            if not needed.marker or any(needed.marker.evaluate({"extra": e}) for e in extras)
        ]
    return set(found)
