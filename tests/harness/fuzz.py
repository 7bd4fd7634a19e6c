"""Try every door with damaged input: a sentence or a result, in time, and nothing kept of it.

    python -m tests.harness.fuzz --inputs 1500 --seed 1

Inputs run in a process of their own; where that dies or hangs, the input is named by its seed
and can be tried alone with --only.
"""

from __future__ import annotations

import argparse
import logging
import os
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NoReturn

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import DeskError
from pccdesk.queries import letters as letter_queries
from pccdesk.services import audit_log, batches, letters
from pccdesk.services.verification import verify
from tests import way
from tests.harness.doors import DOORS
from tests.harness.kept_doors import draw_first_page, make_pictures
from tests.harness.promises import BrokenError, Summary, count, require, stop_at_once, tell
from tests.harness.ready_office import make_staffed_office, opened_office, write_spreadsheets
from tests.harness.seeds import Seeds, real_files, word_file
from tests.harness.taken import nothing_kept_if_refused
from tests.new_office import PASSWORD
from tests.office import Office

SECONDS = 20
"""Of work in which every input must be dealt with, and its damage be made."""
PATIENCE = 10
"""So many times as long may it take where others keep the machine busy."""
MEMORY = 3 * 1024**3
INPUTS_AN_OFFICE = 400
"""So many inputs does one office see, before it is verified and a fresh one takes its place."""
NAMES = [name for name, (_, often) in DOORS.items() for _ in range(often)]


def prepare(folder: Path) -> None:
    """Make the office and the sound files that are to be damaged."""
    address = str(folder / "office.sqlite")
    make_staffed_office(address)
    write_spreadsheets(address, folder / "spreadsheets", 1)
    with opened_office(address) as office:
        accepted = office.bring_to(Stage.ACCEPTED)
        reader, finance = office.who("administrator"), office.who("finance")
        letter = office.desk.read(reader, letter_queries.letters_of, accepted)[0]
        (folder / "letter.pdf").write_bytes(letters.read_letter(office.desk, reader, letter.id))
        way.approve_payment(office, accepted)
        batch = batches.prepare_batch(office.desk, finance)
        batches.write_batch(office.desk, finance, batch.id, folder / "finance.xlsx")
        for stage in (Stage.APPROVED, Stage.DECLINED):
            office.bring_to(stage)
        audit_log.make_countersign(office.desk, reader, folder / "countersign.txt")
    shutil.copyfile(address, folder / "seed.sqlite")


def read_seeds(folder: Path, office: Office) -> Seeds:
    """Return the sound files, and a draft to attach to."""
    office.made = 1000  # the names before are taken
    finance, letter, database = (
        (folder / name).read_bytes() for name in ("finance.xlsx", "letter.pdf", "seed.sqlite")
    )
    return Seeds(
        folder,
        office,
        office.bring_to(Stage.DRAFT),
        next((folder / "spreadsheets").iterdir()).read_bytes(),
        finance,
        letter,
        database,
        word_file(),
        make_pictures(folder),
        (folder / "countersign.txt").read_bytes(),
        real_files(),
    )


