"""The audit log: everything that was done, by whom and when, newest first."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from pccdesk.domain.dates import format_date
from pccdesk.domain.permissions import Permission
from pccdesk.queries import audit_detail
from pccdesk.queries.audit_detail import EntryDetail
from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import AUDIT
from pccdesk.ui import icons
from pccdesk.ui.audit.countersigning import Countersigning
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.audit_dialogs import Days, DaysDialog
from pccdesk.ui.dialogs.audit_entry_dialog import AuditEntryDialog
from pccdesk.ui.dialogs.command_dialog import DialogWords
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.lists import columns
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList


class AuditPage(ListPage):
    """The log as a list; an entry opens with what stood before and after it."""

    title = "Audit log"
    heading = "Audit log"
    about = "Each entry seals the one before it. A countersign proves later that none was changed."
    shows = frozenset({"audit"})

    def build(self) -> None:
        """Make the dialog that entries are shown in, one after the other."""
        super().build()
        self.entry: AuditEntryDialog | None = None

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return what an auditor does with the whole log."""
        self.countersigning = Countersigning(self.context, self)
        self.countersign = push_button("Countersign", icon="chevron-down", behind=True)
        self.countersign.setAccessibleDescription("Opens a menu: save, print or check")
        menu = QMenu(self.countersign)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.setAccessibleName("Countersign")
        for icon, words, done in (
            ("save", "&Save a countersign …", self.save_countersign),
            ("printer", "&Print a countersign …", self.print_countersign),
            ("shield-check", "&Check a countersign’s file …", self.check_countersign),
            ("keyboard", "Check one from p&aper …", self.type_countersign),
        ):
            action = menu.addAction(words)
            icons.put(action, icon)
            action.triggered.connect(lambda _on=False, done=done: done())
        self.countersign.setMenu(menu)
        export = push_button("Export for auditors …", icon="download", clicked=self.export_log)
        return (self.countersign, export)

    def made_list(self) -> RecordList:
        """Return the list of entries."""
        made = RecordList(
            self.context,
            DeskList(self.context, AUDIT, Permission.VIEW_AUDIT, identity="sequence"),
            columns.AUDIT,
            ListWords(
                "Audit log",
                "entry",
                "entries",
                "Filter by record or person",
                "No entries yet",
                "Everything that is done in the office is written here.",
                "history",
            ),
            filters=(("kind", "Kind"), ("actor", "Who"), ("action", "What")),
            default_sort=(Sort("sequence", descending=True),),
            parent=self,
        )
        made.filters.put_last(push_button("Days …", icon="calendar", clicked=self.choose_days))
        made.opened.connect(self._open)
        return made

    def save_countersign(self) -> None:
        """Save a countersign as a file."""
        self.countersigning.save()

    def print_countersign(self) -> None:
        """Show a countersign as a page to print."""
        self.countersigning.show_paper()

    def print_record(self) -> None:
        """Print a countersign: what is printed of the log."""
        self.print_countersign()

    def check_countersign(self) -> None:
        """Check the log against a countersign's file."""
        self.countersigning.check_file()

    def type_countersign(self) -> None:
        """Check the log against a countersign on paper."""
        self.countersigning.ask_paper()

    def export_log(self) -> None:
        """Export the log of the days that are shown."""
        self.countersigning.ask_export(self._days())

    def choose_days(self) -> None:
        """Narrow the list to some days."""
        words = DialogWords("Which days?", "Days are the UK’s.", "Show them")
        dialog = self.days = DaysDialog(words, self.context.today, self._days(), self)

        def chosen(days: Days) -> None:
            dialog.accept()
            self.list.filters.replace(
                {"from": _chosen("From", days.first), "to": _chosen("To", days.last)}
            )

        dialog.submitted.connect(chosen)
        dialog.open()

    def _days(self) -> Days:
        values = self.list.filters.chosen().values
        first, last = (values.get(key, ()) for key in ("from", "to"))
        return Days(
            date.fromisoformat(first[0]) if first else None,
            date.fromisoformat(last[0]) if last else None,
        )

    def _open(self, sequence: int) -> None:
        self._read(Target("audit", sequence, order=self.list.model.order), self._show_first)

    def _read(self, place: Target, show: Callable[[EntryDetail, Target], None]) -> None:
        desk, actor, sequence = self.context.desk, self.context.actor, place.record_id or 0
        self.context.jobs.run_query(
            self,
            lambda: desk.read(actor, audit_detail.entry, sequence),
            lambda entry: show(entry, place),
            key="entry",
        )

    def _show_first(self, entry: EntryDetail, place: Target) -> None:
        if self.entry is not None:
            self.entry.close()
        self.entry = dialog = AuditEntryDialog(self)
        dialog.open_wanted.connect(self._go)
        dialog.steps.wanted.connect(lambda place: self._read(place, self._show_next))
        dialog.finished.connect(lambda _result: self._close(dialog))
        dialog.show_entry(entry, place)
        dialog.open()

    def _show_next(self, entry: EntryDetail, place: Target) -> None:
        if self.entry is not None:  # else it was closed while the entry was read
            self.entry.show_entry(entry, place)

    def _close(self, dialog: AuditEntryDialog) -> None:
        self.entry = None
        dialog.deleteLater()

    def _go(self, entry: EntryDetail) -> None:
        tab = {"application": "timeline", "settings": "people"}.get(entry.page, "")
        self.context.navigate(Target(entry.page, entry.record_id, tab))


def _chosen(word: str, day: date | None) -> tuple[str, str] | None:
    return None if day is None else (day.isoformat(), f"{word} {format_date(day)}")
