"""Arguments in, exit codes and sentences out."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from pccdesk import __version__
from pccdesk.settings import log_folder
from tests.cli.running import Commands, run_apart, start

TYPED = "words that an applicant typed"
COMMANDS = [
    *("demo", "init", "sample", "import-applications", "letters", "finance", "take-in"),
    *("verify", "backup", "restore"),
]


def test_without_a_command_the_window_opens_on_the_database_named(
    pccdesk: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str | None, str | None]] = []

    def open_window(address: str | None, username: str | None) -> int:
        opened.append((address, username))
        return 7

    window = SimpleNamespace(run=open_window)
    monkeypatch.setitem(sys.modules, "pccdesk.ui.application", window)
    assert pccdesk().code == 7
    assert pccdesk("--database", "/some/office.sqlite", "--as", "officer").code == 7
    assert opened == [(None, None), ("/some/office.sqlite", "officer")]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_stands_in_the_help_and_explains_itself(
    pccdesk: Commands, command: str
) -> None:
    assert f" {command}" in pccdesk("--help").out
    explained = pccdesk(command, "--help")
    assert explained.code == 0
    assert f"usage: pccdesk {command}" in explained.out
    assert "show this help" in explained.out


def test_the_help_says_what_exit_codes_and_variables_mean(pccdesk: Commands) -> None:
    help_text = pccdesk("--help").out
    for word in ("0 done", "1 refused", "2 wrong use", "PCCDESK_DATABASE", "PCCDESK_PASSWORD"):
        assert word in help_text


def test_the_version_is_told(pccdesk: Commands) -> None:
    assert pccdesk("--version").out == f"PCCDesk {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["verify", "--no-such-option"],
        ["letters", "--out", "x", "--as", "officer"],
        ["finance", "--year", "2026-28", "--out", "x.xlsx", "--as", "finance"],
        ["finance", "--year", "2026-27", "--out", "x.pdf", "--as", "finance"],
        ["finance", "--year", "2026-27", "--out", "x.xlsx"],
        ["import-applications", "x.xlsx", "--as", "officer"],
        ["import-applications", "x", "--round", "R", "--as", "a", "--dry-run", "--good-only"],
        ["demo", "--database", "x"],
    ],
)
def test_wrong_use_is_exit_code_2_with_the_usage(pccdesk: Commands, arguments: list[str]) -> None:
    outcome = pccdesk(*arguments)
    assert outcome.code == 2
    assert outcome.err.startswith("usage: pccdesk")


def test_a_refusal_is_one_sentence_on_stderr(pccdesk: Commands, tmp_path: Path) -> None:
    missing = tmp_path / "none.sqlite"
    outcome = pccdesk("verify", "--database", missing)
    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err == f"There is no file “{missing}”. Check the name, or make a new database.\n"


def test_the_database_may_stand_before_or_after_the_command(
    pccdesk: Commands, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pccdesk("verify", "--database", sqlite_address).code == 0
    assert pccdesk("--database", sqlite_address, "verify").code == 0
    monkeypatch.setenv("PCCDESK_DATABASE", sqlite_address)
    assert pccdesk("verify").code == 0
    assert pccdesk("verify", "--database", "/nowhere/x.sqlite").code == 1


def test_who_signs_in_may_stand_before_or_after_the_command(
    pccdesk: Commands, sample_office_file: Path, tmp_path: Path
) -> None:
    year = ("finance", "--year", "2026-27", "--out", tmp_path / "y.xlsx")
    before = ("--database", sample_office_file, "--as", "finance")
    assert pccdesk(*before, *year).code == 0
    assert pccdesk(*before[:2], *year, "--as", "finance").code == 0
    assert pccdesk(*before, *year, "--as", "assessor").code == 1


def test_a_fault_of_the_program_is_a_sentence_and_a_report_without_typed_words(
    pccdesk: Commands, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise LookupError(TYPED)

    monkeypatch.setattr("pccdesk.services.verification.verify", fail)
    outcome = pccdesk("verify", "--database", sqlite_address)
    (report,) = log_folder().iterdir()
    assert outcome.code == 1
    assert outcome.err.startswith("Something went wrong in the program itself")
    assert str(report) in outcome.err
    text = report.read_text(encoding="utf-8")
    assert "LookupError" in text
    assert "Command: verify" in text
    assert TYPED not in text


def test_a_fault_is_a_sentence_even_where_no_report_can_be_saved(
    pccdesk: Commands, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise LookupError

    log_folder().parent.mkdir(parents=True)
    log_folder().write_text("a file where the folder should be")
    monkeypatch.setattr("pccdesk.services.verification.verify", fail)
    outcome = pccdesk("verify", "--database", sqlite_address)
    assert outcome.code == 1
    assert outcome.err.endswith("(LookupError)\n")


def test_ctrl_c_is_a_sentence_and_130(
    pccdesk: Commands, sqlite_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pccdesk.services.verification.verify", interrupted)
    outcome = pccdesk("verify", "--database", sqlite_address)
    assert outcome.code == 130
    assert "Stopped." in outcome.err
    assert "Traceback" not in outcome.err


def test_it_starts_as_a_module_of_its_own() -> None:
    outcome = run_apart("--version")
    assert (outcome.code, outcome.out, outcome.err) == (0, f"PCCDesk {__version__}\n", "")


def test_a_refusal_in_a_process_of_its_own_is_exit_code_1() -> None:
    outcome = run_apart("verify", "--database", "/nowhere/office.sqlite")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such pipes")
def test_a_reader_that_goes_away_is_no_failure(sqlite_address: str) -> None:
    process = start("verify", "--json", "--database", sqlite_address)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 0
    process.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signal")
def test_ctrl_c_in_a_process_of_its_own_leaves_no_traceback(tmp_path: Path) -> None:
    process = start("demo", "--out", tmp_path / "files")
    while not list((tmp_path / "files").glob(".pccdesk-demo-*/*")):  # it is well under way
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped." in err
    assert "Traceback" not in err
    assert not list((tmp_path / "files").iterdir())


def test_a_terminal_without_the_characters_shows_stand_ins(sqlite_address: str) -> None:
    outcome = run_apart(
        "verify", "--database", sqlite_address, PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert outcome.code == 0
    assert "?office.sqlite?" in outcome.out


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:topsecret@127.0.0.1:1/office",
        "postgresql://me@127.0.0.1:1/office?password=topsecret",
        "postgresql://me@127.0.0.1:1/office?sslpassword=topsecret&foo=1",
    ],
)
def test_a_password_on_the_command_line_is_warned_of_and_never_said(
    pccdesk: Commands, address: str
) -> None:
    outcome = pccdesk("verify", "--database", address)
    assert outcome.code == 1
    assert "can read the password in the address" in outcome.err
    assert "topsecret" not in outcome.out + outcome.err
    assert "Something went wrong" not in outcome.err
    told = pccdesk("verify", "--database", "postgresql://me@127.0.0.1:1/office").err
    assert "password" not in told


def test_an_option_that_no_server_knows_is_a_sentence(pccdesk: Commands) -> None:
    outcome = pccdesk("verify", "--database", "postgresql://me@127.0.0.1:1/office?foo=1")
    assert outcome.code == 1
    assert "has an option that PostgreSQL does not know" in outcome.err
