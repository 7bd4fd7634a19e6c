"""What stands beside every tab: the next actions, why others are blocked, and the tasks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from pccdesk.ui import theme
from pccdesk.ui.record.record_tab import clear_layout
from pccdesk.ui.record.steps import Step, blocked_sentences
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.scroll_area import ReachableScrollArea
from pccdesk.ui.widgets.task_list import Task, TaskList

_WIDE, _WIDEST = 316, 400


class SidePanel(ReachableScrollArea):
    """Verb buttons (one primary), the reasons of what is blocked, and the task list."""

    step_taken = Signal(str)
    task_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.theme().changed.connect(self._fit)
        self._fit()
        self.setAccessibleName("Next actions and tasks")
        inside = QWidget()
        inside.setProperty("role", "content")
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 16, 20, 20)
        column.setSpacing(8)
        column.addWidget(label("Next", "section"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        column.addLayout(self._steps)
        column.addSpacing(12)
        column.addWidget(label("Tasks", "section"))
        self.tasks = TaskList()
        self.tasks.chosen.connect(self.task_chosen)
        column.addWidget(self.tasks)
        column.addStretch(1)
        self.setWidget(inside)
        self.buttons: dict[str, QPushButton] = {}

    def show_steps(self, found: tuple[Step, ...]) -> None:
        """Show a button for each step that is allowed, and why the others are not."""
        clear_layout(self._steps)
        self.buttons = {}
        for step in found:
            if step.allowed:
                self._steps.addWidget(self._button(step))
        if not found:
            self._steps.addWidget(
                label("Its life has ended: nothing more is to do.", "muted", wrap=True)
            )
        elif not self.buttons:
            self._steps.addWidget(label("There is nothing for you to do now.", "muted", wrap=True))
        for sentence in blocked_sentences(found):
            self._steps.addWidget(label(sentence, "small", wrap=True))

    def forget(self) -> None:
        """Show neither steps nor tasks while another record is read."""
        clear_layout(self._steps)
        self.buttons = {}
        self.tasks.set_tasks(())

    def show_tasks(self, found: tuple[Task, ...]) -> None:
        """Show the tasks."""
        self.tasks.set_tasks(found)

    def set_busy(self, *, busy: bool) -> None:
        """Take the buttons away while a change runs, so that nothing is sent twice."""
        for button in self.buttons.values():
            button.setEnabled(not busy)

    def _fit(self) -> None:
        self.setFixedWidth(min(theme.scale().pixels(_WIDE), _WIDEST))

    def _button(self, step: Step) -> QPushButton:
        made = push_button(
            step.verb,
            kind="primary" if step.primary else "secondary",
            clicked=lambda: self.step_taken.emit(step.code),
        )
        self.buttons[step.code] = made
        return made
