"""Making the sample office from the command line."""

from __future__ import annotations

import pytest

from pccdesk.bootstrap import open_desk
from pccdesk.services.people import sign_in
from pccdesk.settings import data_folder
from tests.cli.conftest import SampleRun
from tests.cli.running import Commands

USERNAMES = ("officer", "assessor", "commissioner", "finance", "administrator", "auditor")


@pytest.mark.xdist_group("sample")
def test_anybody_in_the_sample_office_signs_in_without_a_password(sample_run: SampleRun) -> None:
    assert str(sample_run.file) in sample_run.said
    desk = open_desk(str(sample_run.file))
    for name in USERNAMES:
        assert name in sample_run.said
        assert sign_in(desk, name, "").username == name
    desk.database.close()


@pytest.mark.xdist_group("sample")
def test_the_sample_office_is_remembered_but_does_not_take_the_offices_place(
    sample_run: SampleRun,
) -> None:
    assert sample_run.settings.last_database == "/the/real/office.sqlite"
    assert sample_run.settings.recent_databases[0] == str(sample_run.file)


def test_a_sample_office_that_is_there_is_kept(pccdesk: Commands) -> None:
    file = data_folder() / "sample-office.sqlite"
    file.parent.mkdir(parents=True)
    file.write_text("explored")
    outcome = pccdesk("sample")
    assert outcome.code == 1
    assert "exists already" in outcome.err
    assert file.read_text() == "explored"
