"""One application: who it is on every tab, what is next, and all that is known about it."""

from pccdesk.domain.money import format_pounds
from pccdesk.queries import records
from pccdesk.queries.records import RecordView
from pccdesk.ui.context import Target
from pccdesk.ui.page import Page
from pccdesk.ui.record.application_tab import ApplicationTab
from pccdesk.ui.record.assessment_tab import AssessmentTab
from pccdesk.ui.record.changes import RecordChanges
from pccdesk.ui.record.decision_tab import DecisionTab
from pccdesk.ui.record.documents_tab import DocumentsTab
from pccdesk.ui.record.eligibility_tab import EligibilityTab
from pccdesk.ui.record.letters_tab import LettersTab
from pccdesk.ui.record.payments_tab import PaymentsTab
from pccdesk.ui.record.record_tab import RecordTab, TabParts
from pccdesk.ui.record.side_panel import SidePanel
from pccdesk.ui.record.steps import steps
from pccdesk.ui.record.summary_tab import SummaryTab
from pccdesk.ui.record.take_step import StepTaker
from pccdesk.ui.record.tasks import TAB_OF_TASK, tasks
from pccdesk.ui.record.timeline_tab import TimelineTab
from pccdesk.ui.statuses import tone_of
from pccdesk.ui.widgets.identity_bar import Identity, IdentityBar
from pccdesk.ui.widgets.list_steps import ListSteps
from pccdesk.ui.widgets.wide_tabs import WideTabs

_TABS = (
    ("summary", "Summary"),
    ("application", "Application"),
    ("documents", "Documents"),
    ("eligibility", "Eligibility"),
    ("assessment", "Assessment"),
    ("decision", "Decision"),
    ("letters", "Letters"),
    ("payments", "Payments"),
    ("timeline", "Timeline"),
)


class ApplicationPage(Page):
    """The record page of an application. `Target.tab` is a tab's code, such as `eligibility`.

    Next and Previous follow the list that the officer came from (`Target.order`) and say where
    the record stands in it. Without one they follow all applications, newest first.
    """

    title = "Application"
    shows = frozenset({"applications", "payments", "letters", "organisations"})

    def build(self) -> None:
        """Lay out identity bar, tabs, and what stands beside them."""
        self.changes = RecordChanges(self.context, self)
        self.changes.reload_wanted.connect(self.refresh)
        self.taker = StepTaker(self.changes, self._go_to_step)
        self.identity = IdentityBar()
        self.steps = ListSteps()
        self.steps.wanted.connect(lambda target: self.context.navigate(self._on_front(target)))
        self.identity.add_beside(self.steps)
        self.column.addWidget(self.identity)
        self.panel = SidePanel()
        self.tabs = WideTabs("Parts of the record", self.panel)
        self.panel.step_taken.connect(self.taker.take)
        # Buttons come back with the record as it then is, or with the refusal.
        self.changes.busy.connect(lambda busy: self.panel.set_busy(busy=busy))
        self.panel.task_chosen.connect(lambda task: self.go_to_tab(TAB_OF_TASK[task]))
        self._built: dict[str, RecordTab] = {}
        for code, words in _TABS:
            tab = self._made(code)
            tab.setAccessibleName(words)
            self._built[code] = tab
            self.tabs.addTab(tab, words)
        self._shown: dict[str, RecordView] = {}
        self.tabs.changed.connect(lambda _place: self._show_tab())
        self.column.addWidget(self.tabs, 1)

    def load(self, target: Target) -> None:
        """Show an application, on the tab that is asked for or else the one in front."""
        if target.record_id != self.target.record_id:
            self.changes.view = None
            self._shown.clear()
            self.panel.forget()
        super().load(target)
        self.changes.order = target.order
        self.steps.follow(target)
        if target.tab:
            self.go_to_tab(target.tab)
        self.refresh()

    def refresh(self) -> None:
        """Read the record anew; tab, place and what is typed into a dialog stay."""
        number = self.target.record_id
        if number is None:
            return
        desk, actor = self.context.desk, self.context.actor
        self.context.jobs.run_query(
            self,
            lambda: desk.read(actor, records.record, number, actor),
            self.show_record,
            key="record",
        )

    def show_record(self, view: RecordView) -> None:
        """Show what was read."""
        self.changes.view = view
        application = view.application
        self.known_as = f"{application.reference} · {application.organisation_name}"
        self.rename(application.reference)
        self.identity.set_identity(_identity(view))
        self.steps.follow_usual(view.neighbours)
        self.panel.show_steps(steps(view, self.context.actor, self.context.today()))
        self.panel.show_tasks(tasks(view))
        self._show_tab()

    def go_to_tab(self, code: str) -> None:
        """Bring a tab to the front."""
        tab = self._built.get(code)
        if tab is not None:
            self.tabs.setCurrentWidget(tab)

    def _go_to_step(self, code: str) -> None:
        self.go_to_tab(code)
        self.tab(code).begin_step()

    def tab(self, code: str) -> RecordTab:
        """Return a tab by its code, made if it is not yet."""
        found = self._built[code]
        found.come_to()
        return found

    def next_record(self) -> None:
        """Go to the next application of the list."""
        self.steps.go_next()

    def previous_record(self) -> None:
        """Go to the application before this one in the list."""
        self.steps.go_previous()

    def undo_last(self) -> None:
        """Undo the last change of the application, after saying which it is."""
        self.changes.undo_last()

    def print_record(self) -> None:
        """Print the letter that is in front, or show the letters."""
        front = self.tabs.currentWidget()
        if isinstance(front, LettersTab) and front.may_print():
            front.print_letter()
        else:
            self.go_to_tab("letters")

    def _on_front(self, target: Target) -> Target:
        return target.on_tab(_TABS[self.tabs.currentIndex()][0])

    def _show_tab(self) -> None:
        view = self.changes.view
        code = _TABS[self.tabs.currentIndex()][0]
        if view is not None and self._shown.get(code) is not view:
            self._shown[code] = view
            self.tab(code).show_record(view)

    def _made(self, code: str) -> RecordTab:
        parts = TabParts(self.context, self.changes, self.go_to_tab)
        with_steps = {"eligibility": EligibilityTab, "assessment": AssessmentTab}
        if code in with_steps:
            return with_steps[code](parts, self.taker)
        plain: dict[str, type[RecordTab]] = {
            "summary": SummaryTab,
            "application": ApplicationTab,
            "documents": DocumentsTab,
            "decision": DecisionTab,
            "letters": LettersTab,
            "payments": PaymentsTab,
            "timeline": TimelineTab,
        }
        return plain[code](parts)


def _identity(view: RecordView) -> Identity:
    application = view.application
    requested = application.form.amount_requested
    amount = format_pounds(requested) if requested is not None else "Not given"
    facts = [("Asked for", amount), ("Officer", application.owner_name)]
    if view.award is not None:
        facts.insert(1, ("Awarded", format_pounds(view.award.amount)))
    return Identity(
        application.reference,
        application.organisation_name,
        view.stage.label,
        tone_of(view.stage),
        tuple(facts),
        application.form.project_title,
    )