def try_one(seeds: Seeds, door: str, rng: Random) -> str:
    """Try one input: return `taken` or `refused`; raise where it broke a promise."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with nothing_kept_if_refused(seeds.office):
            DOORS[door][0](seeds, rng)
    except DeskError:
        return "refused"
    return "taken"


def work(folder: Path, places: Sequence[int], seed: int, told: int) -> NoReturn:
    """Try inputs one after the other, and tell of each through a pipe before and after.

    Runs in a process of its own, and never comes back into the one that forked it.
    """
    try:
        _try_all(folder, places, seed, told)
    except BaseException:  # noqa: BLE001 - the parent reads it
        tell_fault(told)
    os._exit(0)


def _try_all(folder: Path, places: Sequence[int], seed: int, told: int) -> None:
    import resource  # not on Windows

    os.environ |= {"PCCDESK_PASSWORD": PASSWORD, "PCCDESK_DATABASE": str(folder / "cli.sqlite")}
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = str(folder / "home" / name)
    shutil.copyfile(folder / "seed.sqlite", folder / "cli.sqlite")
    os.chdir(folder)  # a command may write to where it stands
    require(draw_first_page((folder / "letter.pdf").read_bytes()), "The sound letter is not drawn.")
    most = _memory_in_use() + MEMORY  # the line above reserved what is never used
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    warnings.simplefilter("ignore")
    for start in range(0, len(places), INPUTS_AN_OFFICE):
        _try_some(folder, places[start : start + INPUTS_AN_OFFICE], seed, told)


def _try_some(folder: Path, places: Sequence[int], seed: int, told: int) -> None:
    """Try inputs on a fresh office, which verifies after them."""
    office_file = folder / "office.sqlite"
    shutil.copyfile(folder / "seed.sqlite", office_file)
    with opened_office(str(office_file)) as office:
        seeds = read_seeds(folder, office)
        for place in places:
            rng = Random(f"{seed}/{place}")  # noqa: S311 - likewise
            door = rng.choice(NAMES)
            os.write(told, f"{place} {door}\n".encode())
            began = time.process_time()
            outcome = try_one(seeds, door, rng)
            took = round(1000 * (time.process_time() - began))
            os.write(told, f"{outcome} {took} {door}\n".encode())
        faults = verify(office.desk).faults
        require(not faults, f"What was taken broke the office: {'; '.join(faults)}")
    office_file.unlink()


def _memory_in_use() -> int:
    """Return the address space, in bytes, that this process was forked with."""
    counts = Path("/proc/self/statm")
    pages = int(counts.read_text().split()[0]) if counts.exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def tell_fault(told: int) -> NoReturn:
    """Tell what was raised, and end the process."""
    os.write(told, b"broken " + traceback.format_exc().encode("utf-8", "replace"))
    os._exit(1)


def _is_heard(process: int, heard: int) -> bool:
    """Wait until the process tells something; False where it worked or idled for too long."""
    before = _work_of(process)
    for _ in range(PATIENCE):
        if select.select([heard], [], [], SECONDS)[0]:
            return True
        if _work_of(process) - before >= SECONDS:
            return False
    return False


def _work_of(process: int) -> float:
    """Return how many seconds a process has worked; endless where the system does not say."""
    told = Path(f"/proc/{process}/stat")
    if not told.exists():
        return float("inf")
    fields = told.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def watch(process: int, heard: int, summary: Summary, outcomes: Summary) -> None:
    """Read what the process tells until it ends; raise where it breaks, dies or hangs."""
    said, slowest = b"", (0, "")
    while _is_heard(process, heard):
        piece = os.read(heard, 65536)
        *lines, said = (said + piece).split(b"\n") if b"broken" not in said else [said + piece]
        for line in lines:
            word, _, rest = line.decode("utf-8", "replace").partition(" ")
            if word.isdecimal():
                summary["last"] = f"input {word}: {rest}"
            elif word in {"taken", "refused"}:
                took, _, door = rest.partition(" ")
                count(outcomes, f"{door} {word}", 1)
                count(summary, "inputs", 1)
                slowest = max(slowest, (int(took), str(summary["last"])))
                summary["slowest_ms"], summary["slowest"] = slowest
            else:
                said = b"\n".join((line, *lines[lines.index(line) + 1 :], said))
                break
        if not piece:
            _, status = os.waitpid(process, 0)
            ended = said.decode("utf-8", "replace") or f"The process died: {status}."
            require(status == 0, ended)
            return
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    raise BrokenError(f"No answer within {SECONDS} seconds.")


def fuzz(places: Sequence[int], seed: int, summary: Summary) -> None:
    """Try so many inputs; fills the summary."""
    outcomes: Summary = {}
    summary |= {"seed": seed, "inputs": 0, "outcomes": outcomes}
    with tempfile.TemporaryDirectory(prefix="pccdesk-fuzz-") as folder:
        prepare(Path(folder))
        heard, told = os.pipe()
        process = os.fork()
        if not process:
            stop_at_once()
            os.close(heard)
            work(Path(folder), places, seed, told)
        os.close(told)
        try:
            watch(process, heard, summary, outcomes)
        finally:
            os.close(heard)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the harness from the command line."""
    parser = argparse.ArgumentParser(prog="tests.harness.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of the one input to try")
    options = parser.parse_args(arguments)
    places = range(options.inputs) if options.only is None else [options.only]
    return tell("fuzz", lambda summary: fuzz(places, options.seed, summary))


if __name__ == "__main__":
    sys.exit(main())
