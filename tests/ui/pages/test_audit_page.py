"""The audit log: every entry in words, for those who may see it, and what auditors do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sqlalchemy import func, select

from pccdesk.domain.countersigns import parse_countersign
from pccdesk.models.offices import AuditEntry
from pccdesk.reference import reading_rules
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.audit_dialogs import Days
from pccdesk.ui.dialogs.audit_entry_dialog import AuditEntryDialog
from pccdesk.ui.navigation import PAGES, in_bar
from pccdesk.ui.pages.application_page import ApplicationPage
from pccdesk.ui.pages.audit_page import AuditPage
from pccdesk.ui.pages.organisations_page import OrganisationsPage
from pccdesk.ui.widgets.labels import Card
from tests.ui.pages.desk_window import DeskWindow, button, chips, column_texts

Sit = Callable[[str], DeskWindow]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Answer every question for a file of the log with one path."""
    path = tmp_path / "asked.file"
    for name in ("ask_save", "ask_open"):
        monkeypatch.setattr(f"pccdesk.ui.audit.countersigning.{name}", lambda *_asked: path)
    return path


def newest(somebody: DeskWindow, action: str) -> int:
    found: int = somebody.count(
        select(func.max(AuditEntry.sequence)).where(AuditEntry.action == action)
    )
    return found


def shown(page: AuditPage) -> AuditEntryDialog:
    assert page.entry is not None
    return page.entry


def test_only_those_who_may_see_it_have_the_log_and_what_it_offers(sit: Sit) -> None:
    for who, may in (("auditor", True), ("officer", False)):
        somebody = sit(who)
        assert ("audit" in {each.id for each in in_bar(PAGES, somebody.window.context)}) is may
        assert ("save_countersign" in somebody.window.menus.actions) is may


