"""Take pictures of every place, or compare them with the kept ones.

python -m tests.ui.pictures --take                  keeps what the pages look like now
python -m tests.ui.pictures --compare               the kept ones, as the tests do
python -m tests.ui.pictures --all --full FOLDER     whole pictures of all, to be looked at
python -m tests.ui.pictures --all --compare         all layouts, and the kept pictures
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

KEPT = Path(__file__).parent / "kept"


def main() -> int:
    """Do what is asked; one screen in this process, each of several in one of its own."""
    asked = _arguments()
    if asked.screen is None:
        return _each_screen()
    with tempfile.TemporaryDirectory() as folder:
        found = _one_screen(asked, Path(folder))
    print(json.dumps(found, indent=1, ensure_ascii=False))  # noqa: T201 - its answer
    return 0 if asked.take or not any(found["faults"].values()) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.pictures", description=__doc__)
    parser.add_argument("--take", action="store_true", help="keep what is there now")
    parser.add_argument("--compare", action="store_true", help="compare with what is kept")
    parser.add_argument("--all", action="store_true", help="also what no picture is kept of")
    parser.add_argument("--differences", type=Path, help="a folder for what differs")
    parser.add_argument("--full", type=Path, help="a folder for whole pictures")
    parser.add_argument("--screen", help="one screen by its name")
    parser.add_argument("--state", help="one office by its name")
    parser.add_argument("--sample", type=Path, help="a sample office that is made already")
    return parser.parse_args()


def _each_screen() -> int:
    from tests.ui.pictures.taking import SCREENS

    again = [sys.executable, "-m", "tests.ui.pictures", *sys.argv[1:]]
    codes = []
    for screen in SCREENS:
        environment = environment_of(screen.scale)
        command = [*again, "--screen", screen.name]
        codes.append(subprocess.run(command, env=environment, check=False).returncode)
    return max(codes)


def environment_of(scale: float) -> dict[str, str]:
    """Return the environment in which a screen's pictures are taken."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}


def _one_screen(asked: argparse.Namespace, folder: Path) -> dict[str, dict[str, list[str]]]:
    from pccdesk.services.sample import make_sample_office
    from pccdesk.ui.application import application
    from tests.ui.pictures.offices import STATES, make_office
    from tests.ui.pictures.taking import SCREENS, Photographer

    app = application()
    app.setCursorFlashTime(0)
    [screen] = [each for each in SCREENS if each.name == asked.screen]
    sample = asked.sample or folder / "sample.sqlite"
    if asked.sample is None:
        make_sample_office(str(sample)).database.close()
    faults: dict[str, list[str]] = {}
    for state in STATES if asked.state is None else (asked.state,):
        desk = make_office(state, folder / state, sample)
        photographer = Photographer(desk, state, screen, folder / state, everything=asked.all)
        for shot in photographer.shots():
            found = shot.faults + _kept_or_compared(asked, screen.name, shot.name, shot.picture)
            faults[shot.name] = found
        photographer.close()
    return {"faults": faults}


def _kept_or_compared(
    asked: argparse.Namespace, screen: str, name: str, picture: object
) -> list[str]:
    from PySide6.QtGui import QImage

    from tests.ui.pictures import reduced

    assert isinstance(picture, QImage)
    if asked.full is not None:
        _save(picture, asked.full / screen / f"{name}.png")
    small = reduced.reduced(picture)
    path = KEPT / screen / f"{name}.png"
    if asked.take:
        _save(small, path)
        return []
    if not asked.compare:
        return []
    if not path.exists():
        return [] if asked.all else ["no picture is kept: python -m tests.ui.pictures --take"]
    kept = reduced.read(path)
    share = reduced.difference(small, kept)
    if share <= reduced.MOST:
        return []
    return [f"{share:.1%} of the picture differs from the kept one", *_shown(asked, path, picture)]


def _shown(asked: argparse.Namespace, kept: Path, picture: object) -> list[str]:
    """Write the actual picture, the expected one and the difference; say where they are."""
    from PySide6.QtGui import QImage

    from tests.ui.pictures import reduced

    assert isinstance(picture, QImage)
    if asked.differences is None:
        return []
    place = asked.differences / kept.relative_to(KEPT).with_suffix("")
    small, expected = reduced.reduced(picture), reduced.read(kept)
    _save(picture, place / "whole.png")
    _save(small, place / "actual.png")
    _save(expected, place / "expected.png")
    _save(reduced.marked(small, expected), place / "difference.png")
    return [f"see {place}"]


def _save(picture: object, path: Path) -> None:
    from PySide6.QtGui import QImage

    assert isinstance(picture, QImage)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(str(path), "PNG", 0)  # type: ignore[call-overload] # 0: packed as small as can be


if __name__ == "__main__":
    sys.exit(main())
