"""Record a new application, or change what was written in one."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pccdesk.domain.applications import EDITABLE, Stage
from pccdesk.domain.errors import DeskError, FieldProblem, Refused, Stale
from pccdesk.domain.forms import blocking
from pccdesk.queries.undoing import APPLICATION
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.unsaved_dialog import Answer, ask_unsaved
from pccdesk.ui.form.bars import RecoveryBar, SaveBar
from pccdesk.ui.form.draft_watch import DraftWatch, Typing
from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.form_check import FormCheck
from pccdesk.ui.form.kept_drafts import KeptDraft
from pccdesk.ui.form.opening import Opening, read_opening
from pccdesk.ui.form.overtaken import Agreed, Overtaken
from pccdesk.ui.form.saving import Saved, SaveOrder, save_application
from pccdesk.ui.form.section_list import SectionList, SectionPanel
from pccdesk.ui.form.section_steps import SectionSteps
from pccdesk.ui.form.waiting import wait_while
from pccdesk.ui.jobs import Steps
from pccdesk.ui.list_order import beside_in_list, place_in_list
from pccdesk.ui.messages import ErrorSummary
from pccdesk.ui.page import Page, PageHeader, ScrollColumn
from pccdesk.ui.undoing import Undoer

_WAIT = 250


class ApplicationFormPage(Page):
    """The form as on paper; sections at its left, saving at its foot.

    The target's `record_id` is the application to change, or None for a new one, which begins
    in the round whose code is the target's `filter`.
    """

    title = "Record an application"

    def build(self) -> None:
        """Make the page's widgets; the fund's questions follow when a round is known."""
        self._opening: Opening | None = None
        self._clean: dict[str, Any] = {}
        self._version = 0
        self._saving = False
        self.header = PageHeader(self.title)
        self.body = FormBody(self.context)
        self.sections = SectionList()
        self.summary = ErrorSummary()
        self.checking = FormCheck(self.body, self.sections, self.summary, self.context.desk.clock)
        self.recovery = RecoveryBar()
        self.bar = SaveBar(self.save, self.save_and_next, self.save_and_receive)
        self.overtaken = Overtaken(self.context, self.body, self, self._settle_differences)
        self.watch = DraftWatch(self.context, self.recovery, self._typing, self)
        self.undoer = Undoer(self.context, self)
        self.undoer.undone.connect(self.refresh)
        self.pane = ScrollColumn(widest=920)
        self.steps = SectionSteps(self.body, self.sections, self.pane)
        self._lay_out()
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self._check)
        self._listen()

    def load(self, target: Target) -> None:
        """Open the form of a place; what stood in it was saved or discarded before."""
        super().load(target)
        desk, actor = self.context.desk, self.context.actor
        self.body.cover()
        self.context.jobs.run_query(
            self,
            lambda: read_opening(desk, actor, target.record_id),
            self._open,
            key="open",
        )

    def refresh(self) -> None:
        """Read the record again, unless something typed would be lost by it."""
        if self.holds_unsaved():
            self.context.messages.information("Save or discard your changes first.")
        else:
            super().refresh()

    def new_record(self) -> None:
        """Begin another application in the same round."""
        if self.can_leave():
            self._begin_next()

    def save(self) -> None:
        """Save the application as it stands."""
        self._save(receive=False)

    def save_and_receive(self) -> None:
        """Save the application and mark it as received, if it is a draft."""
        self._save(receive=self._is_draft())

    def save_and_next(self) -> None:
        """Save, and change the next one of the list; or begin a new one in the same round."""
        self._save(receive=False, and_next=True)

    def next_record(self) -> None:
        """Change the next application of the list, once this one is saved or discarded."""
        self._go(beside_in_list(self.target).next_id)

    def previous_record(self) -> None:
        """Change the one before it in the list, once this one is saved or discarded."""
        self._go(beside_in_list(self.target).previous_id)

    def can_leave(self) -> bool:
        """Ask Save, Discard or Cancel, only when something changed."""
        if self._saving:
            self._wait_for_save()
        if not self.holds_unsaved():
            self.watch.forget()
            return True
        answer = ask_unsaved(self, "the application")
        if answer is Answer.SAVE:
            return self._save(receive=False) and self._wait_for_save()
        if answer is Answer.DISCARD:
            self._clean = self.body.typed()
            self.watch.forget()
        return answer is Answer.DISCARD

    def put_aside(self) -> bool:
        """Keep what is typed as a draft; a save that still runs is waited for by nobody else."""
        if self._saving:
            return False
        return not self.holds_unsaved() or self.watch.keep_now()

    def _lay_out(self) -> None:
        self.column.addWidget(self.header)
        inset = QVBoxLayout()
        inset.setContentsMargins(24, 0, 24, 0)
        inset.addWidget(self.recovery)
        self.column.addLayout(inset)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(SectionPanel(self.sections, self))
        self.pane.add(self.summary)
        self.pane.add(self.body)
        self.pane.column.addStretch(1)  # a short form does not pull its cards apart
        row.addWidget(self.pane, 1)
        self.column.addLayout(row, 1)
        self.column.addWidget(self.bar)

    def _listen(self) -> None:
        self.body.changed.connect(self._on_typed)
        self.body.laid_out.connect(self._check)
        self.summary.jumped.connect(self.steps.to_field)
        self.watch.kept.connect(self.bar.say)
        self.watch.recovered.connect(self._recover)
        keys = {
            "Ctrl+Return": self.save_and_receive,
            "Ctrl+Shift+N": self.save_and_next,
            "Alt+PgDown": self.steps.forward,
            "Alt+PgUp": self.steps.back,
            "F6": self.sections.setFocus,
        }
        for typed, asked in keys.items():
            shortcut = QShortcut(QKeySequence(typed), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(asked)

    def _open(self, opening: Opening) -> Steps:
        self._opening = None  # until all is laid out nothing can be typed, saved or lost
        record = opening.record
        self._version = record.version if record else 0
        self.checking.forget()
        yield from self.body.open_in_steps(opening, self.context.desk.clock(), self.target.filter)
        yield
        self._opening, self._clean = opening, self.body.typed()
        self._name()
        yield
        self.watch.begin(record.id if record else None)
        self.bar.say("")
        self._check()
        yield
        self.pane.verticalScrollBar().setValue(0)
        self.sections.setCurrentRow(0)
        yield from self.body.uncover_in_steps(with_keyboard=not self.recovery.isVisible())

    def _name(self) -> None:
        record = self._opening.record if self._opening else None
        heading = f"Change {record.reference}" if record else "Record an application"
        self.header.heading.set_full_text(heading)
        place = place_in_list(self.target)
        facts = [record.stage.label, record.round_title] if record else []
        self.header.set_about(" · ".join([*facts, *([place.words] if place else [])]))
        self.bar.show_for(
            draft=self._is_draft(), follows=beside_in_list(self.target).next_id is not None
        )
        self.rename(heading)
        locked = record is not None and record.stage not in EDITABLE
        self.body.setEnabled(not locked)
        self.bar.set_busy(busy=locked)
        if locked and record is not None:
            self.bar.say(f"At “{record.stage.label}” nothing of the application can be changed.")

    def _go(self, number: int | None) -> None:
        if number is not None:
            self.context.navigate(Target(self.target.page, number, order=self.target.order))

    def _is_draft(self) -> bool:
        record = self._opening.record if self._opening else None
        return record is None or record.stage is Stage.DRAFT

    def holds_unsaved(self) -> bool:
        """Whether the form says anything else than what is saved."""
        return self._opening is not None and self.body.typed() != self._clean

    def _typing(self) -> Typing:
        typed = self.body.typed()
        form = self.body.form()
        record = self._opening.record if self._opening else None
        stand_in = record.reference if record else "an application without a title yet"
        return Typing(typed != self._clean, self._version, form.project_title or stand_in, typed)

    def _on_typed(self) -> None:
        self._wait.start()
        self.watch.touched()

    def _check(self) -> None:
        """Bring the section list up to date, and take problems away that are mended."""
        if self._opening is None:
            return
        self.checking.look_again()
        if self.holds_unsaved() and "kept" not in self.bar.text():
            self.bar.say("Unsaved changes")

    def _save(self, *, receive: bool, and_next: bool = False) -> bool:
        """Start a save; tell whether nothing stood against it."""
        if self._saving or self._opening is None:
            return False
        problems = self.checking.problems(to_receive=receive or not self._is_draft())
        if blocking(problems):
            self._refuse(problems)
            return False
        self.checking.forget()
        record = self._opening.record
        files = self.body.documents.files() if self.body.documents else ()
        order = SaveOrder(
            self.body.form(), record.id if record else None, self._version, receive, files
        )
        typed = self.body.typed()
        self.overtaken.receive = receive
        self._set_saving(saving=True)
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_change(
            self,
            "Save the application",
            lambda _progress: save_application(desk, actor, order),
            lambda saved: self._saved(saved, typed, order, and_next=and_next),
            touches=("applications", "organisations"),
            failed=self._failed,
        )
        return True

    def _refuse(self, problems: tuple[FieldProblem, ...], heading: str = "") -> None:
        self.checking.refuse(problems, heading)
        self.pane.verticalScrollBar().setValue(0)

    def _saved(
        self, saved: Saved, typed: dict[str, Any], order: SaveOrder, *, and_next: bool
    ) -> None:
        self._set_saving(saving=False)
        typed_on = self.body.typed() != typed
        self._take_up(saved)
        now = self.body.typed()
        settled = {name: now.get(name) for name in ("applicant", "documents")}
        self._clean = (typed | settled) if typed_on else now
        self.watch.forget()
        if typed_on:
            self.watch.touched()
        self.bar.say("Unsaved changes" if typed_on else f"Saved as {saved.record.reference}")
        self._tell(saved, order, and_next=and_next)

    def _take_up(self, saved: Saved) -> None:
        self._version = saved.record.version
        if self._opening is not None and self.body.documents is not None:
            self.body.settle(saved.record)
            self._opening = self.body.opening
            self.body.documents.forget_files(saved.attached)
            self.body.documents.set_attached(saved.documents)
        self.target = replace(self.target, record_id=saved.record.id)
        self._name()
        self._check()

    def _tell(self, saved: Saved, order: SaveOrder, *, and_next: bool) -> None:
        record = saved.record
        ended = "saved and marked as received" if order.receive else "saved"
        said = f"{record.reference} is {ended}."
        place = Target("application", record.id)
        if and_next and not saved.troubles and not self.holds_unsaved():
            follows = beside_in_list(self.target).next_id
            self._begin_next() if follows is None else self._go(follows)
        if order.receive and not saved.troubles and not self.holds_unsaved():
            self.context.navigate(place)
            again = Target(self.target.page, None, filter=record.round_code)
            self.context.messages.success(
                said, "Record another", lambda: self.context.navigate(again)
            )
        elif saved.last is not None:
            self.undoer.say(said, APPLICATION, record.id, saved.last)
        else:
            self.context.messages.success(said, "Open it", lambda: self.context.navigate(place))
        for trouble in saved.troubles:
            self.context.messages.warning(trouble)

    def _begin_next(self) -> None:
        chosen = self.body.round.chosen()
        self.load(Target(self.target.page, None, filter=chosen.code if chosen else ""))

    def _failed(self, error: DeskError) -> None:
        self._set_saving(saving=False)
        problems = error.problems if isinstance(error, Refused) else ()
        if isinstance(error, Stale) and self._opening is not None:
            self.overtaken.compare(self._opening, error.sentence)
            return
        self._refuse(problems, error.sentence)

    def _settle_differences(self, agreed: Agreed) -> None:
        """Take up what the officer chose, and save it over the version that was compared."""
        self._opening, self._version = agreed.opening, agreed.version
        self.body.opening = agreed.opening
        self._clean = agreed.theirs
        self.body.put_typed(agreed.typed)
        self._save(receive=agreed.receive)

    def _recover(self, draft: KeptDraft) -> None:
        self.body.put_typed(draft.typed)
        if draft.version:
            self._version = draft.version
        self._check()

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self.bar.set_busy(busy=saving)

    def _wait_for_save(self) -> bool:
        """Wait until the running save ended; tell whether nothing is left unsaved."""
        wait_while(lambda: self._saving)
        return not self.holds_unsaved()
