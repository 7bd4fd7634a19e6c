"""What the window remembers survives a damaged file: then nothing was remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from pccdesk.ui.window_settings import WindowSettings

KINDS = {"half a number": 0x3F, "none": 0x00}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_value_of_a_kind_that_python_has_not_is_none(tmp_path: Path, kind: int) -> None:
    path = tmp_path / "window.ini"
    value = f"@Variant(\\0\\0\\0\\x{kind:x}\\0\\0\\0\\0)"
    path.write_text(f"[window]\nplace={value}\nmode={value}\n", encoding="ascii")
    settings = WindowSettings(path)
    assert settings.layout("window/place").isEmpty()
    assert settings.value("window/mode", "light") == "light"
    settings.keep("window/mode", "dark")
    settings.flush()
    assert WindowSettings(path).value("window/mode") == "dark"
