"""The benchmarks can be run, and say what they should; how long things take is not tested here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main


def test_a_small_run_measures_every_case_and_tells_a_script(
    tmp_path: Path, sample_office_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--rows", "200", "--rounds", "1", "--json", "--folder", str(tmp_path)]
    assert main([*options, "--sample", str(sample_office_template)]) == 0
    results = json.loads(capsys.readouterr().out)
    assert len({each["name"] for each in results}) == 41
    for each in results:
        assert set(each) == {"name", "ratio", "low", "high", "bar", "holds"}
        assert 0 < each["low"] <= each["ratio"] <= each["high"]
        assert each["holds"] == (each["bar"] is None or each["ratio"] <= each["bar"])


def test_a_person_reads_a_table_with_the_floors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--rows", "50", "--rounds", "1", "--only", "save of one", "--folder", str(tmp_path)]
    assert main(options) == 0
    said = capsys.readouterr().out
    assert "Save of one record" in said
    assert "fdatasync" in said
