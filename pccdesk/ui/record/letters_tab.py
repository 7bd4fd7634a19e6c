"""The application's letters: previewed before they are made, kept to the byte afterwards."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import format_instant, short_date, to_london
from pccdesk.domain.permissions import Permission
from pccdesk.queries.letters import LetterRow
from pccdesk.queries.records import RecordView
from pccdesk.services import letters
from pccdesk.services.contents import write_whole
from pccdesk.ui.dialogs.files import PDF, ask_save
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.record.record_tab import RecordTab
from pccdesk.ui.widgets.buttons import push_button, reword
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.pdf_preview import PdfPreview
from pccdesk.ui.widgets.plain_table import PlainTable
from pccdesk.ui.widgets.scroll_area import ReachableScrollArea


def printed_words(row: LetterRow) -> str:
    """Return how often a letter was printed or saved; from the second time on it is a reprint."""
    if row.printed_count <= 1:
        return ("Not yet", "Once")[row.printed_count]
    return f"{row.printed_count} times, reprint"


def _state(row: LetterRow) -> str:
    return "Current" if row.current else "Replaced"


_COLUMNS: tuple[PlainColumn[LetterRow], ...] = (
    PlainColumn("Letter", lambda row: f"{row.kind.capitalize()} letter"),
    PlainColumn("State", _state, tone=lambda row: Tone.SUCCESS if row.current else Tone.NEUTRAL),
    PlainColumn("Made", lambda row: short_date(to_london(row.made_at).date())),
    PlainColumn("By", lambda row: row.made_by, stretch=True, gives_way=True),
    PlainColumn("Wording", lambda row: f"Version {row.template_version}", gives_way=True),
    PlainColumn("Fingerprint", lambda row: row.sha256[:12], gives_way=True),
    PlainColumn("Printed", printed_words),
)
_KINDS = {Stage.APPROVED: "award", Stage.DECLINED: "decline"}
_VERBS = {"award": "Issue award letter", "decline": "Make decline letter"}


class LettersTab(RecordTab):
    """Table of kept letters above a preview; before the first, the letter as it would be made."""

    def build(self) -> None:
        """Make the parts; the preview itself is loaded with the first letter."""
        self.table: PlainTable[LetterRow] = PlainTable(_COLUMNS, "Letters kept")
        self.make = push_button("", kind="primary", icon="mail", clicked=self._make)
        self.again = push_button("Make again", clicked=self._make)
        self.about = label("", "muted", wrap=True)
        self.preview: PdfPreview | None = None
        self.body = QWidget()
        self.body.setProperty("role", "content")
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(24, 12, 24, 16)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.about, 1)
        head.addWidget(self.again)
        head.addWidget(self.make)
        self._column.addLayout(head)
        self._column.addWidget(self.table)
        self.whole = ReachableScrollArea()
        self.whole.setWidgetResizable(True)
        self.whole.setFrameShape(QFrame.Shape.NoFrame)
        self.whole.setWidget(self.body)
        self.outer.addWidget(self.whole, 1)
        self.table.chosen.connect(self._show_chosen)
        self._content = b""
        self._shown: int | None = None
        self._kind = ""
        self._just_made = False

    def show_record(self, view: RecordView) -> None:
        """Show the letters that are kept, or the one that waits to be made."""
        may = self.context.actor.may(Permission.ISSUE_LETTERS, view.application.fund_code)
        current = any(each.current for each in view.letters)
        self._kind = "" if current else _KINDS.get(view.stage, "")
        waiting = bool(self._kind) and may
        nothing = not view.letters and not waiting
        self.area.setVisible(nothing)
        self.whole.setVisible(not nothing)
        if nothing:
            self.show_cards([EmptyState("mail", "No letters yet", _why_none(view, self._kind))])
            return
        self._just_made = not waiting and self.make.hasFocus()
        self.make.setVisible(waiting)
        reword(self.make, _VERBS.get(self._kind, ""))
        self.again.setVisible(may and current and view.stage in {Stage.OFFERED, Stage.DECLINED})
        self.table.setVisible(bool(view.letters))
        self.table.set_rows(view.letters)
        if waiting:
            self._show_draft()
        else:
            self.table.selectRow(0)

    def may_print(self) -> bool:
        """Whether a kept letter is in front."""
        return self._shown is not None and self.preview is not None

    def print_letter(self) -> None:
        """Ask for a printer."""
        if self.preview is not None:
            self.preview.print_pages()

    def save_to(self, path: Path) -> None:
        """Save the letter that is shown, and record that it left the program."""
        content, number = self._content, self._shown
        desk, actor = self.context.desk, self.context.actor

        def work() -> None:
            if number is None:
                write_whole(path, content)
                return
            letters.save_copy(desk, actor, (number,), path)

        self.changes.work("Save the letter", f"Saved {isolated(path.name)}.", work)

    def record_printing(self) -> None:
        """Record that the kept letter in front was printed; a preview's printing is not."""
        number = self._shown
        if number is None:
            return
        desk, actor = self.context.desk, self.context.actor
        self.changes.work(
            "Record printing",
            "The printing is recorded.",
            lambda: letters.record_printing(desk, actor, (number,)),
        )

    def _make(self) -> None:
        stage = self.changes.record.stage
        if stage is Stage.DECLINED:
            self.changes.run(
                "Make decline letter", "The letter is made and kept.", letters.make_decline_letter
            )
            return
        said = "The award letter is made and kept; the award is offered."
        self.changes.run("Issue award letter", said, letters.issue_award_letter)

    def _show_draft(self) -> None:
        self.about.setText("Preview: the letter as it would be made now. Nothing is kept yet.")
        self._shown = None
        desk, actor, kind = self.context.desk, self.context.actor, self._kind
        number = self.changes.record.application.id
        self.context.jobs.run_query(
            self, lambda: letters.preview(desk, actor, number, kind), self._show, key="letter"
        )

    def _show_chosen(self) -> None:
        row = self.table.chosen_row()
        if row is None:
            return
        maker, made_on = isolated(row.made_by), format_instant(row.made_at)
        words = f"Made on {made_on} by {maker}. The exact copy is kept."
        if row.printed_count:
            words += (
                f" Printed or saved: {printed_words(row).lower()}. A copy is now marked “Reprint”."
            )
        self.about.setText(words)
        self._shown = row.id
        desk, actor, number = self.context.desk, self.context.actor, row.id
        self.context.jobs.run_query(
            self,
            lambda: letters.copy_to_print(desk, actor, (number,)).content,
            self._show,
            key="letter",
        )

    def _show(self, content: bytes) -> None:
        if self.preview is None:
            self.preview = PdfPreview("Letter")
            self.preview.printed.connect(self.record_printing)
            self.preview.save_wanted.connect(self._save)
            self._column.addWidget(self.preview, 1)
        if content != self._content or not self.preview.page_count():
            self._content = content
            self.preview.show_bytes(content)
        if self._just_made:  # by the keyboard, which goes on to what comes next
            self._just_made = False
            self.preview.take_keyboard()

    def _save(self) -> None:
        reference = self.changes.record.application.reference
        name = f"{reference} letter preview.pdf" if self._shown is None else ""
        row = self.table.chosen_row()
        path = ask_save(self, "Save a copy", name or (row.file_name if row else "Letter.pdf"), PDF)
        if path is not None:
            self.save_to(path)


def _why_none(view: RecordView, kind: str) -> str:
    if kind:
        return f"The {kind} letter waits for an officer to make it."
    if view.stage in {Stage.INELIGIBLE, Stage.WITHDRAWN}:
        return "The application ended before it was decided."
    return "A letter can be made as soon as the application is decided."
