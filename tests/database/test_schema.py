"""Which schemas are known is told by the migrations' names; Alembic is loaded only to apply one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from pccdesk.database.schema import MIGRATIONS, is_known, known_revisions
from tests.repository import ROOT

_OPENED = """
import sys
from pccdesk.bootstrap import open_desk
desk = open_desk(sys.argv[1])
desk.database.close()
print(any(name.partition(".")[0] in {"alembic", "mako"} for name in sys.modules))
"""


def test_the_names_of_the_migrations_say_what_alembic_would() -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(configuration)
    by_alembic = [each.revision for each in script.walk_revisions()]
    assert list(known_revisions()) == by_alembic[::-1]
    assert script.get_current_head() == known_revisions()[-1]


def test_only_a_schema_of_ours_is_known() -> None:
    assert is_known("0001")
    assert not is_known("0")
    assert not is_known("9999")


def test_to_open_an_office_that_is_up_to_date_loads_no_migrations(
    sample_office_file: Path, tmp_path: Path
) -> None:
    office = tmp_path / "office.sqlite"
    shutil.copyfile(sample_office_file, office)
    command = [sys.executable, "-c", _OPENED, str(office)]
    ended = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert ended.stdout.strip() == "False"
