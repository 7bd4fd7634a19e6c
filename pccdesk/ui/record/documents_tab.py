"""The documents that came with an application, by kind, and those that are missing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from pccdesk.domain.dates import short_date, to_london
from pccdesk.domain.documents import ACCEPTED, SIZE_LIMIT
from pccdesk.domain.permissions import Permission
from pccdesk.queries.documents import REMOVAL, DocumentRow, RemovedDocument
from pccdesk.queries.records import RecordView
from pccdesk.services import documents
from pccdesk.services.contents import write_whole
from pccdesk.services.documents import OpenedDocument
from pccdesk.ui.dialogs.attach_dialog import OTHER, AttachDialog, AttachFiles
from pccdesk.ui.dialogs.document_viewer import DocumentViewer
from pccdesk.ui.dialogs.files import ask_open_several, ask_save
from pccdesk.ui.dialogs.reason_dialog import ReasonDialog, removal_words
from pccdesk.ui.form.earlier_words import EarlierWords
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.lists.words import counted
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.record.record_tab import RecordTab, card
from pccdesk.ui.record.removed_documents import RemovedDocuments, RemovedLine
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.plain_table import PlainTable


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document that is there, or a kind of which there is none yet."""

    kind: str
    label: str
    required: bool
    row: DocumentRow | None = None

    @property
    def state(self) -> str:
        """How the line stands, in a word."""
        if self.row is not None:
            return "Attached"
        return "Missing" if self.required else "Not given"


_ANOTHER = "Another document"
_TONES = {"Missing": Tone.ERROR, "Not given": Tone.NEUTRAL}


def _about(line: DocumentLine) -> str:
    """Say what the columns do not where there is no room for all of them."""
    row = line.row
    if row is None:
        return line.state
    added = short_date(to_london(row.added_at).date())
    return f"{row.file_name}, {size_words(row.size)}, added on {added} by {row.added_by}"


_COLUMNS: tuple[PlainColumn[DocumentLine], ...] = (
    PlainColumn("Document", lambda line: line.label),
    PlainColumn(
        "File",
        lambda line: line.row.file_name if line.row else line.state,
        stretch=True,
        tone=lambda line: _TONES.get(line.state),
        tip=_about,
    ),
    PlainColumn(
        "Size",
        lambda line: size_words(line.row.size) if line.row else "",
        right=True,
        gives_way=True,
    ),
    PlainColumn(
        "Added",
        lambda line: short_date(to_london(line.row.added_at).date()) if line.row else "",
        tip=lambda line: f"By {line.row.added_by}" if line.row else "",
        gives_way=True,
    ),
)


def size_words(size: int) -> str:
    """Return bytes as `312 KB` or `2.4 MB`, never as nought."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024)):,} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def lines(view: RecordView) -> tuple[DocumentLine, ...]:
    """Return a line for each document and for each kind without one, in the form's order."""
    found: list[DocumentLine] = []
    for wanted in view.form.documents:
        own = [row for row in view.documents if row.kind == wanted.code]
        there: list[DocumentRow | None] = [*own] or [None]
        found += [DocumentLine(wanted.code, wanted.label, wanted.required, row) for row in there]
    known = {wanted.code for wanted in view.form.documents}
    found += [
        DocumentLine(OTHER, _ANOTHER, required=False, row=row)
        for row in view.documents
        if row.kind not in known
    ]
    return tuple(found)


def removed_lines(view: RecordView) -> tuple[RemovedLine, ...]:
    """Return the documents that were taken off, with the words of their kind."""
    labels = {wanted.code: wanted.label for wanted in view.form.documents}
    return tuple(RemovedLine(labels.get(row.kind, _ANOTHER), row) for row in view.removed)


