"""The files of the repository, as the tests of its architecture read them."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = {
    ".ttf",
    ".otf",
    ".png",
    ".ico",
    ".pdf",
    ".xlsx",
    ".ods",
    ".docx",
    ".sqlite",
    ".br",
    ".gz",
    ".xz",
    ".zip",
}


def files() -> list[Path]:
    """Return every file that is in git or about to be, relative to the repository's root."""
    listed = subprocess.run(
        # A build may own the files under another name than it runs under: git must not mind.
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    names = [Path(name) for name in listed.split("\0") if name]
    return sorted(name for name in names if (ROOT / name).is_file())


def texts() -> dict[Path, str]:
    """Return the text of every file that holds text."""
    return {
        path: (ROOT / path).read_text(encoding="utf-8")
        for path in files()
        if path.suffix not in BINARY
    }


def python_files(*rooms: str) -> dict[Path, str]:
    """Return the source of every Python file in the folders named."""
    return {
        path: (ROOT / path).read_text(encoding="utf-8")
        for path in files()
        if path.suffix == ".py" and path.parts[0] in rooms
    }
