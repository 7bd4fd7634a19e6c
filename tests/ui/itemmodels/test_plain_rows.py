"""Short tables keep Qt's own rules for models."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from pccdesk.ui.itemmodels.plain_rows import PlainColumn, PlainRows
from pccdesk.ui.itemmodels.record_model import CellRole
from pccdesk.ui.palettes import Tone

COLUMNS: tuple[PlainColumn[tuple[str, int]], ...] = (
    PlainColumn("Name", lambda row: row[0], stretch=True, tone=lambda _row: Tone.SUCCESS),
    PlainColumn("Number", lambda row: str(row[1]), right=True, tip=lambda row: f"{row[1]} of 2"),
)


def test_the_model_keeps_to_the_rules(qtmodeltester: ModelTester) -> None:
    model = PlainRows(COLUMNS)
    qtmodeltester.check(model)
    model.set_rows((("<b>&", 1), ("שלום", 2)))
    qtmodeltester.check(model)


def test_words_tones_tips_and_places_come_from_the_columns() -> None:
    model = PlainRows(COLUMNS)
    model.set_rows((("<b>&", 1),))
    assert model.index(0, 0).data() == "<b>&"
    assert model.index(0, 0).data(CellRole).tone == Tone.SUCCESS
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "1 of 2"
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Number"
    assert model.row_at(1) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
