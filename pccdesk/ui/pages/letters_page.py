"""Letters: those that wait to be made, and those that are kept, one or many in one file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from pccdesk.domain.permissions import Permission
from pccdesk.queries import letters as reads
from pccdesk.queries.letters import LettersWaiting
from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import LETTERS
from pccdesk.services import letters
from pccdesk.services.letters import CopyToPrint, LettersMade
from pccdesk.ui import theme
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.files import PDF, ask_save
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.lists import columns
from pccdesk.ui.lists.words import counted, several, stopped
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import icon_button, push_button, reword
from pccdesk.ui.widgets.labels import ElidedLabel, label
from pccdesk.ui.widgets.list_words import ListWords
from pccdesk.ui.widgets.record_list import RecordList
from pccdesk.ui.widgets.selection_bar import BulkAction

if TYPE_CHECKING:
    from pccdesk.ui.widgets.pdf_preview import PdfPreview

_NAMED = 6
"""References of waiting letters that fit the line."""
_LESS_WANTED = ("made_by", "template", "printed")
"""Columns that go out of sight where the list has less room, as beside a preview."""
_PREVIEW = 440
"""Pixels, at the usual size of text, in which a letter can be read beside the list."""


class LettersPage(ListPage):
    """The list of kept letters with a preview beside it, and a button for those that wait."""

    title = "Letters"
    heading = "Letters"
    shows = frozenset({"letters", "applications"})

    def buttons(self) -> tuple[QPushButton, ...]:
        """Offer to make the letters that wait."""
        self._make = push_button(
            "Make waiting letters", kind="primary", icon="mail", clicked=self._make_pending
        )
        self._make.hide()
        return (self._make,)

    def build(self) -> None:
        """Lay heading and list out, with room for the preview."""
        self._shown: tuple[int, ...] = ()
        self._printing: tuple[int, ...] = ()
        self.preview: PdfPreview | None = None
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setChildrenCollapsible(False)
        super().build()

    def place_list(self) -> None:
        """Put the preview beside the list."""
        self.column.addWidget(self._split, 1)
        self._split.addWidget(self.list)
        self._side = QWidget(self._split)
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(8, 0, 24, 16)
        self._side_column.setSpacing(8)
        self._side_column.addLayout(self._head())
        self.reprint = label("", "hint", wrap=True)
        self._side_column.addWidget(self.reprint)
        self._side.hide()
        self._split.addWidget(self._side)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self._about = ElidedLabel("", "strong")
        head.addWidget(self._about, 1)
        head.addWidget(icon_button("x", "Close the preview", clicked=self.close_preview))
        return head

    def made_list(self) -> RecordList:
        """Return the list of kept letters."""
        made = RecordList(
            self.context,
            DeskList(self.context, LETTERS),
            columns.LETTERS,
            ListWords(
                "Letters",
                "letter",
                "letters",
                "Filter by reference or organisation",
                "No letters yet",
                "A letter can be made as soon as an application is decided.",
                "mail",
            ),
            filters=(("kind", "Letter"), ("made_by", "Made by")),
            bulk=(BulkAction("Open in one file", self.open_letters, "files"),),
            default_sort=(Sort("made", descending=True),),
            parent=self._split,
        )
        made.table.let_go(_LESS_WANTED)
        made.opened.connect(lambda letter_id: self.open_letters((letter_id,)))
        return made

    def load(self, target: Target) -> None:
        """Read the list, and how many letters wait."""
        super().load(target)
        self._read_waiting()

    def refresh(self) -> None:
        """Read both anew."""
        super().refresh()
        self._read_waiting()

    def _read_waiting(self) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_query(
            self,
            lambda: desk.read(actor, reads.waiting, _NAMED),
            self._show_waiting,
            key="waiting",
        )

    def _show_waiting(self, waiting: LettersWaiting) -> None:
        noun = "letter" if waiting.count == 1 else "letters"
        self.header.set_about(
            f"{waiting.count:,} {noun} waiting to be made: "
            + ", ".join(waiting.first)
            + (" …" if waiting.count > _NAMED else "")
            if waiting.count
            else "Every decided application has its letter."
        )
        reword(self._make, f"Make {waiting.count:,} waiting {noun}")
        self._make.setVisible(bool(waiting.count) and self.context.may(Permission.ISSUE_LETTERS))

    def _make_pending(self) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Make waiting letters",
            lambda progress: letters.make_pending(desk, actor, progress),
            self._made,
            touches=("letters", "applications"),
        )

    def _made(self, made: LettersMade) -> None:
        words = [f"{counted(len(made.made), 'letter', 'letters')} made and kept."]
        words += stopped(made.left)
        words += several(made.skipped)
        if made.made and not made.skipped and not made.left:
            self.context.messages.success(" ".join(words))
        else:
            self.context.messages.warning(" ".join(words))
        if made.made:
            self.open_letters(tuple(row.id for row in made.made))

    def open_letters(self, letter_ids: tuple[int, ...]) -> None:
        """Show letters beside the list as they would be handed out, several in one file."""
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_query(
            self,
            lambda: letters.copy_to_print(desk, actor, letter_ids),
            lambda copy: self._show(letter_ids, copy),
            key="preview",
        )

    def _show(self, letter_ids: tuple[int, ...], copy: CopyToPrint) -> None:
        from pccdesk.ui.widgets.pdf_preview import PdfPreview

        self._shown = letter_ids
        if self.preview is None:
            self.preview = PdfPreview("Preview of letters")
            self.preview.sent.connect(self._remember_printing)
            self.preview.printed.connect(self._record)
            self.preview.save_wanted.connect(self._save)
            self._side_column.addWidget(self.preview, 1)
        self.preview.show_bytes(copy.content)
        self._say_what_is_shown(copy)
        if self._side.isHidden():
            self._side.show()
            whole = self._split.width()
            listed = max(whole * 13 // 25, self._least_list())
            self._split.setSizes([listed, whole - listed])
            self._share_room()

    def print_record(self) -> None:
        """Print what is shown beside the list; before, show what is selected."""
        chosen = self.list.selection()
        if self.preview is not None and self._side.isVisible():
            self.preview.print_pages()
        elif chosen:
            self.open_letters(chosen)
        else:
            self.list.table.open_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show list and letter side by side, or the letter alone, as there is room."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        both = self.width() >= self._least_list() + theme.scale().pixels(_PREVIEW)
        self.list.setVisible(both or self._side.isHidden())

    def _least_list(self) -> int:
        return self.list.least_width()

    def _say_what_is_shown(self, copy: CopyToPrint) -> None:
        one = len(self._shown) == 1
        self._about.set_full_text(self._name().removesuffix(".pdf"))
        words = (
            "Printed or saved before, so this copy is marked “Reprint”."
            if one
            else f"{copy.reprints:,} of them were printed or saved before and are marked “Reprint”."
        )
        self.reprint.setText(f"{words} What is kept stays as it is.")
        self.reprint.setVisible(copy.reprints > 0)

    def close_preview(self) -> None:
        """Give the list the whole page again."""
        self._side.hide()
        self._share_room()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self) -> str:
        one = len(self._shown) == 1
        letter = self.list.model.record(self._shown[0]) if one else None
        if letter is None:
            return f"{counted(len(self._shown), 'letter', 'letters').capitalize()}.pdf"
        return f"{letter.reference} {letter.kind} letter.pdf"

    def _save(self) -> None:
        path = ask_save(self, "Save a copy", self._name(), PDF)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save a copy of what is shown, and record that it left the program."""
        desk, actor, shown = self.context.desk, self.context.actor, self._shown

        def done() -> None:
            self.context.messages.success(f"Saved {isolated(path.name)}.")
            self._show_again(shown)

        self.context.jobs.run_change(
            self,
            "Save letters",
            lambda _progress: letters.save_copy(desk, actor, shown, path),
            lambda _done: done(),
            touches=("letters",),
        )

    def _remember_printing(self) -> None:
        self._printing = self._shown

    def _record(self) -> None:
        desk, actor, printed = self.context.desk, self.context.actor, self._printing
        self.context.jobs.run_change(
            self,
            "Record printing",
            lambda _progress: letters.record_printing(desk, actor, printed),
            lambda _done: self._show_again(printed),
            touches=("letters",),
        )

    def _show_again(self, letter_ids: tuple[int, ...]) -> None:
        """The next copy of these letters is a reprint, so the preview shows it as one."""
        if letter_ids == self._shown and not self._side.isHidden():
            self.open_letters(letter_ids)
