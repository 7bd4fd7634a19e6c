"""Bring applications in from a spreadsheet: template, dry run, then the good rows or none."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from pccdesk.domain.errors import Cancelled, DeskError
from pccdesk.domain.permissions import Permission
from pccdesk.domain.progress import Progress
from pccdesk.queries import funds
from pccdesk.queries.funds import RoundRow
from pccdesk.services import imports
from pccdesk.services.incoming_rows import ImportReport
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.files import WORKBOOK, ask_save
from pccdesk.ui.form.round_section import closing_words
from pccdesk.ui.importing.result_card import ResultCard
from pccdesk.ui.jobs import Job
from pccdesk.ui.page import Page, PageHeader, ScrollColumn
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.file_drop import FileDrop
from pccdesk.ui.widgets.job_progress import JobProgress
from pccdesk.ui.widgets.labels import Card, label

_WIDEST = 1080


class ImportPage(Page):
    """Three cards: the round with its template, the file, and what the file holds.

    The target's `filter` is the code of the round to begin with.
    """

    title = "Bring in a spreadsheet"

    def build(self) -> None:
        """Make the page's cards; rounds come when it is loaded."""
        self._rounds: dict[str, RoundRow] = {}
        self.report: ImportReport | None = None
        self.pane = ScrollColumn(_WIDEST, self)
        about = "Applications typed into a round’s template, checked row by row before any is kept."
        self.column.addWidget(PageHeader(self.title, about, (), self))
        self.column.addWidget(self.pane, 1)
        self._build_round()
        self._build_file()
        self._result: ResultCard | None = None
        self._build_done()

    @property
    def result(self) -> ResultCard:
        """Return the card of what the file holds, above what was brought in; made when needed."""
        if self._result is None:
            made = self._result = ResultCard(self.pane.content)
            made.hide()
            made.wanted.connect(self._bring_in)
            made.declined.connect(self._decline)
            made.saving.connect(self._save_list)
            self.pane.column.insertWidget(self.pane.column.indexOf(self.done), made)
        return self._result

    def load(self, target: Target) -> None:
        """Read the rounds; a report from before is put away."""
        super().load(target)
        desk, actor = self.context.desk, self.context.actor
        self._put_away()
        self.context.jobs.run_query(
            self, lambda: desk.read(actor, funds.rounds), self._show_rounds, key="rounds"
        )

    def refresh(self) -> None:
        """Keep what is shown: a report is not to vanish under the officer."""

    def save_template(self) -> None:
        """Write the round's template where the officer says."""
        code = self.round.currentData()
        name = f"{code}-applications.xlsx"
        path = ask_save(self, "Save the template", name, WORKBOOK)
        if path is not None:
            self.write_template(path)

    def write_template(self, path: Path) -> None:
        """Write the round's template to a file."""
        desk, actor, code = self.context.desk, self.context.actor, self.round.currentData()
        self.context.jobs.run_change(
            self,
            "Write the template",
            lambda _progress: imports.write_template(desk, actor, code, path),
            lambda _nothing: self.context.messages.success(f"The template is saved as {path}."),
        )

    def check_file(self, path: Path) -> None:
        """Read a file and show its problems; nothing is written."""
        desk, actor, code = self.context.desk, self.context.actor, self.round.currentData()
        self._put_away()
        self.context.messages.clear()
        if not code:
            self.context.messages.warning("Choose the round first.")
            return

        def work(progress: Progress) -> ImportReport:
            return imports.dry_run(desk, actor, path, code, progress)

        self._start()
        job = self.context.jobs.run_change(
            self, "Check the spreadsheet", work, self._show_report, failed=self._failed
        )
        self._follow(job)

    def write_list(self, path: Path) -> None:
        """Write the list of problems as a workbook."""
        desk, actor, report = self.context.desk, self.context.actor, self.report
        if report is None:
            return
        self.context.jobs.run_change(
            self,
            "Save the list of problems",
            lambda _progress: imports.write_problems(desk, actor, report, path),
            lambda _nothing: self.context.messages.success(f"The list is saved as {path}."),
        )

    def _build_round(self) -> None:
        card = Card("Round and template", self.pane.content)
        self.pane.add(card)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.round = QComboBox()
        self.round.setAccessibleName("Fund and round")
        words = label("Fund and round", "label")
        words.setBuddy(self.round)
        card.add(words)
        row.addWidget(self.round, 1)
        self.template = push_button(
            "Save the template …", icon="download", clicked=self.save_template
        )
        row.addWidget(self.template)
        card.column.addLayout(row)
        self.closing = label("", "small", wrap=True)
        card.add(self.closing)
        self.round.currentIndexChanged.connect(lambda _: self._on_round())

    def _build_file(self) -> None:
        card = Card("Filled-in spreadsheet", self.pane.content)
        self.pane.add(card)
        self.drop = FileDrop("No file chosen yet", WORKBOOK)
        self.drop.chosen.connect(self.check_file)
        card.add(self.drop)
        self.progress = JobProgress(self.context.jobs)
        card.add(self.progress)

    def _build_done(self) -> None:
        self.done = Card("Brought in", self.pane.content)
        self.done.hide()
        self.pane.add(self.done)
        self.done_words = label("", wrap=True)
        self.done.add(self.done_words)
        row = QHBoxLayout()
        self.show_them = push_button("Show them in the list", kind="primary", clicked=self._go)
        row.addWidget(self.show_them)
        row.addStretch(1)
        self.done.column.addLayout(row)

    def _show_rounds(self, rounds: tuple[RoundRow, ...]) -> None:
        now = self.context.desk.clock()
        self._rounds = {
            each.code: each
            for each in rounds
            if each.opens_at <= now
            and self.context.actor.may(Permission.RECORD_APPLICATIONS, each.fund_code)
        }
        ordered = sorted(self._rounds.values(), key=lambda each: not each.is_open(now))
        self.round.clear()
        for each in ordered:
            state = "open" if each.is_open(now) else "closed"
            self.round.addItem(f"{each.fund_name} – {each.title} ({each.code}), {state}", each.code)
        self.round.setCurrentIndex(max(0, self.round.findData(self.target.filter)))
        self._on_round()

    def _on_round(self) -> None:
        chosen = self._rounds.get(self.round.currentData() or "")
        self.template.setEnabled(chosen is not None)
        self.drop.setEnabled(chosen is not None)
        words = closing_words(chosen, self.context.desk.clock()) if chosen else ""
        self.closing.setText(words or "No round has opened yet, so nothing can be brought in.")
        if self.report is not None:
            self._put_away()

    def _put_away(self) -> None:
        self.report = None
        self.done.hide()
        if self._result is not None:
            self._result.hide()

    def _start(self) -> None:
        self.drop.setEnabled(False)
        self.round.setEnabled(False)
        self.result.setEnabled(False)

    def _follow(self, job: Job[ImportReport]) -> None:
        self.progress.follow(job)
        self.progress.take_keyboard()

    def _end(self) -> None:
        for part in (self.drop, self.round, self.result):
            part.setEnabled(True)

    def _go_on_at(self, control: QWidget) -> None:
        """Put the keyboard on what comes next, once it has its place and can be scrolled to."""
        QTimer.singleShot(0, control, lambda: control.setFocus(Qt.FocusReason.OtherFocusReason))

    def _show_report(self, report: ImportReport) -> None:
        self._end()
        self.report = report
        self.result.show_report(report)
        self.result.show()
        self._go_on_at(self.result.take if report.good else self.result.table)

    def _failed(self, error: DeskError) -> None:
        self._end()
        self._go_on_at(self.drop)
        if isinstance(error, Cancelled):
            self.context.messages.information(error.sentence)
        else:
            self.context.messages.tell(error)

    def _bring_in(self, good_only: bool) -> None:
        desk, actor, path, report = (
            self.context.desk,
            self.context.actor,
            self.drop.path,
            self.report,
        )
        if path is None or report is None:
            return

        def work(progress: Progress) -> ImportReport:
            return imports.import_rows(
                desk, actor, path, report.round_code, progress, good_only=good_only
            )

        self._start()
        job = self.context.jobs.run_change(
            self,
            "Bring in applications",
            work,
            self._brought_in,
            touches=("applications", "organisations"),
            failed=self._failed,
        )
        self._follow(job)

    def _brought_in(self, report: ImportReport) -> None:
        if not report.created:  # the file was changed since it was checked
            self._show_report(report)
            return
        self._end()
        self._put_away()
        self.report = report
        count = len(report.created)
        named = report.created[0] if count == 1 else f"{report.created[0]} to {report.created[-1]}"
        said = "1 application is recorded" if count == 1 else f"{count:,} applications are recorded"
        left = f" {report.bad_rows:,} rows were left out." if report.bad_rows else ""
        self.done_words.setText(f"{said} and received: {named}.{left}")
        self.done.show()
        self._go_on_at(self.show_them)
        self.context.messages.success(f"{said}.")

    def _decline(self) -> None:
        self.context.messages.information(
            "Nothing was brought in. Mend the cells in the list and choose the file again."
        )
        self._put_away()
        self._go_on_at(self.drop)

    def _save_list(self) -> None:
        report = self.report
        name = f"{Path(report.file_name).stem}-problems.xlsx" if report else "problems.xlsx"
        path = ask_save(self, "Save the list", name, WORKBOOK)
        if path is not None:
            self.write_list(path)

    def _go(self) -> None:
        if self.report is not None:
            self.context.navigate(Target("applications", filter=f"round={self.report.round_code}"))
