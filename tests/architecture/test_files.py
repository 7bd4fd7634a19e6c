"""What is kept in git holds on any machine: it names no paths or addresses of one of them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.repository import ROOT, files, texts

UNWANTED = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock", ".DS_Store", "Thumbs.db"}
LARGEST_BYTES = 5_000_000
MACHINE_PATH = re.compile(
    r"(?<![\w/.$}])/(?:wo" + r"rk|ho" + r"me|ro" + r"ot|farm|Users)/\w|[A-Z]:\\\\?Users\\"
)
REGISTRY = re.compile(
    r"pythonhosted|pypi\.org|index-url|extra-index|find-links|artifactory|devpi|npmjs|deb\.debian\.org"
)
SELF = Path("tests/architecture/test_files.py")  # it must name what it looks for


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return each line of a tracked text in which the pattern is found, with where it stands."""
    return [
        f"{path}:{number} {line.strip()[:120]}"
        for path, text in texts().items()
        if path != SELF
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_one_machine() -> None:
    found = lines_with(MACHINE_PATH)
    assert not found, "These paths exist on one machine only:\n" + "\n".join(found)


def test_no_file_names_a_package_registry() -> None:
    found = lines_with(REGISTRY)
    assert not found, "Leave the choice of registry to each machine:\n" + "\n".join(found)


def test_no_lock_with_addresses_and_no_scraps_are_kept() -> None:
    assert not [path for path in files() if path.name in UNWANTED]


def test_no_file_is_too_large_for_a_repository() -> None:
    large = [str(path) for path in files() if (ROOT / path).stat().st_size > LARGEST_BYTES]
    assert not large, "Larger than 5 MB: " + ", ".join(large)


def test_the_commands_can_be_run() -> None:
    for name in ("run", "check", ".ci/run"):
        assert (ROOT / name).stat().st_mode & 0o111, f"{name} has lost its run bit"
