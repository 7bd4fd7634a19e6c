"""A stranger's PDF is drawn and starts nothing: no script, no program, no page in a browser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtPdf import QPdfDocument, QPdfLinkModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pccdesk.domain.active_content import warning_of
from pccdesk.services.documents import OpenedDocument
from pccdesk.ui.dialogs.document_viewer import DocumentViewer
from pccdesk.ui.widgets.pdf_preview import PdfPreview

_SCHEMES = ("http", "https", "file", "javascript", "mailto")


class Handler(QObject):
    """Stands where the system would start what an address names."""

    def __init__(self) -> None:
        """Begin with nothing asked."""
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Note an address."""
        self.asked.append(url.toString())


@pytest.fixture
def handler() -> Iterator[Handler]:
    """Take the place of the browser and of whatever opens files."""
    made = Handler()
    for scheme in _SCHEMES:
        QDesktopServices.setUrlHandler(scheme, made, "take")  # type: ignore[arg-type] # takes text
    yield made
    for scheme in _SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)


def hostile(mark: Path, link: str) -> bytes:
    """Return a PDF with scripts and a command on opening, and a page that is a link throughout."""
    script = f"(app.launchURL\\('file://{mark}'\\); this.exportDataObject\\({{nLaunch: 2}}\\))"
    launch = f"<< /S /Launch /F (/bin/sh) /Unix << /F (/bin/touch) /P ({mark}) >> >>"
    whole = "/Type /Annot /Subtype /Link /Rect [0 0 200 200] /Border [0 0 0]"
    objects = [
        (f"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS {script} >> "
        f"/AA << /WC {launch} >> /Names << /JavaScript << /Names [(a) << /S /JavaScript "
        f"/JS {script} >>] >> >> >>"),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /AA << /O {launch} >> "
        "/Annots [4 0 R] >>"),
        f"<< {whole} /A {launch} >>" if link == "launch" else
        f"<< {whole} /A << /S /URI /URI ({link}) >> >>",
    ]  # fmt: skip
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(file.tell())
        file.write(f"{number} 0 obj\n{each}\nendobj\n".encode())
    table = file.tell()
    file.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    file.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    file.write(end.encode())
    return file.getvalue()


def click_everywhere(view: QPdfView) -> None:
    """Move over the pages and click, often enough to meet whatever covers one."""
    port = view.viewport()
    for across in range(5, port.width(), 60):
        for down in range(5, port.height(), 60):
            QTest.mouseMove(port, QPoint(across, down))
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(across, down))


@pytest.mark.parametrize("link", ["launch", "https://example.org/", "file:///bin/sh"])
def test_a_pdf_that_would_act_is_only_drawn(
    qtbot: QtBot, handler: Handler, tmp_path: Path, link: str
) -> None:
    mark = tmp_path / "it ran"
    content = hostile(mark, link)
    warning = warning_of("application/pdf", content)
    viewer = DocumentViewer(OpenedDocument("form.pdf", "application/pdf", content, warning))
    qtbot.addWidget(viewer)
    viewer.show()
    assert isinstance(viewer.shown, PdfPreview)
    qtbot.waitUntil(lambda: viewer.shown.page_count() == 1)  # type: ignore[attr-defined] # asserted above
    qtbot.wait(200)
    [view] = viewer.findChildren(QPdfView)
    click_everywhere(view)
    qtbot.wait(100)
    assert handler.asked == []
    assert not mark.exists()
    assert "script" in warning


def test_the_link_is_there_and_would_be_noticed_if_it_were_followed(
    handler: Handler, tmp_path: Path
) -> None:
    """So that the test above cannot pass for want of a link, or of somebody who listens."""
    file = tmp_path / "form.pdf"
    file.write_bytes(hostile(tmp_path / "it ran", "https://example.org/"))
    document, links = QPdfDocument(), QPdfLinkModel()
    assert document.load(str(file)) is QPdfDocument.Error.None_
    links.setDocument(document)
    links.setPage(0)
    url = links.index(0, 0).data(QPdfLinkModel.Role.Url.value)
    assert url.toString() == "https://example.org/"
    QDesktopServices.openUrl(url)
    assert handler.asked == ["https://example.org/"]


def test_the_library_that_draws_pdfs_holds_no_engine_for_scripts() -> None:
    """Qt builds it without one (`pdf-v8` is off in qtwebengine's src/pdf/configure.cmake)."""
    folder = Path(PySide6.__file__).parent
    found = [
        each for each in folder.rglob("*Qt6Pdf*") if each.is_file() and each.stat().st_size > 2**20
    ]
    assert found
    for each in found:
        content = each.read_bytes()
        for sign in (b"v8::", b"CJS_Runtime", b"FORM_DoDocumentJSAction", b"app.alert"):
            assert sign not in content, (each.name, sign)
