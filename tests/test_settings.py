"""What is remembered between two starts, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.settings import (
    Settings,
    read_settings,
    remember_database,
    save_settings,
    settings_file,
    without_password,
)


def test_nothing_is_remembered_before_the_first_start() -> None:
    assert read_settings() == Settings()
    assert not settings_file().exists()


def test_what_was_saved_is_read_again() -> None:
    kept = Settings("/a/office.sqlite", ("/a/office.sqlite", "/b/\u00fcber.sqlite"), "dark")
    save_settings(kept)
    assert read_settings() == kept


def test_the_newest_ten_databases_are_kept_each_once() -> None:
    for name in [*"abcdefghijkl", "k"]:
        remember_database(f"/{name}.sqlite")
    kept = read_settings()
    assert kept.last_database == "/k.sqlite"
    assert kept.recent_databases == tuple(f"/{name}.sqlite" for name in "kljihgfedc")


def test_a_database_to_explore_does_not_take_the_offices_place() -> None:
    remember_database("/office.sqlite")
    remember_database("/sample.sqlite", as_last=False)
    kept = read_settings()
    assert kept.last_database == "/office.sqlite"
    assert kept.recent_databases == ("/sample.sqlite", "/office.sqlite")


def test_a_forgotten_database_is_opened_no_more() -> None:
    settings = Settings().with_database("/a.sqlite").with_database("/b.sqlite")
    assert settings.without_database("/b.sqlite") == Settings("", ("/a.sqlite",))
    assert settings.without_database("/a.sqlite") == Settings("/b.sqlite", ("/b.sqlite",))


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("postgresql://ann:s3cret@server/office", "postgresql://ann@server/office"),
        ("postgresql://ann:s3%40cret@server:5432/o", "postgresql://ann@server:5432/o"),
        ("postgresql://server/o?password=s3cret&user=ann", "postgresql://server/o?user=ann"),
        ("postgresql://u@/o?host=/run/pg&sslpassword=s3cret", "postgresql://u@/o?host=/run/pg"),
        ("postgresql:///office", "postgresql:///office"),
        ("postgresql:///o?PASSWORD=s3cret", "postgresql:///o"),
        ("sqlite:////a/office.sqlite", "/a/office.sqlite"),
    ],
)
def test_no_password_is_ever_kept(address: str, kept: str) -> None:
    assert without_password(address) == kept
    remember_database(address)
    assert "s3" not in settings_file().read_text(encoding="utf-8")
    assert read_settings().last_database == kept


def test_a_path_is_kept_in_full(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert without_password("office.sqlite") == str(tmp_path / "office.sqlite")


@pytest.mark.parametrize("content", [b"last_database = ", b"\xff\xfe\x00", b"= = ="])
def test_a_damaged_file_is_set_aside_with_a_sentence(content: bytes) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_bytes(content)
    found = read_settings()
    assert found.recent_databases == ()
    assert found.trouble.startswith("Your settings file was damaged")
    assert settings_file().with_name("settings.damaged.toml").read_bytes() == content
    assert read_settings() == Settings()


def test_values_of_another_kind_are_left_out() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('last_database = 3\nrecent_databases = ["/a", 4]\ntheme = []\n')
    assert read_settings() == Settings("", ("/a",))


def test_a_failure_half_way_leaves_the_old_settings_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings(theme="dark"))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentFailed, match="No space left on device"):
        save_settings(Settings(theme="light"))
    assert read_settings().theme == "dark"
    assert [each.name for each in settings_file().parent.iterdir()] == ["settings.toml"]


def test_a_folder_that_cannot_be_made_is_a_sentence() -> None:
    settings_file().parent.parent.mkdir(parents=True)
    settings_file().parent.write_text("a file where the folder should be")
    with pytest.raises(EnvironmentFailed, match="cannot be saved"):
        save_settings(Settings())
    assert read_settings().trouble.startswith("Your settings cannot be read")
