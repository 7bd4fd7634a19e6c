"""The server's own kind of backup beside the program's: which `pg_dump`, and the dump itself."""

from dataclasses import dataclass
from pathlib import Path

from pccdesk.database.server_dump import (
    ENDING,
    DumpProgram,
    NoProgramError,
    dump_server,
    fitting_program,
    program_at,
)
from pccdesk.domain.errors import Cancelled, DeskError, Refused
from pccdesk.domain.permissions import Actor, Permission, needs, open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.services.desk import Desk
from pccdesk.services.work import change
from pccdesk.settings import keep_notes, notes_of


@dataclass(frozen=True, slots=True)
class Dump:
    """What `pg_dump` made beside a backup; without a file, `trouble` says why.

    `missing` tells that there is no fitting `pg_dump` here, which is no failure.
    """

    path: Path | None = None
    by: str = ""
    trouble: str = ""
    missing: bool = False


@open_to_all("It says which program of this computer would be used, and reads no record.")
def dump_program(desk: Desk) -> DumpProgram:
    """Return the `pg_dump` that backups of this server are made with; raises a sentence."""
    return fitting_program(desk.database, notes_of(desk.address).pg_dump)


@needs(Permission.MANAGE_OFFICE)
def choose_dump_program(desk: Desk, actor: Actor, program: Path | None) -> None:
    """Let backups use another `pg_dump` from now on; None for the newest that is found.

    Raises `Refused` for a file that is none, or is older than the server.
    """
    desk.present(actor, Permission.MANAGE_OFFICE)
    if desk.database.file is not None:
        raise Refused("This office is in a file, which needs no pg_dump.")
    if program is not None:
        program_at(program)
        fitting_program(desk.database, str(program))
    chosen = "" if program is None else str(program)
    keep_notes(desk.address, notes_of(desk.address)._replace(pg_dump=chosen))


@open_to_all("Part of a backup, which must never fail for want of a role.")
def dump_beside(
    desk: Desk,
    path: Path,
    program: Path | None = None,
    progress: Progress = no_progress,
    *,
    actor: Actor | None = None,
) -> Dump:
    """Dump the server beside a backup that was made of it, and record that.

    Never raises but for `Cancelled`: the program's own backup stands, whatever becomes of this.
    """
    try:
        used = (
            dump_program(desk) if program is None else fitting_program(desk.database, str(program))
        )
        target = path.with_suffix(ENDING)
        dump_server(desk.database, target, used, progress)
        with change(desk, actor) as work:
            work.audit(
                "office.dump",
                None,
                desk.database.name,
                file=target.name,
                by=used.words,
                size=target.stat().st_size,
            )
    except Cancelled:
        raise
    except NoProgramError as none:
        return Dump(trouble=none.sentence, missing=True)
    except DeskError as failed:
        return Dump(trouble=failed.sentence)
    return Dump(target, used.words)
