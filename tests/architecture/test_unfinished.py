"""Nothing is left half done: no marks for later, no empty bodies, no tests switched off."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.repository import python_files

MARK = re.compile(r"#.*\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
ROOMS = ("pccdesk", "tests", "installer")


def test_no_comment_puts_work_off() -> None:
    found = [
        f"{path}:{number} {line.strip()}"
        for path, text in python_files(*ROOMS).items()
        for number, line in enumerate(text.splitlines(), 1)
        if MARK.search(line)
    ]
    assert not found, "Finish it, or open an issue:\n" + "\n".join(found)


def test_no_function_is_a_stub() -> None:
    found = [stub for path, text in python_files(*ROOMS).items() for stub in stubs(path, text)]
    assert not found, "Write these, or take them out:\n" + "\n".join(found)


def test_no_test_is_switched_off_without_a_reason() -> None:
    off = re.compile(r"pytest\.skip\(\)|mark\.skip(?:\(\))?$|mark\.xfail(?:\(\))?$", re.MULTILINE)
    found = [str(path) for path, text in python_files("tests").items() if off.search(text)]
    assert not found, "Say why the test is not run, or run it:\n" + "\n".join(found)


def test_a_stub_is_recognised() -> None:
    source = '''
def later(): ...
def refused():
    """Say what it will do one day."""
    raise NotImplementedError
class Shape(Protocol):
    def area(self): ...
class Reader:
    @overload
    def read(self, x: int) -> int: ...
    def read(self, x): return x
'''
    assert list(stubs(Path("x.py"), source)) == ["x.py:2 later", "x.py:3 refused"]


def stubs(path: Path, text: str) -> Iterator[str]:
    """Yield functions without a body, but for those of protocols, overloads and abstract ones."""
    tree = ast.parse(text)
    declared = {
        method
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(b) for b in node.bases)
        for method in node.body
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node in declared:
            continue
        marks = {ast.unparse(decorator).split(".")[-1] for decorator in node.decorator_list}
        if not marks & {"overload", "abstractmethod"} and is_left_out(node.body):
            yield f"{path}:{node.lineno} {node.name}"


def is_left_out(body: list[ast.stmt]) -> bool:
    """Tell whether a body is nothing but `...` or NotImplementedError after its docstring."""
    docstring, rest = body[0], body[1:]
    is_docstring = isinstance(docstring, ast.Expr) and isinstance(docstring.value, ast.Constant)
    if is_docstring and not rest:
        return ast.unparse(docstring) == "..."
    last = rest if is_docstring else body
    return len(last) == 1 and (
        ast.unparse(last[0]) == "..." or "NotImplementedError" in ast.unparse(last[0])
    )