def test_the_next_and_previous_entries_of_the_list_are_shown_without_closing(sit: Sit) -> None:
    auditor = sit("auditor")
    page = auditor.go(AuditPage, Target("audit"))
    first, second = page.list.model.id_at(0), page.list.model.id_at(1)
    page.list.opened.emit(first)
    auditor.settle()
    assert f"1 of {page.list.model.rowCount():,}" == shown(page).steps.place.text()
    assert not shown(page).steps.previous.isEnabled()
    QTest.keyClick(shown(page), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    auditor.settle()
    assert shown(page).windowTitle().startswith(f"Entry {second:,}:")
    auditor.press(shown(page), "Previous")
    auditor.settle()
    assert shown(page).windowTitle().startswith(f"Entry {first:,}:")
    cards = [each for each in shown(page).findChildren(Card) if each.isVisible()]
    assert all(each.height() <= each.sizeHint().height() + 2 for each in cards)
    page.list.opened.emit(second)
    auditor.settle()
    assert shown(page).windowTitle().startswith(f"Entry {second:,}:")
    shown(page).steps.go_next()
    shown(page).reject()  # while the next one is read
    auditor.settle()
    assert page.entry is None


def test_an_entry_opens_with_before_and_after_and_leads_to_its_record(sit: Sit) -> None:
    auditor = sit("auditor")
    page = auditor.go(AuditPage, Target("audit"))
    page.list.opened.emit(newest(auditor, "application.approve"))
    auditor.settle()
    names = {each.accessibleName() for each in shown(page).findChildren(QLabel)}
    assert {"Stage, before: Recommended", "Stage, after: Approved"} <= names
    auditor.press(shown(page), "Open the record")
    auditor.front(ApplicationPage)
    page = auditor.go(AuditPage, Target("audit"))
    page.list.opened.emit(newest(auditor, "office.change"))
    auditor.settle()
    assert shown(page).open_record.isHidden()
    shown(page).reject()


def test_the_log_is_narrowed_to_days_and_kinds(sit: Sit) -> None:
    auditor = sit("auditor")
    page = auditor.go(AuditPage, Target("audit"))
    auditor.press(page, "Days …")
    page.days.form.set_values({"first": date(2026, 11, 1), "last": date(2026, 11, 10)})
    page.days.submit()
    page.list.filters.choose("kind", "Letters", "Letters")
    auditor.settle()
    assert chips(page.list) == ["From 1 November 2026", "To 10 November 2026", "Kind: Letters"]
    assert set(column_texts(page.list, "action")) == {"Made a letter"}
    auditor.press(page, "Days …")
    assert page.days.form.values()["first"] == date(2026, 11, 1)
    page.days.form.set_values({"first": date(2026, 11, 11)})
    page.days.submit()
    assert page.days.isVisible(), "the last day is before the first"
    page.days.form.set_values({"first": None, "last": None})
    page.days.submit()
    auditor.settle()
    assert chips(page.list) == ["Kind: Letters"]


def test_a_countersign_is_saved_and_checked_from_its_file(sit: Sit, asked: Path) -> None:
    auditor = sit("auditor")
    page = auditor.go(AuditPage, Target("audit"))
    auditor.window.menus.actions["save_countersign"].trigger()
    auditor.settle()
    made = parse_countersign(asked.read_bytes())
    assert f"entry {made.head.sequence:,} and all before it" in auditor.said()[-1]
    page.check_countersign()
    auditor.settle()
    assert auditor.said()[-1].endswith("as it was at the countersign. 1 entry was added since.")
    asked.write_text("no countersign", encoding="utf-8")
    page.check_countersign()
    auditor.settle()
    assert "no countersign of PCCDesk" in auditor.said()[-1]


def test_a_countersign_on_paper_is_shown_and_typed_in(sit: Sit, asked: Path) -> None:
    auditor = sit("auditor")
    page = auditor.go(AuditPage, Target("audit"))
    page.print_record()
    auditor.settle()
    preview = page.countersigning.preview
    assert preview is not None
    preview.save_wanted.emit()
    auditor.settle()
    assert asked.read_bytes().startswith(b"%PDF")
    preview.accept()
    page.save_countersign()
    auditor.settle()
    head = parse_countersign(asked.read_bytes()).head
    page.type_countersign()
    dialog = page.countersigning.paper
    assert dialog is not None
    typed = {"entry": str(head.sequence), "hash": " ".join(head.groups), "check": "0000"}
    dialog.form.set_values(typed)
    dialog.submit()
    assert "mistyped" in dialog.form.field("check").problem()
    dialog.form.set_values(typed | {"check": head.check})
    dialog.submit()
    auditor.settle()
    assert not dialog.isVisible()
    assert "is as it was at the countersign" in auditor.said()[-1]


def test_the_log_is_exported_for_the_days_that_show(sit: Sit, asked: Path) -> None:
    auditor = sit("auditor")
    page = auditor.go(AuditPage, Target("audit"))
    page.list.filters.replace({"from": ("2026-11-01", "From 1 November 2026")})
    auditor.settle()
    button(page, "Export for auditors …").click()
    dialog = page.countersigning.days
    assert dialog is not None
    assert dialog.command() == Days(date(2026, 11, 1), None)
    dialog.submit()
    auditor.settle()
    assert f"{len(asked.read_bytes().splitlines()):,} entries" in auditor.said()[-1]


def test_copying_many_rows_is_recorded_before_they_are_on_the_clipboard(sit: Sit) -> None:
    auditor = sit("auditor")
    page = auditor.go(OrganisationsPage, Target("organisations"))
    assert len(page.list.model.ids()) >= reading_rules().bulk_rows
    QGuiApplication.clipboard().clear()
    page.list.table.selectRow(0)
    page.copy_list()
    auditor.settle()
    assert newest(auditor, "list.copy") is None
    page.list.table.clearSelection()
    page.copy_list()
    auditor.settle()
    assert newest(auditor, "list.copy") is not None
    assert QGuiApplication.clipboard().text().count("\n") == len(page.list.model.ids())
