"""Letters: those that wait to be made, and those that are kept, one or many in one file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from pccdesk.domain.permissions import Permission
from pccdesk.queries import letters as reads
from pccdesk.queries.letters import PendingLetter
from pccdesk.queries.listing import Sort
from pccdesk.queries.lists import LETTERS
from pccdesk.services import letters
from pccdesk.services.contents import write_whole
from pccdesk.services.letters import LettersMade
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.files import PDF, ask_save
from pccdesk.ui.itemmodels.list_source import DeskList
from pccdesk.ui.list_page import ListPage
from pccdesk.ui.lists import columns
from pccdesk.ui.lists.words import counted
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.record_list import BulkAction, ListWords, RecordList


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
        """Put the preview beside the list."""
        super().build()
        self._content = b""
        self._shown: tuple[int, ...] = ()
        self.column.removeWidget(self.list)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(8, 0, 24, 16)
        self._side.hide()
        self._split.addWidget(self._side)
        self.column.addWidget(self._split, 1)
        self._preview: QWidget | None = None

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
            bulk=(BulkAction("Open in one file", self._open, "files"),),
            default_sort=(Sort("made", descending=True),),
        )
        made.opened.connect(lambda letter_id: self._open((letter_id,)))
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
            self, lambda: desk.read(actor, reads.pending), self._show_waiting, key="waiting"
        )

    def _show_waiting(self, waiting: tuple[PendingLetter, ...]) -> None:
        noun = "letter" if len(waiting) == 1 else "letters"
        self.header.set_about(
            f"{len(waiting)} {noun} waiting to be made: "
            + ", ".join(each.reference for each in waiting[:6])
            + (" …" if len(waiting) > 6 else "")  # noqa: PLR2004 - as many as fit the line
            if waiting
            else "Every decided application has its letter."
        )
        self._make.setText(f"Make {len(waiting)} waiting {noun}")
        self._make.setVisible(bool(waiting) and self.context.may(Permission.ISSUE_LETTERS))

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
        words = [f"{counted(len(made.made), 'letter')} made and kept."]
        words += [f"{reference}: {why}" for reference, why in made.skipped]
        if made.made:
            self.context.messages.success(" ".join(words))
            self._open(tuple(row.id for row in made.made))
        else:
            self.context.messages.warning(" ".join(words))

    def _open(self, letter_ids: tuple[int, ...]) -> None:
        desk, actor = self.context.desk, self.context.actor

        def work() -> bytes:
            if len(letter_ids) == 1:
                return letters.read_letter(desk, actor, letter_ids[0])
            return letters.letters_in_one_file(desk, actor, letter_ids)

        self._shown = letter_ids
        self.context.jobs.run_query(self, work, self._show, key="preview")

    def _show(self, content: bytes) -> None:
        from pccdesk.ui.widgets.pdf_preview import PdfPreview

        self._content = content
        if self._preview is None:
            preview = PdfPreview("Preview of letters")
            preview.printed.connect(self._record)
            preview.save_wanted.connect(self._save)
            self._side_column.addWidget(preview)
            self._preview = preview
        if isinstance(self._preview, PdfPreview):
            self._preview.show_bytes(content)
        if self._side.isHidden():
            self._side.show()
            half = self._split.width() // 2
            self._split.setSizes([half, half])

    def _save(self) -> None:
        name = "Letters.pdf" if len(self._shown) > 1 else "Letter.pdf"
        path = ask_save(self, "Save a copy", name, PDF)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save what is shown, and record that it left the program."""
        content, desk, actor, shown = (
            self._content,
            self.context.desk,
            self.context.actor,
            self._shown,
        )

        def work() -> None:
            write_whole(path, content)
            letters.record_printing(desk, actor, shown)

        self.context.jobs.run_change(
            self,
            "Save letters",
            lambda _progress: work(),
            lambda _done: self.context.messages.success(f"Saved {path.name}."),
            touches=("letters",),
        )

    def _record(self) -> None:
        desk, actor, shown = self.context.desk, self.context.actor, self._shown
        self.context.jobs.run_change(
            self,
            "Record printing",
            lambda _progress: letters.record_printing(desk, actor, shown),
            lambda _done: None,
            touches=("letters",),
        )
