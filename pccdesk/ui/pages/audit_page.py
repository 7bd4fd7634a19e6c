"""The audit log: everything that was done, by whom and when, newest first."""

from pccdesk.domain.permissions import Permission
from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import AUDIT, AuditLine
from pccdesk.ui.context import Target
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.lists import columns
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList


class AuditPage(ListPage):
    """The log as a list; an entry about an application opens its timeline."""

    title = "Audit log"
    heading = "Audit log"
    about = (
        "Each entry seals the one before it: “Verify records” in Settings finds any that was "
        "changed, removed or put in another place."
    )

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
            filters=(("actor", "Who"), ("action", "What")),
            default_sort=(Sort("sequence", descending=True),),
        )
        made.opened.connect(self._open)
        return made

    def _open(self, sequence: int) -> None:
        desk, actor = self.context.desk, self.context.actor

        def read() -> AuditLine:
            found = desk.read_as(actor, Permission.VIEW_AUDIT, AUDIT.rows, (sequence,))
            line: AuditLine = found[sequence]
            return line

        self.context.jobs.run_query(self, read, self._go, key="entry")

    def _go(self, line: AuditLine) -> None:
        if line.application_id is not None:
            self.context.navigate(Target("application", line.application_id, tab="timeline"))
        else:
            self.context.messages.information(
                f"Entry {line.sequence:,} is about {line.subject or 'the office'}, "
                "which has no page of its own."
            )
