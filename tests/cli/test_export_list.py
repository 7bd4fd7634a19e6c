"""A list's workbook from the command line."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.running import Commands


def test_a_narrowed_list_is_written_and_counted(
    pccdesk: Commands, sample_office_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    common = ("--database", str(sample_office_file), "--as", "officer", "--out", file)
    made = pccdesk(
        "export-list", "applications", "--filter", "stage=Received", *common, "--json"
    ).json
    lines = list(load_workbook(file)["List"].values)
    stage = lines[0].index("Stage")
    assert {line[stage] for line in lines[1 : made["rows"] + 1]} == {"Received"}
    assert made == {"file": str(file), "list": "applications", "rows": len(lines) - 2}


def test_a_view_or_filter_that_is_not_there_names_those_that_are(
    pccdesk: Commands, sample_office_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    common = ("--database", str(sample_office_file), "--as", "officer", "--out", file)
    for words, said in (
        (("--view", "Nobody’s"), "There is no view “Nobody’s”"),
        (("--filter", "colour=red"), "Use: stage, fund"),
        (("--filter", "stage=Lost"), "There are: "),
    ):
        outcome = pccdesk("export-list", "applications", *words, *common)
        assert (outcome.code, outcome.out) == (1, "")
        assert said in outcome.err
    assert not file.exists()
