"""Asking where a file is, or where to save one: the system's own dialogs."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

WORKBOOK = "Excel workbook (*.xlsx)"
PDF = "PDF document (*.pdf)"
DATABASE = "PCCDesk database (*.sqlite)"
COUNTERSIGN = "Countersign (*.txt)"
JSON_LINES = "JSON Lines (*.jsonl)"
DEFINITION = "File of a fund or letter (*.toml)"


def ask_save(
    parent: QWidget, title: str, name: str, kind: str, folder: Path | None = None
) -> Path | None:
    """Return where to save, with the kind's ending; None if the officer thinks better of it."""
    suggested = str((folder or Path.home()) / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, suggested, kind)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(Path(name).suffix)


def ask_open(parent: QWidget, title: str, kind: str, start: str = "") -> Path | None:
    """Return the file to open, or None; looked for in the home folder unless `start` says where."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, start or str(Path.home()), kind)
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Return the folder chosen, or None."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(Path.home()))
    return Path(chosen) if chosen else None


def ask_open_several(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Return the files to open, of any kind; none if the officer thinks better of it."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(Path.home()))
    return tuple(Path(each) for each in chosen)
