"""The log leaves the program whole, and anybody can prove it with the ten lines of the help."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from pccdesk.domain.applications import Stage
from pccdesk.domain.audit import FIRST_HASH
from pccdesk.domain.errors import Cancelled, Refused
from pccdesk.models.offices import AuditEntry
from pccdesk.resources import read_text
from pccdesk.services import audit_log
from tests.clock import MORNING
from tests.office import Office


def prove(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the program that the help page gives, as an auditor would."""
    blocks = re.findall(r"```python\n(.*?)```", read_text("help", "auditors.md"), re.DOTALL)
    assert len(blocks) == 1
    assert len([line for line in blocks[0].splitlines() if line.strip()]) <= 10
    program = path.with_name("prove.py")
    program.write_text(blocks[0], encoding="utf-8")
    return subprocess.run(
        [sys.executable, program, path], capture_output=True, text=True, check=False
    )


def lines(path: Path) -> list[dict[str, Any]]:
    """Return what a file holds."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def export(office: Office, path: Path, **days: Any) -> audit_log.LogExported:
    """Export the log as the auditor."""
    return audit_log.export_log(office.desk, office.who("auditor"), path, **days)


def test_the_program_of_the_help_proves_the_whole_log(office: Office, tmp_path: Path) -> None:
    office.bring_to(Stage.COMPLETE)
    path = tmp_path / "log.jsonl"
    done = export(office, path)
    found = lines(path)
    assert found[0]["previous_hash"] == FIRST_HASH
    assert [each["sequence"] for each in found] == list(range(1, done.stretch.count + 1))
    proof = prove(path)
    assert proof.returncode == 0, proof.stderr
    assert done.hash == found[-1]["hash"]
    assert done.hash in proof.stdout


@pytest.mark.parametrize("wrong", ["a word", "a missing line", "two lines exchanged", "the time"])
def test_the_program_of_the_help_finds_what_was_tampered_with(
    office: Office, tmp_path: Path, wrong: str
) -> None:
    path = tmp_path / "log.jsonl"
    export(office, path)
    found = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if wrong == "a word":
        found[2] = json.dumps(json.loads(found[2]) | {"actor": "Nobody"}) + "\n"
    elif wrong == "the time":
        found[2] = json.dumps(json.loads(found[2]) | {"at": "2026-01-01T00:00:00"}) + "\n"
    elif wrong == "a missing line":
        del found[2]
    else:
        found[2], found[3] = found[3], found[2]
    path.write_text("".join(found), encoding="utf-8")
    proof = prove(path)
    assert proof.returncode == 1
    assert "Entry" in proof.stderr


def test_some_days_are_a_stretch_that_proves_itself(office: Office, tmp_path: Path) -> None:
    today = office.desk.today()
    office.bring_to(Stage.RECEIVED)
    office.clock.now = MORNING + timedelta(days=3)
    office.bring_to(Stage.DRAFT)
    path = tmp_path / "log.jsonl"
    done = export(office, path, first=today + timedelta(days=3), last=today + timedelta(days=3))
    found = lines(path)
    assert done.stretch.first == found[0]["sequence"] > 1
    assert {each["at"][:10] for each in found} == {(today + timedelta(days=3)).isoformat()}
    assert prove(path).returncode == 0
    with pytest.raises(Refused, match="no audit entry"):
        export(office, path, first=today + timedelta(days=9))
    with pytest.raises(Refused, match="after the last"):
        export(office, path, first=today, last=today - timedelta(days=1))


def test_an_export_is_recorded_and_a_cancelled_one_leaves_nothing(
    office: Office, tmp_path: Path
) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled("Cancelled.")

    path = tmp_path / "folder" / "log.jsonl"
    path.parent.mkdir()
    count = select(func.count()).where(AuditEntry.action == "audit.export")
    with pytest.raises(Cancelled):
        export(office, path, progress=stop)
    assert not list(path.parent.iterdir())
    with office.desk.database.reading() as connection:
        assert connection.scalar(count) == 0
    export(office, path)
    assert [each.name for each in path.parent.iterdir()] == ["log.jsonl"]
    with office.desk.database.reading() as connection:
        assert connection.scalar(count) == 1
