"""How a list's cells are drawn: a name from right to left is read so whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, Qt
from PySide6.QtWidgets import QApplication

from pccdesk.ui.itemmodels.record_model import Cell
from pccdesk.ui.widgets import list_delegate

LATIN, ARABIC = "Burnley", "\u0646\u0627\u062f\u064a"


def drawn(words: str) -> QImage:
    """Return a picture of a cell, as wide as its words and no wider."""
    room = QRectF(0, 0, 220, 30)
    picture = QImage(room.toRect().size(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setFont(QApplication.font())
    list_delegate._draw_words(painter, room, Cell(words), chosen=False)
    painter.end()
    return picture


def painted(picture: QImage, image: QImage, at: int) -> bool:
    """Tell whether a piece of one picture is drawn at a place of another."""
    return picture.copy(at, 0, image.width(), image.height()) == image


@pytest.mark.usefixtures("qapp")
def test_latin_words_in_a_name_from_right_to_left_stand_at_its_left() -> None:
    mixed = drawn(f"{ARABIC} {LATIN}")
    began = drawn(LATIN)
    piece = began.copy(0, 0, 30, 30)
    assert painted(mixed, piece, 0)
    assert not painted(drawn(f"{LATIN} {ARABIC}"), drawn(ARABIC).copy(0, 0, 20, 30), 0)


@pytest.mark.usefixtures("qapp")
def test_a_latin_name_is_drawn_as_before() -> None:
    assert painted(drawn(f"{LATIN} Caf\u00e9"), drawn(LATIN).copy(0, 0, 30, 30), 0)
