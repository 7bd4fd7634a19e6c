"""Backups in Settings: what there is, make one, restore one, say where they go."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pccdesk.domain.dates import format_instant
from pccdesk.domain.errors import DeskError, EnvironmentFailed
from pccdesk.domain.permissions import Permission, refusal
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.files import DATABASE, ask_folder, ask_open, ask_save
from pccdesk.ui.dialogs.restored_dialog import RestoredDialog
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.plain_text import plain_tip
from pccdesk.ui.settings.section import button_row, facts_of
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.job_progress import JobProgress
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from pccdesk.services.backups import Backup, Restored
    from pccdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class _Read:
    """Where backups go, which there are, and of a server what dumps it."""

    folder: str = ""
    is_own: bool = False
    backups: "tuple[Backup, ...]" = ()
    trouble: str = ""
    pg_dump: str = ""


_COLUMNS: "tuple[PlainColumn[Backup], ...]" = (
    PlainColumn("Made", lambda row: format_instant(row.made_at)),
    PlainColumn("File", lambda row: row.path.name, stretch=True, tip=lambda row: str(row.path)),
    PlainColumn("Size", lambda row: size_words(row.size), right=True),
)
_OF_A_SERVER: "tuple[PlainColumn[Backup], ...]" = (
    *_COLUMNS,
    PlainColumn("By pg_dump", lambda row: "Yes" if row.dump is not None else "No"),
)


class BackupCard(Card):
    """The list of backups, and what is done with them."""

    def __init__(self, context: Context) -> None:
        super().__init__("Backups")
        self.context = context
        self.words = label("", "muted", wrap=True)
        self.facts = facts_of()
        self.back_up = push_button("Back up now", icon="save", clicked=self.make)
        self.restore = push_button("Restore …", icon="history", clicked=self.restore_chosen)
        self.restore_other = push_button(
            "Restore another file …", icon="upload", clicked=self.restore_file
        )
        self.choose = push_button("Choose folder …", icon="folder", clicked=self.choose_folder)
        self.usual = push_button("Use the usual folder", clicked=lambda: self._keep_folder(None))
        self.on_server = context.desk.database.file is None
        self.pg_dump = push_button("Choose pg_dump …", icon="database", clicked=self.choose_pg_dump)
        self.pg_dump.setVisible(self.on_server)
        columns = _OF_A_SERVER if self.on_server else _COLUMNS
        self.table: PlainTable[Backup] = PlainTable(columns, "Backups")
        self.table.chosen.connect(self._offer)
        self.progress = JobProgress(context.jobs)
        self._folders = button_row(self.choose, self.usual, self.pg_dump)
        self._makers = button_row(self.back_up, self.restore, self.restore_other)
        for each in (self.words, self._makers, self.progress, self.table):
            self.add(each)
        for each in (self.facts, self._folders):
            self.add(each)
        self._read = _Read()
        self._guard()

    def load(self) -> None:
        """Read which backups there are."""
        desk = self.context.desk
        self.context.jobs.run_query(self, lambda: _read(desk), self._show, key="backups")

    def make(self) -> None:
        """Make a backup now."""
        from pccdesk.services.backups import back_up_server, make_backup

        desk, actor, on_server = self.context.desk, self.context.actor, self.on_server
        self.back_up.setEnabled(False)
        job = self.context.jobs.run_change(
            self,
            "Back up",
            lambda progress: (
                back_up_server(desk, actor, progress)
                if on_server
                else make_backup(desk, progress=progress, actor=actor)
            ),
            self._made,
            failed=self._failed,
        )
        self.progress.follow(job)

    def restore_chosen(self) -> None:
        """Restore the chosen backup into a new file."""
        chosen = self.table.chosen_row()
        if chosen is not None:
            self._restore(chosen.path)

    def restore_file(self) -> None:
        """Restore a backup that stands elsewhere into a new file."""
        path = ask_open(self, "Choose a backup", DATABASE, self._read.folder)
        if path is not None:
            self._restore(path)

    def choose_folder(self) -> None:
        """Ask where backups are to go from now on."""
        folder = ask_folder(self, "Choose a folder or share for backups")
        if folder is not None:
            self._keep_folder(folder)

    def choose_pg_dump(self) -> None:
        """Ask which program dumps the server from now on."""
        from pccdesk.services.server_dumps import choose_dump_program

        program = ask_open(self, "Choose the program pg_dump", "All files (*)", "")
        if program is None:
            return
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Choose pg_dump",
            lambda _progress: choose_dump_program(desk, actor, program),
            lambda _: self.load(),
        )

    def _keep_folder(self, folder: Path | None) -> None:
        from pccdesk.services.backups import choose_folder

        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Choose the folder for backups",
            lambda _progress: choose_folder(desk, actor, folder),
            lambda _: self.load(),
        )

    def _restore(self, path: Path) -> None:
        from pccdesk.services.backups import restore

        desk, actor = self.context.desk, self.context.actor
        name = f"office-restored-{desk.today().isoformat()}.sqlite"
        own = desk.database.file
        target = ask_save(self, "Restore into a new file", name, DATABASE, own and own.parent)
        if target is None:
            return
        job = self.context.jobs.run_change(
            self,
            "Restore",
            lambda progress: restore(path, target, desk, progress, actor=actor),
            self._restored,
        )
        self.progress.follow(job)

    def _restored(self, restored: "Restored") -> None:
        dialog = RestoredDialog(restored, self)
        dialog.wanted.connect(lambda: self._open(restored.path))
        dialog.open()

    def _open(self, path: Path) -> None:
        from pccdesk.ui.start.office_window import OfficeWindow

        window = self.window()
        if isinstance(window, OfficeWindow):
            window.open_address(str(path))

    def _made(self, made: "Backup") -> None:
        self.back_up.setEnabled(True)
        dump = made.dump
        if dump is not None and dump.trouble:
            self.context.messages.warning(
                f"“{made.path.name}” was made and checked. {dump.trouble}"
            )
        else:
            also = f", and “{dump.path.name}” by {dump.by}" if dump and dump.path else ""
            self.context.messages.success(f"“{made.path.name}” was made and checked{also}.")
        self.load()

    def _failed(self, error: DeskError) -> None:
        self.back_up.setEnabled(True)
        self.context.messages.tell(error)
        self.load()

    def _guard(self) -> None:
        if self.context.may(Permission.MANAGE_OFFICE):
            return
        why = refusal(self.context.actor, Permission.MANAGE_OFFICE)
        on_server = (self.pg_dump, self.back_up) if self.on_server else ()
        for each in (self.choose, self.usual, *on_server):
            each.setEnabled(False)
            each.setToolTip(plain_tip(why))
            each.setAccessibleDescription(why)

    def _offer(self) -> None:
        self.restore.setEnabled(self.table.chosen_row() is not None)

    def _show(self, read: _Read) -> None:
        self._read = read
        self.words.setText(read.trouble or _words(read, on_server=self.on_server))
        dumped_by = (("pg_dump", read.pg_dump),) if self.on_server else ()
        self.facts.set_facts((("Folder", read.folder), *dumped_by))
        self.usual.setVisible(read.is_own)
        self.table.set_rows(read.backups)
        self.table.setVisible(bool(read.backups))
        if read.backups:
            self.table.selectRow(0)
        self._offer()


def size_words(size: int) -> str:
    """Return a size in bytes as an officer reads it."""
    return f"{size / 1024**2:,.1f} MB" if size >= 1024**2 else f"{size / 1024:,.0f} kB"


def _words(read: _Read, *, on_server: bool) -> str:
    rule = (
        "A backup is made at the first opening of each day, and on closing if something changed. "
        "Each is checked. The newest of 7 days, 4 weeks and 12 months stay."
    )
    if on_server:
        rule = (
            "On a server, “Back up now” copies every record into one file and compares them, and "
            "has pg_dump make its own kind of backup beside it where that is present. To have it "
            "done each day, choose a folder on one computer of the office."
        )
    return rule if read.backups else f"There is no backup yet. {rule}"


def _read(desk: "Desk") -> _Read:
    from pccdesk.services import backups
    from pccdesk.settings import notes_of

    folder = backups.backup_folder(desk)
    own = bool(notes_of(desk.address).backup_folder)
    pg_dump = "" if desk.database.file is not None else _pg_dump(desk)
    try:
        found = backups.backups(desk)
    except EnvironmentFailed as failed:
        return _Read(str(folder), own, trouble=failed.sentence, pg_dump=pg_dump)
    return _Read(str(folder), own, found, pg_dump=pg_dump)


def _pg_dump(desk: "Desk") -> str:
    from pccdesk.services.server_dumps import dump_program

    try:
        program = dump_program(desk)
    except DeskError as none:
        return none.sentence
    return f"{program.words}: {program.path}"
