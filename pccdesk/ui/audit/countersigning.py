"""Countersigning the audit log from its page: save, print, check; and the export for auditors."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pccdesk.domain.countersigns import MOST_BYTES, Countersign, Head, parse_countersign
from pccdesk.domain.errors import DeskError
from pccdesk.services import audit_log
from pccdesk.services.audit_log import HeadCheck, LogExported
from pccdesk.services.contents import read_file, write_whole
from pccdesk.services.documents import OpenedDocument
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.audit_dialogs import Days, DaysDialog, PaperDialog
from pccdesk.ui.dialogs.command_dialog import DialogWords
from pccdesk.ui.dialogs.document_viewer import DocumentViewer
from pccdesk.ui.dialogs.files import COUNTERSIGN, JSON_LINES, PDF, ask_open, ask_save
from pccdesk.ui.lists.words import counted

_SHOWN = 3
_ENTRIES = ("entry", "entries")


class Countersigning:
    """What the page's buttons and menu entries do; each runs as a job that can be cancelled."""

    def __init__(self, context: Context, page: QWidget) -> None:
        self._context, self._page = context, page
        self.paper: PaperDialog | None = None
        self.days: DaysDialog | None = None
        self.preview: DocumentViewer | None = None

    def save(self) -> None:
        """Ask where to, and save a countersign as a file."""
        name = f"Countersign {self._context.today():%Y-%m-%d}.txt"
        path = ask_save(self._page, "Save a countersign", name, COUNTERSIGN)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Make a countersign and save it as a file."""
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_change(
            self._page,
            "Countersign the audit log",
            lambda progress: audit_log.make_countersign(desk, actor, path, progress=progress),
            lambda made: self._context.messages.success(
                f"Saved {path.name}: entry {made.head.sequence:,} and all before it. Give it to "
                "the auditor, or keep it where the office cannot change it."
            ),
            touches=("audit",),
        )

    def show_paper(self) -> None:
        """Make a countersign and show it as a page to print and sign."""
        desk, actor = self._context.desk, self._context.actor

        def work(made: Countersign) -> tuple[Countersign, bytes]:
            return made, audit_log.countersign_paper(desk, actor, made)

        self._context.jobs.run_change(
            self._page,
            "Countersign the audit log",
            lambda progress: work(audit_log.make_countersign(desk, actor, progress=progress)),
            lambda made: self._preview(*made),
            touches=("audit",),
        )

    def check_file(self) -> None:
        """Ask for a countersign's file and check the log against it."""
        path = ask_open(self._page, "Check a countersign", COUNTERSIGN)
        if path is not None:
            self.check_path(path)

    def check_path(self, path: Path) -> None:
        """Check the log against a countersign's file."""
        desk = self._context.desk
        self._context.jobs.run_change(
            self._page,
            "Check a countersign",
            lambda progress: audit_log.check_countersign(
                desk, parse_countersign(read_file(path, MOST_BYTES + 1)), progress
            ),
            self._checked,
        )

    def ask_paper(self) -> None:
        """Ask for what stands on a countersign's paper and check the log against it."""
        dialog = self.paper = PaperDialog(self._page)
        desk = self._context.desk

        def done(found: HeadCheck) -> None:
            if isValid(dialog):
                dialog.accept()
            self._checked(found)

        def failed(error: DeskError) -> None:
            if isValid(dialog) and dialog.isVisible():
                dialog.show_error(error)
            else:
                self._context.messages.tell(error)

        def check(head: Head) -> None:
            self._context.jobs.run_change(
                self._page,
                "Check a countersign",
                lambda progress: audit_log.check_countersign(desk, head, progress),
                done,
                failed=failed,
            )

        dialog.submitted.connect(check)
        dialog.open()

    def ask_export(self, days: Days) -> None:
        """Ask for the days and the file, and export the log."""
        words = DialogWords(
            "Export the audit log for auditors",
            "One entry a line, with all that its seal is made of, so that it can be proved without "
            "PCCDesk. The export is recorded.",
            "Choose the file …",
        )
        dialog = self.days = DaysDialog(words, self._context.today, days, self._page)

        def chosen(days: Days) -> None:
            dialog.accept()
            name = f"Audit log {self._context.today():%Y-%m-%d}.jsonl"
            path = ask_save(self._page, "Export the audit log", name, JSON_LINES)
            if path is not None:
                self.export_to(path, days)

        dialog.submitted.connect(chosen)
        dialog.open()

    def export_to(self, path: Path, days: Days) -> None:
        """Export the log of some days to a file; cancelling leaves nothing."""
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_change(
            self._page,
            "Export the audit log",
            lambda progress: audit_log.export_log(
                desk, actor, path, days.first, days.last, progress
            ),
            self._exported,
            touches=("audit",),
        )

    def _preview(self, made: Countersign, content: bytes) -> None:
        name = f"Countersign of entry {made.head.sequence}.pdf"
        dialog = DocumentViewer(OpenedDocument(name, "application/pdf", content), self._page)
        self.preview = dialog
        dialog.save_wanted.connect(lambda: self._save_paper(name, content))
        dialog.open()

    def _save_paper(self, name: str, content: bytes) -> None:
        path = ask_save(self._page, "Save the countersign", name, PDF)
        if path is not None:
            self._context.jobs.run_change(
                self._page,
                "Save the countersign",
                lambda _progress: write_whole(path, content),
                lambda _done: self._context.messages.success(f"Saved {path.name}."),
            )

    def _checked(self, found: HeadCheck) -> None:
        if found.kept:
            added = counted(found.added.count, *_ENTRIES)
            was = "was" if found.added.count == 1 else "were"
            self._context.messages.success(
                f"Everything up to entry {found.head.sequence:,} is as it was at the countersign. "
                f"{added} {was} added since."
            )
            return
        more = len(found.faults) - _SHOWN
        said = [*found.faults[:_SHOWN], *([f"And {more:,} more."] if more > 0 else [])]
        self._context.messages.error(
            "The promise of the countersign is broken. " + " ".join(said) + " Keep a copy of the "
            "database as it is, and tell the auditor."
        )

    def _exported(self, done: LogExported) -> None:
        stretch = done.stretch
        self._context.messages.success(
            f"Saved {done.path.name}: {counted(stretch.count, *_ENTRIES)}, {stretch.first:,} to "
            f"{stretch.last:,}. The help page “For auditors” (F1) says how to prove it."
        )
