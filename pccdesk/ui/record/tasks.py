"""The task list of an application: from received to complete, as far as it has come."""

from dataclasses import replace

from pccdesk.domain.applications import Stage
from pccdesk.queries.records import RecordView
from pccdesk.ui.widgets.task_list import Task, TaskState

_TASKS = (
    ("received", "Received"),
    ("eligibility", "Eligibility"),
    ("assessment", "Assessment"),
    ("recommendation", "Recommendation"),
    ("decision", "Decision"),
    ("letter", "Letter"),
    ("acceptance", "Acceptance"),
    ("payment", "Payment"),
    ("complete", "Complete"),
)
TAB_OF_TASK = {
    "received": "application",
    "eligibility": "eligibility",
    "assessment": "assessment",
    "recommendation": "decision",
    "decision": "decision",
    "letter": "letters",
    "acceptance": "letters",
    "payment": "payments",
    "complete": "timeline",
}
"""The tab on which a task is done."""

_NOW = {
    Stage.DRAFT: (0, TaskState.NEXT),
    Stage.RECEIVED: (1, TaskState.NEXT),
    Stage.ELIGIBILITY: (1, TaskState.STARTED),
    Stage.INELIGIBLE: (1, TaskState.DONE),
    Stage.ASSESSMENT: (2, TaskState.NEXT),
    Stage.RECOMMENDED: (4, TaskState.NEXT),
    Stage.DEFERRED: (4, TaskState.STARTED),
    Stage.DECLINED: (5, TaskState.NEXT),
    Stage.APPROVED: (5, TaskState.NEXT),
    Stage.OFFERED: (6, TaskState.NEXT),
    Stage.LAPSED: (6, TaskState.DONE),
    Stage.ACCEPTED: (7, TaskState.NEXT),
    Stage.IN_PAYMENT: (7, TaskState.STARTED),
    Stage.COMPLETE: (8, TaskState.DONE),
}
_OVER = frozenset({Stage.INELIGIBLE, Stage.DECLINED, Stage.WITHDRAWN, Stage.LAPSED})


def tasks(view: RecordView) -> tuple[Task, ...]:
    """Return the nine tasks with how each stands; what an ended application no longer needs, so."""
    place, state = _place(view)
    later = TaskState.NOT_NEEDED if view.stage in _OVER else TaskState.BLOCKED
    found = [
        Task(code, title, _state(number, place, state, later))
        for number, (code, title) in enumerate(_TASKS)
    ]
    return tuple(replace(each, reason=_words(each, view)) for each in found)


def _state(number: int, place: int, state: TaskState, later: TaskState) -> TaskState:
    if number < place:
        return TaskState.DONE
    return state if number == place else later


def _place(view: RecordView) -> tuple[int, TaskState]:
    facts = view.facts
    if view.stage is Stage.WITHDRAWN:
        return _reached(view), TaskState.NOT_NEEDED
    if view.stage is Stage.ASSESSMENT and facts.assessments_done:
        done = facts.assessments_done >= facts.assessments_needed
        return (3, TaskState.NEXT) if done else (2, TaskState.STARTED)
    if view.stage is Stage.IN_PAYMENT and facts.payments and facts.payments_paid == facts.payments:
        return 8, TaskState.NEXT
    if view.stage is Stage.DECLINED and any(each.current for each in view.letters):
        return 5, TaskState.DONE
    return _NOW[view.stage]


def _reached(view: RecordView) -> int:
    """Return how many tasks were done before an application was withdrawn."""
    done = (
        view.application.form.received_at is not None,
        bool(view.facts.criteria_checked and not view.facts.criteria_unmet),
        view.facts.assessments_done >= view.facts.assessments_needed,
        bool(view.recommendations),
        bool(view.decisions),
        bool(view.letters),
    )
    return next((place for place, each in enumerate(done) if not each), len(done))


def _assessed(done: int, needed: int) -> str:
    if done > needed:
        return f"{done} complete, {needed} needed"
    return f"{done} of {needed} complete"


def _words(task: Task, view: RecordView) -> str:
    """Return the one thing worth knowing about a task, or nothing."""
    facts = view.facts
    unmet = len(facts.criteria_unmet)
    words = {
        "eligibility": f"{unmet} of {len(view.findings)} criteria not met"
        if unmet and facts.criteria_checked
        else "",
        "assessment": _assessed(facts.assessments_done, facts.assessments_needed)
        if view.stage is Stage.ASSESSMENT
        else "",
        "decision": view.stage.label if view.stage in {Stage.DEFERRED, Stage.DECLINED} else "",
        "acceptance": view.stage.label if view.stage is Stage.LAPSED else "",
        "payment": f"{facts.payments_paid} of {facts.payments} paid"
        if facts.payments and view.stage in {Stage.IN_PAYMENT, Stage.ACCEPTED}
        else "",
    }
    if task.id == "eligibility" and view.stage is Stage.INELIGIBLE:
        return "Found ineligible"
    return words.get(task.id, "")
