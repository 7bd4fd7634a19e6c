"""The views button beside a list's filter: choose, save, share, delete, and go back to the usual.

What it keeps is in the database (`services.views`); which one was in use last is in the officer's
own settings. Nothing is saved unless the officer says so: a link from Home that narrows the list
leaves the view as it was, and a view that looks different now is marked as changed.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from pccdesk.domain.errors import DeskError, Refused
from pccdesk.domain.permissions import Permission
from pccdesk.domain.views import ViewContent, fitted
from pccdesk.queries import views as view_queries
from pccdesk.queries.lists import listing_of
from pccdesk.queries.views import ViewRow, ViewsOfList
from pccdesk.services import views
from pccdesk.ui import icons
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.asking import Asked, ask
from pccdesk.ui.dialogs.command_dialog import DialogWords
from pccdesk.ui.dialogs.view_dialog import ViewNameDialog
from pccdesk.ui.jobs import Steps
from pccdesk.ui.plain_text import plain_tip, plain_words
from pccdesk.ui.widgets.buttons import ToolButton
from pccdesk.ui.widgets.last_view import LastView
from pccdesk.ui.widgets.list_arrangement import Arranged
from pccdesk.ui.widgets.view_menu import ViewMenu

Rows = Sequence[Any]
USUAL = "The usual"
_LONGEST = 18


class ListViews(ToolButton):
    """The button, its menu, and which view is in use."""

    def __init__(self, context: Context, list_key: str, shown: Arranged, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._key, self._list, self._page = context, list_key, shown, page
        self.views = ViewsOfList((), None, None)
        self.in_use: ViewRow | None = None
        self._as_chosen: ViewContent | None = None
        self._last = LastView(context.settings, list_key)
        self.setProperty("kind", "secondary")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self, "layers")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = ViewMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self.setMenu(self._menu)
        self.update_mark()

    def begin(self, usual: Callable[[], Rows]) -> None:
        """Put on the view used last, else the one the list opens with, as soon as it is read.

        `usual` reads the first rows of the list as it was left; called off the window's thread,
        where there is no such view, in one go with the views.
        """
        desk, actor, key = self._context.desk, self._context.actor, self._key
        kept = self._last.number()

        def read() -> tuple[ViewsOfList, ViewRow | None, Rows | None]:
            found = views.views_of(desk, actor, key)
            chosen = found.opened_with if kept is None else found.named(kept)
            return found, chosen, usual() if chosen is None else None

        def opened(read: tuple[ViewsOfList, ViewRow | None, Rows | None]) -> Steps | None:
            self.views, chosen, rows = read
            if chosen is None:
                return self._list.resume(rows)
            self._use(chosen, resume=kept is not None)
            return None

        def failed(error: DeskError) -> None:
            self._context.messages.tell(error)
            self._list.resume()

        self._context.jobs.run_query(self, read, opened, failed=failed, key="views")

    def read(self) -> None:
        """Read the views anew, as somebody may have changed them."""
        self._read(self._refreshed)

    def use(self, row: ViewRow | None) -> None:
        """Put a view on the list (None: the usual); one that names what is gone says so."""
        self._last.keep(0 if row is None else row.id)
        if row is None:
            self.in_use = None
            self._list.arrange(None)
            self.settle()
        else:
            self._use(row, resume=False)

    def use_number(self, number: int) -> None:
        """Read the views and put one on the list; of one that is gone since, say so."""

        def read(found: ViewsOfList) -> None:
            self.views, row = found, found.named(number)
            if row is not None:
                self.use(row)
                return
            self._context.messages.warning("This view is not there any more, or not shared.")
            self._list.resume()

        self._read(read)

    def _use(self, row: ViewRow, *, resume: bool) -> None:
        try:
            content = row.parsed()
        except Refused as refused:
            self._context.messages.tell(refused)
            self._list.resume()
            return
        desk, actor, listing = self._context.desk, self._context.actor, listing_of(self._key)
        self._context.jobs.run_query(
            self,
            lambda: desk.read(actor, view_queries.missing_values, listing, content),
            lambda missing: self._put_on(
                row, fitted(content, *self._list.known(), missing), resume=resume
            ),
            key="use",
        )

    def settle(self) -> None:
        """Take the list as it looks now for what the view in use looks like."""
        self._as_chosen = self._list.arrangement()
        self.update_mark()

    @property
    def changed(self) -> bool:
        """Whether the list looks different from its view; the usual is nobody’s to change."""
        return (
            self.in_use is not None
            and self._as_chosen is not None
            and self._list.arrangement() != self._as_chosen
        )

    def update_mark(self) -> None:
        """Show the view's name, and whether the list looks different now."""
        name = USUAL if self.in_use is None else self.in_use.name
        short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        mark = " (changed)" if self.changed else ""
        self.setText(plain_words(f" {short}{mark}"))
        self.setAccessibleName(f"View: {name}{mark}")
        self.setToolTip(plain_tip(f"View: {name}{mark}. Choose, save or share views of this list."))

    def fill(self) -> None:
        """Offer the views and what may be done with the one in use; they are read anew behind."""
        menu, row = self._menu, self.in_use
        menu.begin()
        self._choices(menu)
        menu.addSeparator()
        mine = row is not None and views.may_change_view(self._context.actor, mine=row.mine)
        if row is not None and mine:
            self._menu.offer("save", f"Save “{row.name}”", self.save, enabled=self.changed)
        words = "Save view …" if row is None else "Save as …"
        self._menu.offer("plus", words, self.save_as)
        if row is not None and mine:
            self._menu.offer("pencil", "Rename …", self.rename)
            self._menu.offer("users", "Share with the office", self.share, checked=row.shared)
            self._menu.offer("trash-2", f"Delete “{row.name}”", self.delete)
        menu.addSeparator()
        self._defaults(row)
        menu.addSeparator()
        self._menu.offer("undo-2", "Reset to the usual", lambda: self.use(None))
        self.read()

    def save(self) -> None:
        """Keep the view in use as the list looks now."""
        row, content = self.in_use, self._list.arrangement()
        if row is None:
            self.save_as()
            return
        desk, actor = self._context.desk, self._context.actor
        self._change(
            "Save a view",
            lambda: views.change_view(desk, actor, row.id, row.version, content),
            f"“{row.name}” was saved.",
        )

    def save_as(self) -> None:
        """Keep the list as it looks now under a new name."""
        desk, actor, content = self._context.desk, self._context.actor, self._list.arrangement()
        words = DialogWords(
            "Save a view",
            "It keeps what the list is narrowed to, its columns with their widths, and its order.",
            "Save view",
        )

        def save(name: str) -> str:
            number = views.save_view(desk, actor, self._key, name, content)
            self._last.keep(number)
            return name

        self._ask_name(words, "", save, "“{}” was saved.")

    def rename(self) -> None:
        """Give the view in use another name."""
        row, desk, actor = self.in_use, self._context.desk, self._context.actor
        if row is None:
            return

        def rename(name: str) -> str:
            views.rename_view(desk, actor, row.id, row.version, name)
            return name

        words = DialogWords("Rename the view", "", "Rename")
        self._ask_name(words, row.name, rename, "The view is called “{}” now.")

    def share(self) -> None:
        """Share the view in use with the office, or take it back."""
        row, desk, actor = self.in_use, self._context.desk, self._context.actor
        if row is not None:
            shared = not row.shared
            said = "can be chosen by everybody in the office" if shared else "is your own again"
            self._change(
                "Share a view",
                lambda: views.share_view(desk, actor, row.id, row.version, shared=shared),
                f"“{row.name}” {said}.",
            )

    def delete(self) -> None:
        """Delete the view in use; the list stays as it looks."""
        row, desk, actor = self.in_use, self._context.desk, self._context.actor
        if row is not None:
            self._change(
                "Delete a view",
                lambda: views.delete_view(desk, actor, row.id, row.version),
                f"“{row.name}” was deleted. “Save view” keeps what you see under a name again.",
            )

    def open_with(self, row: ViewRow | None, *, for_office: bool) -> None:
        """Let the list open with a view, for oneself or for the office."""
        desk, actor, key = self._context.desk, self._context.actor, self._key
        number, name = (None, USUAL.lower()) if row is None else (row.id, f"“{row.name}”")
        who = "for everybody without a choice of their own" if for_office else "for you"
        self._change(
            "Choose what a list opens with",
            lambda: views.choose_default(desk, actor, key, number, for_office=for_office),
            f"This list opens with {name} {who}.",
        )

    def _choices(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        self._choice(group, None)
        own = [each for each in self.views.views if each.mine]
        others = [each for each in self.views.views if not each.mine]
        for title, rows in (("Mine", own), ("The office’s", others)):
            if rows:
                menu.addSection(title)
            for row in rows:
                self._choice(group, row)

    def _choice(self, group: QActionGroup, row: ViewRow | None) -> None:
        words = USUAL if row is None else row.name
        if row is not None and row.shared:
            words += " · shared" if row.mine else f" · {row.owner}"
        if row is not None and row == self.views.opened_with:
            words += " · opens first"
        action = QAction(plain_words(words), group)
        action.setCheckable(True)
        action.setChecked((row and row.id) == (self.in_use and self.in_use.id))
        action.triggered.connect(lambda _on=False: self.use(row))
        self._menu.addAction(action)

    def _defaults(self, row: ViewRow | None) -> None:
        number = row and row.id
        own = self.views.own_default == number and number is not None
        wanted = None if own else row
        self._menu.offer(
            "",
            "Open with this view",
            lambda: self.open_with(wanted, for_office=False),
            checked=own,
        )
        office = self.views.office_default == number and number is not None
        if self._context.may(Permission.MANAGE_OFFICE) and row is not None:
            self._menu.offer(
                "",
                "Open with this view in the whole office",
                lambda: self.open_with(None if office else row, for_office=True),
                checked=office,
                enabled=row.shared,
            )

    def _put_on(
        self, row: ViewRow, found: tuple[ViewContent, tuple[str, ...]], *, resume: bool
    ) -> None:
        content, told = found
        self.in_use = row
        self._list.arrange(content)
        self.settle()
        if resume:
            self._list.resume()
            self.update_mark()
        if told:
            self._context.messages.warning(f"The view “{row.name}”: {' '.join(told)}")

    def _ask_name(
        self, words: DialogWords, name: str, work: Callable[[str], str], said: str
    ) -> None:
        self.dialog = ViewNameDialog(words, name, self._page.window())
        ask(
            self._context,
            self,
            self.dialog,
            Asked(words.title, work, lambda done: self._said(said.format(done)), ()),
        )

    def _said(self, sentence: str) -> str:
        self._read(self._saved)
        return sentence

    def _change(self, title: str, work: Callable[[], None], said: str) -> None:
        def done(_result: None) -> None:
            self._context.messages.success(said)
            self._read(self._saved)

        self._context.jobs.run_change(self, title, lambda _progress: work(), done)

    def _saved(self, found: ViewsOfList) -> None:
        """Show what was just saved as the view in use."""
        self.views = found
        before = self.in_use
        self.in_use = found.named(self._last.number())
        if self.in_use is None or before is None or self.in_use.content != before.content:
            self._as_chosen = self._list.arrangement()
        self.update_mark()

    def _refreshed(self, found: ViewsOfList) -> None:
        before, self.views = self.in_use, found
        if before is not None and found.named(before.id) is None:
            self.in_use = None
        self.update_mark()

    def _read(self, done: Callable[[ViewsOfList], None]) -> None:
        desk, actor, key = self._context.desk, self._context.actor, self._key
        self._context.jobs.run_query(
            self, lambda: views.views_of(desk, actor, key), done, key="views"
        )
