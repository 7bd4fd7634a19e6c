"""A page that is one list: heading, buttons, the list, and going to a record of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from pccdesk.ui.context import VIEW, Context, Target
from pccdesk.ui.page import Page, PageHeader
from pccdesk.ui.widgets.record_list import RecordList

_NUMBERS = {"year", "unmarked_by", "recommendable_by", "account_unchecked_by", "open_of"}
"""Filters whose values are numbers."""


def show_narrowed(shown: RecordList, target: Target) -> None:
    """Read a list, narrowed to the `key=value=words` of a place's filter if it has one.

    With `view=number=name` it is read as a saved view of it says.
    """
    key, _, rest = target.filter.partition("=")
    value, _, words = rest.partition("=")
    if key == VIEW and value:
        shown.look_like(int(value))
    elif key and value:
        shown.narrow(key, int(value) if key in _NUMBERS else value, words or value)
    else:
        shown.load()


def open_on(context: Context, shown: RecordList, page: str, tab: str = "") -> None:
    """Have a list's rows open their record on a page; its Next and Previous follow the list."""

    def go(row_id: int) -> None:
        found = shown.model.opened_from(row_id)
        if found is not None:
            record_id, order = found
            context.navigate(Target(page, record_id, tab, order=order))

    shown.opened.connect(go)


class ListPage(Page):
    """Build `self.list` in `made_list`; a target's `filter` is `key=value=words`."""

    heading = ""
    about = ""

    def made_column(self) -> QVBoxLayout:
        """Return a column that scrolls where heading, filters and a few rows do not fit."""
        return self.scrolling_column()

    def build(self) -> None:
        """Lay heading and list out."""
        self.header = PageHeader(self.heading, self.about, self.buttons(), self)
        self.column.addWidget(self.header)
        self.list = self.made_list()
        self.place_list()

    def place_list(self) -> None:
        """Put the list below the heading."""
        self.column.addWidget(self.list, 1)

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the buttons beside the heading."""
        return ()

    def made_list(self) -> RecordList:
        """Return the page's list."""
        raise LookupError(type(self).__name__)

    def load(self, target: Target) -> None:
        """Read the list, narrowed as the place asks."""
        super().load(target)
        show_narrowed(self.list, target)

    def refresh(self) -> None:
        """Read the list anew, as it is narrowed now."""
        self.list.load()

    def take_keyboard(self) -> None:
        """Begin in the rows: arrows choose, Enter opens, and what is typed filters."""
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Put the keyboard into the filter."""
        self.list.focus_filter()

    def sort_list(self) -> None:
        """Offer what the list can be sorted by."""
        self.list.table.offer_order()

    def choose_columns(self) -> None:
        """Offer the columns that can be shown and moved."""
        self.list.table.offer_columns()

    def open_record(self) -> None:
        """Open the record of the current row, for whoever has neither Enter nor a mouse."""
        self.list.table.open_current()

    def copy_list(self) -> None:
        """Copy what is selected, with headers."""
        self.list.copy_rows()

    def export_list(self) -> None:
        """Export what shows as a workbook."""
        self.list.export()
