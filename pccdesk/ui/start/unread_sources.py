"""Keep PySide from reading the source of every module that is imported after it."""

from importlib import import_module
from typing import Any


def leave_sources_unread() -> None:
    """Tell PySide that every module speaks of it, instead of letting it read each one's source.

    It asks for the sake of `from __feature__ import snake_case`, which nothing here uses. Reading
    took a thirtieth of the start, and kept all lines of all libraries in memory.
    """
    import_module("PySide6")
    feature: Any = import_module("shibokensupport.feature")
    feature._mod_uses_pyside = lambda _module: True  # noqa: SLF001 - PySide has no switch for it