class DocumentsTab(RecordTab):
    """Documents by kind; attach by button or by dropping files anywhere on the tab."""

    def build(self) -> None:
        """Make table and buttons once, so that what is chosen stays."""
        self.table: PlainTable[DocumentLine] = PlainTable(_COLUMNS, "Documents")
        self.attach = push_button("Attach …", icon="paperclip", clicked=self._choose_files)
        self.open = push_button("Open", icon="eye", clicked=self.open_chosen)
        self.save_copy = push_button("Save a copy …", icon="download", clicked=self._save_chosen)
        self.remove = push_button("Remove", icon="trash-2", clicked=self._remove_chosen)
        self.table.chosen.connect(self._follow)
        self.table.opened.connect(self.open_chosen)
        self._may_attach = False
        self.drop = QFrame()
        self.drop.setProperty("role", "drop")
        inside = QVBoxLayout(self.drop)
        inside.setContentsMargins(16, 14, 16, 14)
        limit = SIZE_LIMIT // 1024 // 1024
        sentence = f"Drop files here, or choose Attach. {ACCEPTED}, up to {limit} MB each."
        inside.addWidget(label(sentence, "muted", wrap=True))
        self.standing = label("", "muted", wrap=True)
        buttons: tuple[QPushButton, ...] = (self.open, self.save_copy, self.remove, self.attach)
        self.removed = RemovedDocuments()
        self.removed.open_wanted.connect(lambda row: self._read(row.id, self._view))
        self.removed.put_back_wanted.connect(self._put_back)
        self.show_cards(
            [
                card("Documents", self.standing, self.table, self.drop, buttons=buttons),
                self.removed,
            ]
        )

    def show_record(self, view: RecordView) -> None:
        """Show which documents are there and which are missing."""
        self._may_attach = self.context.actor.may(
            Permission.RECORD_APPLICATIONS, view.application.fund_code
        )
        self.setAcceptDrops(self._may_attach)
        self.drop.setVisible(self._may_attach)
        self.attach.setVisible(self._may_attach)
        self.remove.setVisible(self._may_attach)
        found = lines(view)
        missing = [line.label for line in found if line.state == "Missing"]
        words = f"Missing: {', '.join(missing)}." if missing else "Every required document is here."
        if view.removed:
            removed = counted(len(view.removed), "removed document is", "removed documents are")
            words += f" {removed} kept below."
        self.standing.setText(words)
        self.table.set_rows(found)
        self.removed.show_lines(removed_lines(view), may_put_back=self._may_attach)
        self._follow()

    def ask_kinds(self, paths: tuple[Path, ...]) -> None:
        """Ask which kind each file is, then attach them."""
        view = self.changes.record
        chosen = self.table.chosen_row()
        missing = [line.kind for line in lines(view) if line.row is None]
        if chosen is not None and len(paths) == 1:
            missing.insert(0, chosen.kind)
        wanted = view.form.documents
        dialog = AttachDialog(paths, wanted, tuple(missing), self.changes.page)
        self.changes.ask("attach", dialog, "Attached", self._attach_all)

    def open_chosen(self) -> None:
        """Show the chosen document inside the program."""
        self._read_chosen(self._view)

    def save_to(self, path: Path, document: OpenedDocument) -> None:
        """Write a copy of a document."""
        said = f"Saved {isolated(path.name)}."
        self.changes.work("Save a copy", said, lambda: write_whole(path, document.content))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and nothing else."""
        if self._may_attach and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            restyle(self.drop, "over", value=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the highlight away."""
        super().dragLeaveEvent(event)
        restyle(self.drop, "over", value=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask what the dropped files are."""
        restyle(self.drop, "over", value=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.ask_kinds(tuple(paths))

    def _attach_all(self, number: int, version: int, command: AttachFiles) -> None:
        desk, actor = self.context.desk, self.context.actor
        documents.attach_files(desk, actor, number, version, command.files)

    def _choose_files(self) -> None:
        paths = ask_open_several(self, "Attach documents")
        if paths:
            self.ask_kinds(paths)

    def _save_chosen(self) -> None:
        self._read_chosen(self._ask_where)

    def _read_chosen(self, done: Callable[[OpenedDocument], None]) -> None:
        line = self.table.chosen_row()
        if line is not None and line.row is not None:
            self._read(line.row.id, done)

    def _read(self, number: int, done: Callable[[OpenedDocument], None]) -> None:
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Open the document",
            lambda _progress: documents.open_document(desk, actor, number),
            done,
        )

    def _view(self, document: OpenedDocument) -> None:
        viewer = DocumentViewer(document, self.changes.page)
        viewer.save_wanted.connect(lambda: self._ask_where(document))
        viewer.finished.connect(lambda _result: viewer.deleteLater())
        viewer.open()

    def _ask_where(self, document: OpenedDocument) -> None:
        path = ask_save(self, "Save a copy", document.file_name, "")
        if path is not None:
            self.save_to(path, document)

    def _remove_chosen(self) -> None:
        line = self.table.chosen_row()
        if line is None or line.row is None:
            return
        number = line.row.id
        words = removal_words(line.label, line.row.file_name)
        dialog = ReasonDialog(words, self.changes.page)
        EarlierWords(self.context, dialog.reason, REMOVAL)
        desk, actor = self.context.desk, self.context.actor
        self.changes.ask(
            f"remove {number}",
            dialog,
            "Removed",
            lambda application, version, reason: documents.remove(
                desk, actor, application, version, number, reason.text
            ),
        )

    def _put_back(self, row: RemovedDocument) -> None:
        said = f"{isolated(row.file_name)} is back."
        self.changes.run("Put the document back", said, documents.put_back, row.id)

    def _follow(self) -> None:
        line = self.table.chosen_row()
        there = line is not None and line.row is not None
        for button in (self.open, self.save_copy, self.remove):
            button.setEnabled(there)
