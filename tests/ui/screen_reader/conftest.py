"""A screen reader beside the program, which runs on a screen and a message bus of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.screen_reader.desktop import desktop, program, what_is_missing

if TYPE_CHECKING:
    from tests.ui.screen_reader.at_spi import Reader


@pytest.fixture
def reader(
    request: pytest.FixtureRequest, tmp_path: Path, sample_office_file: Path
) -> Iterator[Reader]:
    """Give a screen reader beside the program, in which the module's `AS` is signed in."""
    if missing := what_is_missing():
        pytest.skip(f"no screen reader can run here without {', '.join(missing)}")
    from tests.ui.screen_reader.at_spi import Reader  # needs jeepney, which may be missing

    with ExitStack() as stack:
        environment = stack.enter_context(desktop(tmp_path))
        arguments = ("--database", str(sample_office_file), "--as", request.module.AS)
        stack.enter_context(program(environment, *arguments))
        made = Reader(environment["DBUS_SESSION_BUS_ADDRESS"])
        stack.callback(made.close)
        yield made
