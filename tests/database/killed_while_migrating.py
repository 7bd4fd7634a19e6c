"""A process that is killed while it brings an office up to date.

Its arguments: the office's file, a folder, and after which share of the statements it dies.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Engine

from pccdesk.database import schema
from pccdesk.database.creation import open_database
from tests.harness.next_schema import newer_program


def main(office: Path, folder: Path, share: float) -> None:
    """Count the statements of a whole migration of a copy, then die within the real one."""
    run = [0, -1]

    def before(*_: object) -> None:
        run[0] += 1
        if run[0] == run[1]:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", before)
    newest = max(each.name[:4] for each in (schema.MIGRATIONS / "versions").glob("0*.py"))
    rehearsal = folder / "rehearsal.sqlite"
    shutil.copyfile(office, rehearsal)
    with newer_program(folder, newest):
        open_database(str(rehearsal)).close()
        run[:] = [0, max(1, int(run[0] * share))]
        open_database(str(office)).close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
