"""`python -m tests.harness.broken_door raise|die`: the fuzz harness on doors that break.

It shows that the harness notices; a harness that cannot fail proves nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.harness import fuzz
from tests.harness.doors import DOORS
from tests.harness.ready_office import make_staffed_office
from tests.harness.seeds import Seeds
from tests.office import Office


def main(how: str) -> int:
    """Run one input through a door that raises or dies; return the harness's exit code."""

    def broken(*_: object) -> None:
        if how == "die":
            os.kill(os.getpid(), 9)
        raise ZeroDivisionError

    def prepare(folder: Path) -> None:
        make_staffed_office(str(folder / "seed.sqlite"))
        (folder / "letter.pdf").touch()

    def seeds(folder: Path, office: Office) -> Seeds:
        return Seeds(folder, office, 0, b"", b"", b"", b"")

    doors = dict.fromkeys(DOORS, (broken, 1))
    vars(fuzz).update(
        prepare=prepare, read_seeds=seeds, DOORS=doors, draw_first_page=lambda _content: True
    )
    return fuzz.main(["--inputs", "1"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
