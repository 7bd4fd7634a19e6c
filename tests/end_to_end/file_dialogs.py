"""The system's dialogs for files and printers, answered by the test."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter


class FileDialogs:
    """Stands where `QFileDialog` does; each question takes the next answer."""

    def __init__(self) -> None:
        self.answers: list[list[Path]] = []

    def will_choose(self, *paths: Path) -> None:
        """Answer the next question with these files."""
        self.answers.append(list(paths))

    def getSaveFileName(self, *_asked: object) -> tuple[str, str]:  # noqa: N802 - Qt's name
        """Answer where to save."""
        return str(self.answers.pop(0)[0]), ""

    def getOpenFileName(self, *_asked: object) -> tuple[str, str]:  # noqa: N802 - Qt's name
        """Answer which file to open."""
        return str(self.answers.pop(0)[0]), ""

    def getOpenFileNames(self, *_asked: object) -> tuple[list[str], str]:  # noqa: N802 - Qt's name
        """Answer which files to open."""
        return [str(each) for each in self.answers.pop(0)], ""


class PdfPrinter:
    """Stands where `QPrintDialog` does: the officer chooses to print to a PDF and says OK."""

    def __init__(self, printer: QPrinter, path: Path) -> None:
        self._printer, self._path = printer, path

    def setWindowTitle(self, _title: str) -> None:  # noqa: N802 - Qt's name
        """Take a title, as the system's dialog does."""

    def exec(self) -> bool:
        """Choose the file and say OK."""
        self._printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self._printer.setOutputFileName(str(self._path))
        return True
