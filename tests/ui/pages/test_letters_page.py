from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from sqlalchemy import func, select

from pccdesk.models.decisions import Letter
from pccdesk.models.offices import AuditEntry
from pccdesk.services import letters
from pccdesk.ui.context import Target
from pccdesk.ui.pages.letters_page import LettersPage
from tests.ui.pages.desk_window import DeskWindow, button, shown_buttons

Sit = Callable[[str], DeskWindow]
LETTERS = Target("letters")
MADE = select(func.count(Letter.id))


def texts(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def printed(desk_window: DeskWindow, letter_id: int) -> int:
    count: int = desk_window.count(select(Letter.printed_count).where(Letter.id == letter_id))
    return count


def never_printed(officer: DeskWindow) -> int:
    """Make the letters that wait; return one of them."""
    letters.make_pending(officer.desk, officer.actor)
    found: int = officer.count(select(func.max(Letter.id)))
    assert printed(officer, found) == 0
    return found


def test_those_that_wait_are_counted_and_made_at_once(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(LettersPage, LETTERS)
    before = officer.count(MADE)
    assert page.header.about.text().startswith("2 letters waiting to be made: CAF-2026-")
    make = button(page, "Make 2 waiting letters")
    assert make.accessibleName() == "Make 2 waiting letters"
    make.click()
    officer.settle()
    assert officer.count(MADE) == before + 2
    assert officer.said() == ["2 letters made and kept."]
    assert page.header.about.text() == "Every decided application has its letter."
    assert page.preview is not None
    assert page.preview.page_count() >= 2
    assert not make.isVisible()


def test_one_letter_is_shown_with_its_pages(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(LettersPage, LETTERS)
    letter = page.list.model.record_at(0)
    assert letter is not None
    page.list.opened.emit(letter.id)
    officer.settle()
    kept = letters.read_letter(officer.desk, officer.actor, letter.id)
    assert page.preview is not None
    assert page.preview.page_count() == len(PdfReader(BytesIO(kept)).pages)
    assert page._about.full_text() == f"{letter.reference} {letter.kind} letter"


def test_several_stand_in_one_file_with_all_their_pages(sit: Sit, tmp_path: Path) -> None:
    officer = sit("officer")
    page = officer.go(LettersPage, LETTERS)
    ids = tuple(page.list.model.ids()[:3])
    alone = 0
    for each in ids:
        page.open_letters((each,))
        officer.settle()
        assert page.preview is not None
        alone += page.preview.page_count()
    page.list.table.selectAll()
    page.open_letters(ids)
    officer.settle()
    assert page.preview is not None
    assert page.preview.page_count() == alone
    assert page._about.full_text() == "3 letters"
    page.save_to(tmp_path / "all.pdf")
    officer.settle()
    assert len(texts(tmp_path / "all.pdf")) == alone


def test_saving_counts_and_the_next_copy_is_marked(sit: Sit, tmp_path: Path) -> None:
    officer = sit("officer")
    number = never_printed(officer)
    page = officer.go(LettersPage, LETTERS)
    page.open_letters((number,))
    officer.settle()
    assert not page.reprint.isVisible()
    page.save_to(tmp_path / "first.pdf")
    officer.settle()
    assert officer.said() == ["Saved first.pdf."]
    assert printed(officer, number) == 1
    kept = letters.read_letter(officer.desk, officer.actor, number)
    assert (tmp_path / "first.pdf").read_bytes() == kept
    assert page.reprint.isVisible()
    assert "marked “Reprint”" in page.reprint.text()
    page.save_to(tmp_path / "second.pdf")
    officer.settle()
    assert printed(officer, number) == 2
    assert all("Reprint" in text for text in texts(tmp_path / "second.pdf"))
    assert letters.read_letter(officer.desk, officer.actor, number) == kept
    query = select(AuditEntry.action).order_by(AuditEntry.sequence.desc()).limit(1)
    assert officer.count(query) == "letter.reprint"


def test_the_dialogs_path_is_where_the_copy_goes(sit: Sit, offered_path: Path) -> None:
    officer = sit("officer")
    page = officer.go(LettersPage, LETTERS)
    page.open_letters((page.list.model.id_at(0),))
    officer.settle()
    officer.press(page, "Save as …")
    assert offered_path.read_bytes().startswith(b"%PDF")


def test_a_cancelled_dialog_saves_and_counts_nothing(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pccdesk.ui.pages.letters_page.ask_save", lambda *_asked: None)
    officer = sit("officer")
    number = never_printed(officer)
    page = officer.go(LettersPage, LETTERS)
    page.open_letters((number,))
    officer.settle()
    officer.press(page, "Save as …")
    assert printed(officer, number) == 0


def test_printing_draws_every_page_and_counts(sit: Sit, tmp_path: Path) -> None:
    officer = sit("officer")
    number = never_printed(officer)
    page = officer.go(LettersPage, LETTERS)
    page.open_letters((number,))
    officer.settle()
    preview = page.preview
    assert preview is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    with officer.qtbot.waitSignal(preview.printed, timeout=30_000):
        preview.print_on(printer)
    officer.settle()
    assert len(texts(tmp_path / "paper.pdf")) == preview.page_count()
    assert printed(officer, number) == 1
    assert page.reprint.isVisible()


def test_closing_the_preview_gives_the_list_the_page_and_the_keyboard(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(LettersPage, LETTERS)
    page.open_letters((page.list.model.id_at(0),))
    officer.settle()
    page.close_preview()
    assert page._side.isHidden()
    assert officer.window.focusWidget() is page.list.table


@pytest.mark.parametrize("username", ["auditor", "finance", "assessor", "commissioner"])
def test_who_may_not_issue_letters_is_not_offered_it(sit: Sit, username: str) -> None:
    page = sit(username).go(LettersPage, LETTERS)
    assert "2 letters waiting" in page.header.about.text()
    assert not [each for each in shown_buttons(page) if "Make" in each.text()]


@pytest.mark.parametrize(("width", "side_by_side"), [(1366, True), (1920, True), (1000, False)])
def test_list_and_preview_share_the_width_and_nothing_scrolls_sideways(
    sit: Sit, width: int, side_by_side: bool
) -> None:
    officer = sit("officer")
    officer.window.resize(width, 768)
    page = officer.go(LettersPage, LETTERS)
    table = page.list.table
    before, exported = page.list.arrangement(), page.list.asked(None).columns
    page.open_letters(tuple(page.list.model.ids()[:1]))
    officer.settle()
    officer.qtbot.wait(20)
    assert page.list.isVisible() is side_by_side
    assert page.preview is not None
    assert page.preview.width() >= 400
    if side_by_side:
        assert table.horizontalScrollBar().maximum() == 0
        titles = [table.columns()[each].title for each in table.shown_columns()]
        assert titles[:4] == ["Reference", "Organisation", "Letter", "Made"]
        assert ("By" in titles) is (width == 1920)
    # What the officer chose is what is kept and exported, with room for it or not.
    assert page.list.arrangement() == before
    assert page.list.asked(None).columns == exported
    page.list._keep()
    page.close_preview()
    officer.settle()
    officer.qtbot.wait(20)
    assert page.list.arrangement() == before
    if side_by_side:
        assert len(table.shown_columns()) == 6
