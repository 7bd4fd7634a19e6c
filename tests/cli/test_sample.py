"""Making the sample office from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pccdesk.bootstrap import open_desk
from pccdesk.queries.listing import Filter
from pccdesk.queries.lists import APPLICATIONS
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.settings import data_folder, read_settings, remember_database
from tests.cli.running import Commands

USERNAMES = ("officer", "assessor", "commissioner", "finance", "administrator", "auditor")


@pytest.fixture(autouse=True)
def made_quickly(monkeypatch: pytest.MonkeyPatch, quick_sample_office: Callable[..., Desk]) -> None:
    """Copy the sample office instead of making it anew: that it can be made is tested elsewhere."""
    monkeypatch.setattr("pccdesk.services.sample.make_sample_office", quick_sample_office)


def test_anybody_in_the_sample_office_signs_in_without_a_password(
    pccdesk: Commands, tmp_path: Path
) -> None:
    file = tmp_path / "sample.sqlite"
    outcome = pccdesk("sample", "--database", file)
    assert (outcome.code, outcome.err) == (0, "")
    assert str(file) in outcome.out
    desk = open_desk(str(file))
    for name in USERNAMES:
        assert name in outcome.out
        assert sign_in(desk, name, "").username == name
    desk.database.close()


def test_it_is_remembered_but_does_not_take_the_offices_place(pccdesk: Commands) -> None:
    remember_database("/the/real/office.sqlite")
    assert pccdesk("sample").code == 0
    assert read_settings().last_database == "/the/real/office.sqlite"
    assert read_settings().recent_databases[0] == str(data_folder() / "sample-office.sqlite")


def test_a_sample_office_that_is_there_is_kept(pccdesk: Commands) -> None:
    file = data_folder() / "sample-office.sqlite"
    file.parent.mkdir(parents=True)
    file.write_text("explored")
    outcome = pccdesk("sample")
    assert outcome.code == 1
    assert "exists already" in outcome.err
    assert file.read_text() == "explored"


def test_an_office_of_any_size_can_be_made(pccdesk: Commands, tmp_path: Path) -> None:
    file = tmp_path / "large.sqlite"
    outcome = pccdesk("sample", "--applications", "30", "--seed", "7", "--database", file)
    assert outcome.code == 0, outcome.err
    desk = open_desk(str(file))
    assert desk.read(sign_in(desk, "officer", ""), APPLICATIONS.totals, Filter()).count == 30
    desk.database.close()


def test_a_size_of_nothing_is_refused(pccdesk: Commands, tmp_path: Path) -> None:
    outcome = pccdesk("sample", "--applications", "0", "--database", tmp_path / "none.sqlite")
    assert outcome.code == 1
    assert "from 1 to" in outcome.err
    assert not (tmp_path / "none.sqlite").exists()
