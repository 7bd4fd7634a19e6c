"""What has to be done with a record, in order, and why a task cannot start yet."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from pccdesk.ui import theme
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.status_badge import StatusBadge


class TaskState(StrEnum):
    """How a task stands."""

    DONE = "Done"
    NEXT = "To do"
    STARTED = "In progress"
    BLOCKED = "Cannot start yet"
    NOT_NEEDED = "Not needed"


_TONES = {
    TaskState.DONE: Tone.SUCCESS,
    TaskState.NEXT: Tone.INFORMATION,
    TaskState.STARTED: Tone.PROGRESS,
    TaskState.BLOCKED: Tone.NEUTRAL,
    TaskState.NOT_NEEDED: Tone.NEUTRAL,
}


_LARGE_TEXT = 1.25
"""From larger text on the state stands below the task: beside it, one of the two was cut."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task: `reason` says why it is blocked, or adds a word to another state."""

    id: str
    title: str
    state: TaskState
    reason: str = ""
    can_open: bool = True


class TaskList(QWidget):
    """Tasks as rows: the title is a link where the task can be opened."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tasks")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def set_tasks(self, tasks: tuple[Task, ...]) -> None:
        """Show tasks in their order."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, task in enumerate(tasks):
            if place:
                rule = QFrame()
                rule.setProperty("role", "line")
                self._column.addWidget(rule)
            self._column.addWidget(self._row(task))

    def _row(self, task: Task) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{task.title}: {task.state.value}. {task.reason}".strip())
        large = theme.scale().factor > _LARGE_TEXT
        ways = QBoxLayout.Direction
        row = QBoxLayout(ways.TopToBottom if large else ways.LeftToRight, made)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(4 if large else 16)
        words = QVBoxLayout()
        words.setSpacing(2)
        if task.can_open and task.state is not TaskState.BLOCKED:
            link = push_button(task.title, kind="link")
            link.clicked.connect(lambda _=False, name=task.id: self.chosen.emit(name))
            words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            words.addWidget(label(task.title, "body", wrap=True))
        if task.reason:
            words.addWidget(label(task.reason, "small", wrap=True))
        row.addLayout(words, 1)
        badge = StatusBadge(task.state.value, _TONES[task.state])
        side = Qt.AlignmentFlag.AlignLeft if large else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(badge, 0, side)
        return made
