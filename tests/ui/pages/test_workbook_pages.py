"""Funds and reports: the pages that save a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel

from pccdesk.ui.context import Target
from pccdesk.ui.pages.funds_page import FundsPage
from pccdesk.ui.pages.reports_page import ReportsPage
from tests.ui.pages.desk_window import DeskWindow, button, shown_buttons

Sit = Callable[[str], DeskWindow]


def test_a_rounds_template_opens_in_a_spreadsheet_program(sit: Sit, offered_path: Path) -> None:
    officer = sit("officer")
    page = officer.go(FundsPage, Target("funds"))
    save = next(
        each
        for each in shown_buttons(page)
        if each.accessibleName() == "Save the template of CAF-2026-3"
    )
    save.click()
    officer.settle()
    assert officer.said() == ["Saved saved.file."]
    with offered_path.open("rb") as content:
        assert load_workbook(content).sheetnames


def test_every_round_has_its_template(sit: Sit) -> None:
    page = sit("officer").go(FundsPage, Target("funds"))
    names = [each.accessibleName() for each in shown_buttons(page)]
    assert len(names) == len(set(names)) > 10


def test_a_years_workbook_is_saved(sit: Sit, offered_path: Path) -> None:
    finance = sit("finance")
    page = finance.go(ReportsPage, Target("reports"))
    page.years.setCurrentText("2025/26")
    finance.press(page, "Save the workbook …")
    (said,) = finance.said()
    assert said.startswith("Saved saved.file: ")
    with offered_path.open("rb") as content:
        assert load_workbook(content).sheetnames


@pytest.mark.parametrize("username", ["commissioner", "administrator"])
def test_who_may_not_see_bank_details_is_told_why_there_is_no_workbook(
    sit: Sit, username: str
) -> None:
    page = sit(username).go(ReportsPage, Target("reports"))
    assert not button(page, "Save the workbook …").isEnabled()
    words = [each.text() for each in page.findChildren(QLabel)]
    assert any("your role may not see" in text for text in words)
