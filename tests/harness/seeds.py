"""Sound files of every kind, to be damaged."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tests.office import Office
from tests.repository import ROOT

OFFICE_FILES = Path(__file__).with_name("office_files")
"""Small files that LibreOffice wrote."""
KINDS = {".xlsx", ".ods", ".pdf", ".csv"}


@dataclass(frozen=True)
class Seeds:
    """An office, a draft in it to attach to, and the sound files."""

    folder: Path
    office: Office
    draft: int
    spreadsheet: bytes
    finance: bytes
    letter: bytes
    database: bytes
    word: bytes = b""
    pictures: tuple[tuple[str, bytes], ...] = ()
    countersign: bytes = b""
    real: tuple[tuple[str, bytes], ...] = ()

    def of_kind(self, *kinds: str) -> tuple[bytes, ...]:
        """Return the real files of such kinds, named by their ending."""
        return tuple(content for name, content in self.real if name.rpartition(".")[2] in kinds)


def real_files() -> tuple[tuple[str, bytes], ...]:
    """Return files that other programs wrote: those kept here, and those beside the repository."""
    folders = (OFFICE_FILES, ROOT.parent / "shared" / "real")
    paths = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    return tuple((each.name, each.read_bytes()) for each in paths if each.suffix in KINDS)


def word_file() -> bytes:
    """Return a small Word file as office programs write them."""
    space = "http://schemas.openxmlformats.org"
    text = "".join(
        f"<w:p><w:r><w:t>Line {number} — £{number}00</w:t></w:r></w:p>" for number in range(30)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"/>',
        "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main">'
        f"<w:body>{text}</w:body></w:document>",
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()
