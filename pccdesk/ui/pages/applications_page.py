"""All applications: find one, see how they stand, record a new one, bring a spreadsheet in."""

from types import MappingProxyType

from PySide6.QtWidgets import QPushButton

from pccdesk.domain.permissions import Permission
from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import APPLICATIONS
from pccdesk.services import letters
from pccdesk.services.foreseeing import Foreseen
from pccdesk.services.letters import LettersMade
from pccdesk.ui.bulk import look_first
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.bulk_dialog import BulkWords
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import ListPage, open_on
from pccdesk.ui.lists import columns
from pccdesk.ui.lists.words import counted, several, stopped
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.widgets.selection_bar import BulkAction

_LETTERS = BulkWords(
    "Make letters",
    "Make letters of",
    "application",
    "applications",
    "given letters",
    "Awards in them",
    "An award letter makes the offer: the days to accept run from today.",
)


class ApplicationsPage(ListPage):
    """The list of applications."""

    title = "Applications"
    heading = "Applications"
    shows = frozenset({"applications"})
    asks = MappingProxyType({"new_record": Permission.RECORD_APPLICATIONS})

    def buttons(self) -> tuple[QPushButton, ...]:
        """Offer what the signed-in person may do."""
        if not self.context.may(Permission.RECORD_APPLICATIONS):
            return ()
        return (
            push_button("Bring in a spreadsheet …", icon="upload", clicked=self.import_sheet),
            push_button(
                "Record an application", kind="primary", icon="plus", clicked=self.new_record
            ),
        )

    def made_list(self) -> RecordList:
        """Return the list with its filters and what can be done with several rows."""
        bulk = (BulkAction("Make letters …", self._make_letters, "mail"),)
        may_record = self.context.may(Permission.RECORD_APPLICATIONS)
        made = RecordList(
            self.context,
            DeskList(self.context, APPLICATIONS),
            columns.APPLICATIONS,
            ListWords(
                "Applications",
                "application",
                "applications",
                "Filter by reference, organisation, project or postcode",
                "No applications yet",
                "Record one from paper or e-mail, or bring in a spreadsheet."
                if may_record
                else "They appear here as soon as an officer records one.",
                next_step="Record an application" if may_record else "",
                take_next_step=self.new_record,
            ),
            filters=(
                ("stage", "Stage"),
                ("fund", "Fund"),
                ("round", "Round"),
                ("district", "District"),
                ("year", "Year"),
                ("owner", "Officer"),
            ),
            bulk=bulk if self.context.may(Permission.ISSUE_LETTERS) else (),
            default_sort=(Sort("received", descending=True),),
            parent=self,
        )
        open_on(self.context, made, "application")
        return made

    def new_record(self) -> None:
        """Record an application."""
        self.context.navigate(Target("application_form"))

    def import_sheet(self) -> None:
        """Bring in a spreadsheet."""
        self.context.navigate(Target("import"))

    def _make_letters(self, ids: tuple[int, ...]) -> None:
        desk, actor = self.context.desk, self.context.actor
        look_first(
            self.context,
            self,
            _LETTERS,
            lambda: letters.letters_to_make(desk, actor, ids),
            lambda foreseen: self._make_now(ids, foreseen),
        )

    def _make_now(self, ids: tuple[int, ...], foreseen: Foreseen) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Make letters",
            lambda progress: letters.make_pending(desk, actor, progress, ids),
            lambda made: self._letters_made(made, foreseen),
            touches=("applications", "letters"),
        )

    def _letters_made(self, made: LettersMade, foreseen: Foreseen) -> None:
        messages = self.context.messages
        words = [f"{counted(len(made.made), 'letter', 'letters')} made and kept."]
        if foreseen.skipped_count:
            left = counted(foreseen.skipped_count, "application was", "applications were")
            words.append(f"{left} left out.")
        words += stopped(made.left)
        words += several((*made.skipped, *foreseen.skipped))
        if made.made:
            messages.success(
                " ".join(words), "Go to letters", lambda: self.context.navigate(Target("letters"))
            )
        else:
            messages.warning(" ".join(words))
