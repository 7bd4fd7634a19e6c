"""A place to drop one file on, or to choose it by button."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pccdesk.ui.dialogs.files import ask_open
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import ElidedLabel


class FileDrop(QFrame):
    """Shows the chosen file's name; `chosen` carries its path."""

    chosen = Signal(Path)

    def __init__(self, words: str, pattern: str) -> None:
        super().__init__()
        self._pattern = pattern
        self.path: Path | None = None
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        self._name = ElidedLabel(words, "strong")
        self._place = ElidedLabel("Drop it here, or choose it from a folder.", "small")
        texts.addWidget(self._name)
        texts.addWidget(self._place)
        row.addLayout(texts, 1)
        choose = push_button("Choose a file …", icon="folder", clicked=self.ask)
        row.addWidget(choose)
        self.setFocusProxy(choose)

    def ask(self) -> None:
        """Let the officer choose a file."""
        path = ask_open(self, "Choose a file", self._pattern)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Take a file."""
        self.path = path
        self._name.set_full_text(path.name)
        self._place.set_full_text(str(path.parent))
        self.chosen.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            restyle(self, "over", value=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        restyle(self, "over", value=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that was dropped."""
        restyle(self, "over", value=False)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take(Path(files[0]))
