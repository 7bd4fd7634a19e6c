import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pccdesk import resources
from pccdesk.domain.errors import EnvironmentFailed


@pytest.fixture(autouse=True)
def _looked_up_afresh() -> Iterator[None]:
    resources.resources_folder.cache_clear()
    yield
    resources.resources_folder.cache_clear()


def test_a_source_tree_reads_its_own_resources() -> None:
    assert resources.resource_path("letters").is_dir()


def test_a_frozen_build_reads_the_folder_it_was_unpacked_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "resources" / "letters").mkdir(parents=True)
    (tmp_path / "resources" / "letters" / "note.txt").write_text("£5", encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.read_text("letters", "note.txt") == "£5"
    assert resources.read_bytes("letters", "note.txt") == "£5".encode()


@pytest.mark.parametrize("parts", [("letters", "none.toml"), ("..", "pyproject.toml")])
def test_a_missing_or_outside_file_is_refused_in_words(parts: tuple[str, ...]) -> None:
    with pytest.raises(EnvironmentFailed, match="Install PCCDesk again"):
        resources.read_bytes(*parts)
