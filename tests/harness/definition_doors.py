"""Doors of what an administrator takes in: the files of funds and of letters' wordings."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import tomli_w
from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.letters import parse_wording
from pccdesk.models.applications import Application
from pccdesk.papers.award_letter import AWARD_PARTS, AWARD_PLACEHOLDERS
from pccdesk.papers.decline_letter import DECLINE_PARTS, DECLINE_PLACEHOLDERS
from pccdesk.resources import resource_path
from pccdesk.services.definition_files import take_in_file
from tests.harness import gentle, kept_doors, mutations
from tests.harness.ready_office import opened_office
from tests.harness.seeds import Seeds
from tests.harness.taken import check_definitions, nothing_kept_if_refused
from tests.office import Office

KNOWN = {
    "award": (AWARD_PARTS, AWARD_PLACEHOLDERS),
    "decline": (DECLINE_PARTS, DECLINE_PLACEHOLDERS),
}


def take_in_a_definition(seeds: Seeds, rng: Random) -> None:
    """Take in the file of a fund or of a letter's wording, damaged in its text or its values.

    It is taken into an office of its own, which goes on working with it.
    """
    folder = resource_path(rng.choice(("funds", "letters")))
    sound = rng.choice(sorted(folder.glob("*.toml"))).read_bytes()
    path = seeds.folder / "definition.toml"
    way = rng.random()
    if way < 0.25:
        path.write_bytes(kept_doors.damaged_text(sound, rng))
    else:
        change = gentle.definition if way > 0.5 else mutations.structure
        content = change(tomllib.loads(sound.decode()), rng)
        path.write_text(tomli_w.dumps(content), encoding="utf-8")
    with another_office(seeds) as office:
        with nothing_kept_if_refused(office):
            take_in_file(office.desk, office.who("administrator"), path)
        check_definitions(office, at(office, Stage.APPROVED), at(office, Stage.DECLINED))


@contextmanager
def another_office(seeds: Seeds) -> Iterator[Office]:
    """Open a fresh copy of the office, for what would change the one that others use."""
    path = seeds.folder / "another.sqlite"
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    shutil.copyfile(seeds.folder / "seed.sqlite", path)
    with opened_office(str(path)) as office:
        yield office


def at(office: Office, stage: Stage) -> int:
    """Return an application at a stage."""
    with office.desk.database.reading() as connection:
        query = select(Application.id).where(Application.stage == stage.value)
        return connection.scalars(query).one()


def read_a_wording(_seeds: Seeds, rng: Random) -> None:
    """Read a damaged letter's wording and check it; what is taken fills every part."""
    code = rng.choice(sorted(KNOWN))
    sound = resource_path("letters", f"{code}.toml").read_bytes()
    if rng.random() < 0.5:
        text = mutations.bytes_of(sound, rng).decode("utf-8", "replace")
    else:
        text = tomli_w.dumps(gentle.definition(tomllib.loads(sound.decode()), rng))
    wording = parse_wording(text)
    parts, placeholders = KNOWN[code]
    wording.check(parts, placeholders)
    values = dict.fromkeys(placeholders, "£5 & “more”")
    for part in parts:
        wording.text(part, values)
        wording.paragraphs(part, values)
