"""Where the records are, and whether they are whole."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar

from pccdesk.domain.errors import Cancelled, DeskError
from pccdesk.ui.jobs import Job
from pccdesk.ui.palettes import Tone
from pccdesk.ui.settings.backup_card import BackupCard, size_words
from pccdesk.ui.settings.copy_card import CopyCard
from pccdesk.ui.settings.section import Section, button_row, facts_of
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import Card, label

if TYPE_CHECKING:
    from pccdesk.services.desk import Desk
    from pccdesk.services.verification import Verification


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    where: str
    size: str
    schema: str


class DatabaseSection(Section):
    """Facts about the database, and a check of every record that can be proved."""

    title = "Database"

    def build(self) -> None:
        """Make the cards."""
        self._job: Job[Verification] | None = None
        self.facts = facts_of()
        card = Card("Where the records are")
        card.add(self.facts)
        self.open_folder = push_button("Open folder", icon="folder", clicked=self._open_folder)
        card.add(button_row(self.open_folder))
        self.cards.add(card)
        check = Card("Are the records whole?")
        check.add(
            label(
                "Walks the audit log from its first entry, compares every letter and document "
                "with its fingerprint (SHA-256), and adds each payment batch up again. "
                "Changes nothing; you can go on working.",
                "muted",
                wrap=True,
            )
        )
        self.verify = push_button("Verify records", icon="shield-check", clicked=self.run)
        self.stop = push_button("Cancel", clicked=self._stop)
        self.whole = push_button("Check the whole file", clicked=lambda: self.run(full=True))
        check.add(button_row(self.verify, self.whole, self.stop))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the verification")
        check.add(self.progress)
        self.outcome = Card()
        self.outcome.setProperty("role", "message")
        self.words = label("", wrap=True)
        self.words.setTextInteractionFlags(self.words.textInteractionFlags().TextSelectableByMouse)
        self.outcome.add(self.words)
        check.add(self.outcome)
        for each in (self.stop, self.progress, self.outcome):
            each.hide()
        self.backups = BackupCard(self.context)
        self.cards.add(self.backups)
        self.cards.add(check)
        self.copying = CopyCard(self.context)
        self.cards.add(self.copying)
        self.context.jobs.changed.connect(self._show_progress)

    def load(self) -> None:
        """Read where the database is and how large."""
        desk = self.context.desk
        self.context.jobs.run_query(self, lambda: _place(desk), self._show, key="place")
        self.backups.load()

    def run(self, *, full: bool = False) -> None:
        """Verify every record; `full` looks through every index of a file too."""
        from pccdesk.services.verification import verify

        desk = self.context.desk
        self.outcome.hide()
        self.progress.setRange(0, 0)
        self._running(running=True)
        self._job = self.context.jobs.run_change(
            self,
            "Verify records",
            lambda progress: verify(desk, progress, full=full),
            self._verified,
            failed=self._failed,
        )

    def _verified(self, found: "Verification") -> None:
        self._running(running=False)
        tone = Tone.SUCCESS if found.sound else Tone.ERROR
        self._tell(tone, *_outcome(found))

    def _failed(self, error: DeskError) -> None:
        self._running(running=False)
        if isinstance(error, Cancelled):
            self._tell(Tone.NEUTRAL, "Stopped before everything was looked at.")
        else:
            self._tell(Tone.ERROR, error.sentence)

    def _tell(self, tone: Tone, *lines: str) -> None:
        restyle(self.outcome, "tone", tone.value)
        self.words.setText("\n".join(lines))
        self.outcome.setAccessibleName(" ".join(lines))
        self.outcome.show()

    def _running(self, *, running: bool) -> None:
        for each in (self.verify, self.whole):
            each.setEnabled(not running)
        self.stop.setVisible(running)
        self.progress.setVisible(running)

    def _show_progress(self) -> None:
        if self._job is not None and self._job.total:
            self.progress.setRange(0, self._job.total)
            self.progress.setValue(self._job.count)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show(self, place: _Place) -> None:
        facts = [("Database", place.name), ("Where", place.where)]
        if place.size:
            facts.append(("Size", place.size))
        self.facts.set_facts((*facts, ("Schema", place.schema)))
        self.open_folder.setVisible(bool(place.size))

    def _open_folder(self) -> None:
        path = self.context.desk.database.file
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))


def _place(desk: "Desk") -> _Place:
    from pccdesk.database.schema import schema_revision

    database = desk.database
    path = database.file
    if path is None:
        where = f"PostgreSQL server {database.url.host or 'on this machine'}"
        return _Place(database.name, where, "", schema_revision(database))
    kept = (path, path.with_name(f"{path.name}-wal"))
    size = sum(each.stat().st_size for each in kept if each.exists())
    return _Place(path.name, str(path.parent), size_words(size), schema_revision(database))


def _outcome(found: "Verification") -> tuple[str, ...]:
    looked_at = (
        f"Looked at {_count(found.audit_entries, 'audit entry', 'audit entries')}, "
        f"{_count(found.letters, 'letter', 'letters')}, "
        f"{_count(found.documents, 'kept document', 'kept documents')} and "
        f"{_count(found.batches, 'payment batch', 'payment batches')}."
    )
    if found.sound:
        whole = f"The records are whole. {looked_at}"
        if not found.in_part:
            return (whole,)
        return (whole, f"{found.part_words} “Check the whole file” compares all.")
    faults = _count(len(found.faults), "fault was", "faults were")
    return (
        f"{faults} found. Keep a copy of the database as it is, and tell whoever looks after it.",
        *(f"• {fault}" for fault in found.faults),
        looked_at,
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
