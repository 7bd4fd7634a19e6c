"""The documents of a record: attached, looked at, removed with or without a reason, put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from pccdesk.domain.applications import Stage
from pccdesk.ui.dialogs.document_viewer import DocumentViewer, Picture
from pccdesk.ui.dialogs.reason_dialog import ReasonDialog
from pccdesk.ui.record.documents_tab import DocumentsTab
from tests.office import Office
from tests.ui.record.seat import Seat

Sit = Callable[..., Seat]


def test_files_are_attached_by_kind_looked_at_saved_and_removed(
    sit: Sit, office: Office, tmp_path: Path
) -> None:
    number = office.bring_to(Stage.DRAFT)
    seat = sit("officer", number, "documents")
    tab = seat.page.tab("documents")
    assert isinstance(tab, DocumentsTab)
    before = len(seat.view.documents)
    picture = tmp_path / "hall <b>.png"
    made = QPixmap(20, 10)
    made.fill(Qt.GlobalColor.red)
    made.save(str(picture))
    tab.ask_kinds((picture,))
    seat.send()
    assert len(seat.view.documents) == before + 1
    rows = [tab.table.rows.row_at(place) for place in range(tab.table.rows.rowCount())]
    place = next(
        place
        for place, line in enumerate(rows)
        if line is not None and line.row is not None and line.row.media_type == "image/png"
    )
    tab.table.selectRow(place)
    tab.open.click()
    seat.settle()
    [viewer] = seat.page.findChildren(DocumentViewer)
    assert isinstance(viewer.shown, Picture)
    viewer.accept()
    tab.removed.show()  # as whoever lays the tab out does
    assert not tab.removed.card.isVisible()
    tab.remove.click()
    dialog = seat.dialog()
    assert isinstance(dialog, ReasonDialog)
    dialog.reason.set_value("It shows another hall.")
    seat.send()
    assert len(seat.view.documents) == before
    assert tab.removed.card.isVisible()
    line = tab.removed.table.rows.row_at(0)
    assert line is not None
    assert (line.row.file_name, line.why) == ("hall _b_.png", "It shows another hall.")
    assert line.row.removed_by == "Olive Officer"
    assert not tab.removed.put_back.isEnabled()
    tab.removed.table.selectRow(0)
    assert tab.removed.told.text().endswith(": It shows another hall.")
    tab.removed.open.click()
    seat.settle()
    viewer = seat.page.findChildren(DocumentViewer)[-1]
    assert isinstance(viewer.shown, Picture)
    viewer.accept()
    tab.removed.put_back.setFocus()
    QTest.keyClick(tab.removed.put_back, Qt.Key.Key_Space)
    seat.settle()
    assert len(seat.view.documents) == before + 1
    assert not tab.removed.card.isVisible()
    assert any("is back" in each for each in seat.said())


def test_a_document_is_removed_without_a_reason_and_only_looked_at_by_an_auditor(
    sit: Sit, office: Office
) -> None:
    number = office.bring_to(Stage.RECEIVED)
    seat = sit("officer", number, "documents")
    tab = seat.page.tab("documents")
    assert isinstance(tab, DocumentsTab)
    tab.table.selectRow(0)
    tab.remove.click()
    seat.send()
    other = sit("auditor", number, "documents").page.tab("documents")
    assert isinstance(other, DocumentsTab)
    line = other.removed.table.rows.row_at(0)
    assert line is not None
    assert line.why == "No reason given"
    assert other.removed.card.isVisible()
    assert not other.removed.put_back.isVisible()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("empty.pdf", b"", "is empty"), ("notes.pdf", b"MZ\x90\x00", "notes.pdf")],
)
def test_a_file_that_cannot_be_kept_is_refused_in_the_dialog(
    sit: Sit, office: Office, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    seat = sit("officer", office.bring_to(Stage.DRAFT), "documents")
    tab = seat.page.tab("documents")
    assert isinstance(tab, DocumentsTab)
    (tmp_path / name).write_bytes(content)
    tab.ask_kinds((tmp_path / name,))
    seat.send()
    assert seat.is_asking()
    assert sentence in seat.dialog().summary.accessibleName()
