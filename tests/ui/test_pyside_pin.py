"""Why PySide6 is pinned, and how to tell that a later version is safe.

PySide6 6.12.0 on Python 3.11 loses one reference to `None` each time a Python override returns it
(a model's `data`, say, which lists call thousands of times), until the interpreter dies with
"deallocating None". 6.11.3 loses none. From Python 3.12 on `None` cannot be deallocated.

To take a later version: put it into pyproject.toml and requirements.lock, and run this file on
Python 3.11. If it passes, change PINNED here; if not, the version still has the fault.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest

from tests.repository import ROOT

PINNED = "6.11.3"
CALLS = 2_000
TOLERATED = 50  # other code keeps or drops a handful while the calls are made

MEASUREMENT = f"""
import os
import sys
from PySide6.QtCore import QAbstractListModel, QIdentityProxyModel, Qt

class Model(QAbstractListModel):
    def rowCount(self, parent):
        return 1
    def data(self, index, role):
        return None

model = Model()
proxy = QIdentityProxyModel()  # asks the override from C++, as a list on the screen does
proxy.setSourceModel(model)
index = proxy.index(0, 0)
assert index.isValid()
proxy.data(index, Qt.ItemDataRole.DisplayRole)
before = sys.getrefcount(None)
for _ in range({CALLS}):
    proxy.data(index, Qt.ItemDataRole.DisplayRole)
print(sys.getrefcount(None) - before, flush=True)
os._exit(0)  # a Python that has lost its None would die while it tidies up
"""


@pytest.mark.skipif(
    sys.version_info >= (3, 12),
    reason="None cannot be lost from Python 3.12 on: nothing to measure",
)
def test_an_override_that_returns_none_loses_no_reference_to_none() -> None:
    measured = subprocess.run(
        [sys.executable, "-c", MEASUREMENT], capture_output=True, text=True, check=False, timeout=60
    )
    assert measured.returncode == 0, f"The measurement itself died: {measured.stderr}"
    assert abs(int(measured.stdout)) <= TOLERATED, (
        f"{CALLS} calls changed the count of None by {measured.stdout.strip()}: PySide6 "
        f"{version('PySide6-Essentials')} kills the program on Python 3.11. Stay with {PINNED}."
    )


@pytest.mark.parametrize("part", ["PySide6-Essentials", "PySide6-Addons"])
def test_the_pinned_version_is_the_one_in_use(part: str) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert f"{part}=={PINNED}" in settings["project"]["dependencies"], (
        f"{part} is pinned to {PINNED} because 6.12.0 crashes on Python 3.11. To take a later "
        "version, run this file's measurement with it on Python 3.11, then change PINNED."
    )
    assert version(part) == PINNED, (
        f"{part} {version(part)} is installed instead of {PINNED}: remove .venv and start ./run."
    )
