"""Text from outside reaches no place where it would be taken for markup.

Qt looks for markup in labels, tool tips and message boxes unless it is told not to. So labels are
made in `widgets.labels`, tips pass `plain_tip`, message boxes are told, and nothing sets HTML.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.repository import python_files

LABELS = Path("pccdesk/ui/widgets/labels.py")
MARKDOWN = {Path("pccdesk/ui/help_window.py"), Path("pccdesk/ui/settings/about_section.py")}
"""They show files that ship with the program, and nothing else."""


def calls(text: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a file with the last part of the name that it calls."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            called = node.func
            yield (called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)), node


def found(unsafe: Callable[[Path, str, ast.Call], bool]) -> list[str]:
    """Return where the window's code calls something unsafe."""
    return [
        f"{path}:{node.lineno} {ast.unparse(node)[:90]}"
        for path, text in python_files("pccdesk").items()
        if "ui" in path.parts
        for name, node in calls(text)
        if unsafe(path, name, node)
    ]


def is_plain(given: ast.expr) -> bool:
    """Tell whether a tip is written in the code, or made plain."""
    if isinstance(given, ast.Constant):
        return True
    return isinstance(given, ast.Call) and ast.unparse(given.func) == "plain_tip"


def test_every_label_with_words_is_a_plain_one() -> None:
    def unsafe(path: Path, name: str, node: ast.Call) -> bool:
        return name == "QLabel" and bool(node.args) and path != LABELS

    assert not found(unsafe), "Make these with `widgets.labels.label`."


def test_every_tool_tip_is_plain() -> None:
    def unsafe(_path: Path, name: str, node: ast.Call) -> bool:
        tips = name in {"setToolTip", "setStatusTip", "setWhatsThis"}
        return tips and not is_plain(node.args[-1])

    assert not found(unsafe), "Pass these through `plain_tip`."


def test_every_model_makes_its_tool_tips_plain() -> None:
    bare = [
        str(path)
        for path, text in python_files("pccdesk").items()
        if "ToolTipRole" in text and "plain_tip(" not in text
    ]
    assert not bare, "Pass what stands for ToolTipRole through `plain_tip`."


def test_every_message_box_is_told_that_its_text_is_plain() -> None:
    bare = [
        str(path)
        for path, text in python_files("pccdesk").items()
        if text.count("QMessageBox(") != text.count("setTextFormat(Qt.TextFormat.PlainText)")
        and "QMessageBox(" in text
    ]
    assert not bare, "Call `setTextFormat(Qt.TextFormat.PlainText)` before the text is set."


def test_nothing_sets_html_and_only_our_own_files_are_markdown() -> None:
    def unsafe(path: Path, name: str, _node: ast.Call) -> bool:
        if name == "setMarkdown":
            return path not in MARKDOWN
        return name in {
            "setHtml",
            "insertHtml",
            "appendHtml",
            "QStaticText",
            "setDefaultStyleSheet",
        }

    assert not found(unsafe)


def test_letters_are_drawn_without_a_library_that_reads_markup() -> None:
    reading = [
        str(path)
        for path, text in python_files("pccdesk").items()
        if "reportlab.platypus" in text or "paraparser" in text
    ]
    assert not reading, "ReportLab's paragraphs take text for markup; draw on the canvas."


def test_a_place_that_takes_markup_is_recognised() -> None:
    source = "made.setToolTip(name)\nmade.setToolTip('Close')\nmade.setToolTip(plain_tip(name))"
    plain = [is_plain(node.args[-1]) for name, node in calls(source) if name == "setToolTip"]
    assert plain == [False, True, True]
