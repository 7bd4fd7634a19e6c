"""Making a new office from the command line."""

from __future__ import annotations

import builtins
import getpass
from pathlib import Path

import pytest

from pccdesk.bootstrap import open_desk
from pccdesk.domain.permissions import Role
from pccdesk.services.offices import office_in_force
from pccdesk.services.sign_in import sign_in
from pccdesk.settings import data_folder, read_settings, settings_file
from tests.cli.running import Commands
from tests.new_office import PASSWORD

OFFICE = {
    "--office-name": "Office of the Commissioner for Testshire",
    "--office-address": "PO Box 1, County Hall, Preston",
    "--office-postcode": "pr1 0ld",
    "--office-phone": "01772 000000",
    "--office-email": "office@example.org",
    "--signatory": "Ann Example",
    "--signatory-title": "Commissioner",
    "--username": "alex",
    "--full-name": "Alex Admin",
    "--job-title": "Office manager",
}


def options(**changed: str) -> list[str]:
    """Return the options of an office, some of them changed."""
    given = {**OFFICE, **{f"--{name.replace('_', '-')}": text for name, text in changed.items()}}
    return [part for pair in given.items() for part in pair]


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of what somebody types at a terminal; passwords are typed from it too."""
    typed: list[str] = []

    def next_line(_question: str = "") -> str:
        if not typed:
            raise EOFError
        return typed.pop(0)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", next_line)
    monkeypatch.setattr(getpass, "getpass", next_line)
    return typed


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the new administrator's password into the environment."""
    monkeypatch.setenv("PCCDESK_PASSWORD", PASSWORD)


@pytest.mark.usefixtures("password")
def test_an_office_is_made_from_options_on_both_kinds_of_database(
    pccdesk: Commands, empty_address: str
) -> None:
    outcome = pccdesk("init", "--database", empty_address, *options())
    assert (outcome.code, outcome.err) == (0, "")
    assert "sign in as alex" in outcome.out
    desk = open_desk(empty_address)
    office = office_in_force(desk)
    assert office.address == ("PO Box 1", "County Hall", "Preston")
    assert office.postcode == "PR1 0LD"
    (held,) = sign_in(desk, "alex", PASSWORD).roles
    assert held.role is Role.ADMINISTRATOR
    desk.database.close()
    assert read_settings().last_database
    assert PASSWORD not in settings_file().read_text(encoding="utf-8")


@pytest.mark.usefixtures("password")
def test_without_an_address_the_file_goes_into_the_users_data_folder(pccdesk: Commands) -> None:
    assert pccdesk("init", *options()).code == 0
    assert (data_folder() / "office.sqlite").is_file()
    assert pccdesk("verify").code == 0


def test_what_is_missing_is_named_where_nobody_can_be_asked(
    pccdesk: Commands, tmp_path: Path
) -> None:
    outcome = pccdesk("init", "--database", tmp_path / "x.sqlite", "--office-name", "X")
    assert outcome.code == 1
    assert outcome.err.startswith("Give --office-address, --office-postcode")
    assert "--office-name" not in outcome.err
    assert "--office-website" not in outcome.err


def test_a_password_is_needed_and_is_no_option(pccdesk: Commands, tmp_path: Path) -> None:
    outcome = pccdesk("init", "--database", tmp_path / "x.sqlite", *options())
    assert (outcome.code, outcome.out) == (1, "")
    assert "Set PCCDESK_PASSWORD" in outcome.err
    assert not list(tmp_path.glob("x.sqlite*"))


@pytest.mark.usefixtures("password")
def test_wrong_answers_are_named_and_nothing_is_made(pccdesk: Commands, tmp_path: Path) -> None:
    outcome = pccdesk(
        "init", "--database", tmp_path / "x.sqlite", *options(office_postcode="PR1 OLD")
    )
    assert outcome.code == 1
    assert outcome.err == "“PR1 OLD” has a letter O for a nought. Did you mean PR1 0LD?\n"
    assert not list(tmp_path.glob("x.sqlite*"))


def test_a_short_password_is_refused_and_nothing_is_made(
    pccdesk: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCCDESK_PASSWORD", "short")
    outcome = pccdesk("init", "--database", tmp_path / "x.sqlite", *options())
    assert outcome.code == 1
    assert "at least 12 characters" in outcome.err
    assert not list(tmp_path.glob("x.sqlite*"))


@pytest.mark.usefixtures("password")
def test_a_file_that_is_there_is_left_alone(pccdesk: Commands, tmp_path: Path) -> None:
    there = tmp_path / "x.sqlite"
    there.write_text("mine")
    outcome = pccdesk("init", "--database", there, *options())
    assert outcome.code == 1
    assert "exists already" in outcome.err
    assert there.read_text() == "mine"


@pytest.mark.usefixtures("password")
def test_settings_that_cannot_be_saved_do_not_undo_the_office(
    pccdesk: Commands, tmp_path: Path
) -> None:
    settings_file().parent.parent.mkdir(parents=True)
    settings_file().parent.write_text("a file where the folder should be")
    outcome = pccdesk("init", "--database", tmp_path / "x.sqlite", *options())
    assert outcome.code == 0
    assert "settings cannot be saved" in outcome.err
    assert (tmp_path / "x.sqlite").is_file()


def test_what_is_not_given_is_asked_for_and_what_is_wrong_asked_again(
    pccdesk: Commands, tmp_path: Path, typist: list[str]
) -> None:
    address = tmp_path / "x.sqlite"
    typist += ["Office of Asking", "Town Hall, Preston", "PR1 OLD", "1", "a@example.org", ""]
    typist += ["Ann Example", "Commissioner", "PR1 0LD"]
    typist += ["alex", "Alex Admin", "Office manager", PASSWORD, PASSWORD]
    outcome = pccdesk("init", "--database", address)
    assert (outcome.code, typist) == (0, [])
    assert "letter O for a nought" in outcome.err
    desk = open_desk(str(address))
    assert office_in_force(desk).address == ("Town Hall", "Preston")
    assert sign_in(desk, "alex", PASSWORD).full_name == "Alex Admin"
    desk.database.close()


def test_two_passwords_that_differ_make_nothing(
    pccdesk: Commands, tmp_path: Path, typist: list[str]
) -> None:
    typist += ["", PASSWORD, PASSWORD.upper()]
    outcome = pccdesk("init", "--database", tmp_path / "x.sqlite", *options())
    assert outcome.code == 1
    assert "The two passwords differ" in outcome.err
    assert not list(tmp_path.glob("x.sqlite*"))


def test_an_input_that_ends_makes_nothing(
    pccdesk: Commands, tmp_path: Path, typist: list[str]
) -> None:
    typist += ["Office of Asking"]
    outcome = pccdesk("init", "--database", tmp_path / "x.sqlite")
    assert outcome.code == 1
    assert "The input ended" in outcome.err
    assert not list(tmp_path.glob("x.sqlite*"))
