"""Funds and reports: the pages that save a workbook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel, QToolButton
from sqlalchemy import func, select

from pccdesk.models.funds import Round
from pccdesk.ui.context import Target
from pccdesk.ui.pages.funds_page import FundsPage
from pccdesk.ui.pages.reports_page import ReportsPage
from tests.ui.pages.desk_window import DeskWindow, button

Sit = Callable[[str], DeskWindow]


def templates(page: FundsPage) -> dict[str, QToolButton]:
    found = [each for each in page.findChildren(QToolButton) if each.isVisible()]
    return {each.accessibleName(): each for each in found}


def test_a_rounds_template_opens_in_a_spreadsheet_program(sit: Sit, offered_path: Path) -> None:
    officer = sit("officer")
    page = officer.go(FundsPage, Target("funds"))
    templates(page)["Save the template of CAF-2026-3"].click()
    officer.settle()
    assert officer.said() == ["Saved saved.file."]
    with offered_path.open("rb") as content:
        assert load_workbook(content).sheetnames


def test_every_round_has_its_template(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(FundsPage, Target("funds"))
    assert len(templates(page)) == officer.count(select(func.count(Round.id)))


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
