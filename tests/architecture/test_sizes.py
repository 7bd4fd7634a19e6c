"""Files and functions stay small enough to be read in one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.repository import python_files

FILE_LINES = 350
FUNCTION_LINES = 60
MIGRATIONS = Path("pccdesk/database/migrations/versions")  # tables as they were: never edited


def sources() -> dict[Path, str]:
    """Return every Python file that somebody reads and changes."""
    found = python_files("pccdesk", "tests", "installer")
    return {path: text for path, text in found.items() if MIGRATIONS not in path.parents}


def test_no_file_is_too_long_to_read() -> None:
    long = [
        f"{path} has {lines} lines: which two things live in it?"
        for path, text in sources().items()
        if (lines := len(text.splitlines())) > FILE_LINES
    ]
    assert not long, "\n".join(long)


def test_no_function_is_too_long_to_read() -> None:
    long = [
        f"{path}:{node.lineno} {node.name} has {lines} lines: which part has a name of its own?"
        for path, text in sources().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)
