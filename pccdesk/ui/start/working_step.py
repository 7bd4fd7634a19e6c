"""What is shown while the sample office is made or a database is opened: a count, and Cancel."""

from PySide6.QtWidgets import QProgressBar

from pccdesk.ui.start.step import Ask, Step
from pccdesk.ui.widgets.labels import label


class WorkingStep(Step):
    """A quiet step with progress; Cancel only where the work can be stopped."""

    def __init__(self, heading: str, lead: str, cancel: Ask | None = None) -> None:
        super().__init__(heading, lead)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(heading)
        self.count = label("", "small")
        self.add(self.progress)
        self.add(self.count)
        if cancel is not None:
            self.set_buttons(back="Cancel", leave=cancel)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.show_words(f"{done:,} of {total:,}" if total else "", done, total)

    def show_words(self, words: str, done: int, total: int) -> None:
        """Show how far the work is, in words of one's own."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.count.setText(words)
        self.progress.setAccessibleDescription(words)

    def begin(self) -> None:
        """Put the keyboard on Cancel."""
        if not self.back.isHidden():
            self.back.setFocus()
