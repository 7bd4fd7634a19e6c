"""A letter inside the program: thumbnails, and every button within reach at every width."""

import io

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from pccdesk.ui import theme
from pccdesk.ui.palettes import Mode
from pccdesk.ui.widgets.pdf_preview import PdfPreview


def pdf(pages: int) -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content)
    for number in range(pages):
        canvas.drawString(100, 700, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def shown(qtbot: QtBot, width: int, pages: int = 12) -> PdfPreview:
    preview = PdfPreview("Award letter")
    qtbot.addWidget(preview)
    preview.resize(width, 600)
    preview.show()
    preview.show_bytes(pdf(pages))
    return preview


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.25])
@pytest.mark.parametrize("width", [420, 640, 900, 1366])
def test_no_button_is_cut_at_any_width_or_text_size(
    qtbot: QtBot, qapp: QApplication, width: int, factor: float
) -> None:
    theme.apply(qapp, Mode.LIGHT, factor)
    preview = shown(qtbot, max(width, round(400 * factor)))
    for button in preview.findChildren(QAbstractButton):
        if button.isVisibleTo(preview):
            corner = button.mapTo(preview, button.rect().bottomRight())
            assert corner.x() <= preview.width(), button.accessibleName()
            assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()


def test_a_thumbnail_goes_to_its_page_and_follows_it(qtbot: QtBot) -> None:
    preview = shown(qtbot, 1000)
    strip = preview._strip
    assert strip.isVisible()
    assert [strip.item(row).text() for row in (0, 11)] == ["1", "12"]
    strip.setCurrentRow(7)
    assert preview._view.pageNavigator().currentPage() == 7
    preview._turn(1)
    assert strip.currentRow() == 8


def test_only_thumbnails_in_view_are_drawn(qtbot: QtBot) -> None:
    preview = shown(qtbot, 1000, pages=300)
    assert 0 < len(preview._strip._asked) < 20
    empty = preview._strip.item(299).icon().pixmap(QSize(20, 20)).toImage()
    qtbot.waitUntil(
        lambda: preview._strip.item(0).icon().pixmap(QSize(20, 20)).toImage() != empty, timeout=5000
    )


def test_one_page_or_a_narrow_place_shows_no_thumbnails(qtbot: QtBot) -> None:
    assert not shown(qtbot, 1000, pages=1)._strip.isVisible()
    assert not shown(qtbot, 450)._strip.isVisible()


def test_a_thumbnail_stays_white_where_its_page_is_chosen(qtbot: QtBot) -> None:
    strip = shown(qtbot, 1000)._strip
    icon, size = strip.item(0).icon(), QSize(20, 20)
    chosen = icon.pixmap(size, QIcon.Mode.Selected).toImage()
    assert chosen == icon.pixmap(size, QIcon.Mode.Normal).toImage()
    assert chosen.pixelColor(10, 10) == Qt.GlobalColor.white
