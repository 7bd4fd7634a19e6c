"""What the system's own dialogs answer: a file at random, a printer that prints to a file."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter

from pccdesk.ui.dialogs import files
from pccdesk.ui.widgets import pdf_preview
from tests.end_to_end.file_dialogs import PdfPrinter


class RandomFiles:
    """Stands where `QFileDialog` does: any file, or none."""

    def __init__(self, rng: Random, to_open: Path, to_save: Path) -> None:
        self._rng, self._to_open, self._to_save = rng, to_open, to_save

    def getSaveFileName(self, *asked: Any) -> tuple[str, str]:  # noqa: N802 - Qt's name
        """Answer where to save."""
        if self._rng.random() < 0.2:
            return "", ""
        self._to_save.mkdir(exist_ok=True)
        name = Path(str(asked[2])).name or "saved"
        return str(self._to_save / f"{self._rng.randrange(4)}-{name}"), ""

    def getOpenFileName(self, *_asked: Any) -> tuple[str, str]:  # noqa: N802 - Qt's name
        """Answer which file to open."""
        return (str(self._any()), "") if self._rng.random() < 0.8 else ("", "")

    def getOpenFileNames(self, *_asked: Any) -> tuple[list[str], str]:  # noqa: N802 - Qt's name
        """Answer which files to open."""
        return [str(self._any()) for _ in range(self._rng.randrange(3))], ""

    def getExistingDirectory(self, *_asked: Any) -> str:  # noqa: N802 - Qt's name
        """Answer which folder to use."""
        self._to_save.mkdir(exist_ok=True)
        return str(self._to_save) if self._rng.random() < 0.8 else ""

    def _any(self) -> Path:
        return self._rng.choice(sorted(self._to_open.iterdir()))


def answer_the_system(rng: Random, to_open: Path, to_save: Path) -> None:
    """Put random answers in the place of the system's dialogs."""

    def ask(printer: QPrinter, _parent: object) -> PdfPrinter:
        to_save.mkdir(exist_ok=True)
        return PdfPrinter(printer, to_save / "printed.pdf")

    for module, name, stand_in in (
        (files, "QFileDialog", RandomFiles(rng, to_open, to_save)),
        (pdf_preview, "QPrintDialog", ask),
        (QDesktopServices, "openUrl", lambda _url: True),
    ):
        setattr(module, name, stand_in)
