"""Shown while the window waits for its backup before it closes."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


class LeavingDialog(QDialog):
    """How far the backup is, or why it failed; `gone_on` leaves without it, `stayed` does not."""

    gone_on = Signal()
    stayed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answer_f1(self)
        self.setWindowTitle("Backup before closing")
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.words = label("Making today’s changes safe in a backup …", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the backup")
        self.stay = push_button("Stay", clicked=self.stayed.emit)
        self.stay.hide()
        self.go_on = push_button("Close without a backup", clicked=self.gone_on.emit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stay)
        row.addWidget(self.go_on)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addLayout(row)

    def show_progress(self, count: int, total: int) -> None:
        """Show how far the backup is."""
        self.bar.setRange(0, total)
        self.bar.setValue(count)

    def show_failure(self, sentence: str) -> None:
        """Say why there is no backup, and let the officer choose."""
        self.words.setText(f"The backup was not made. {sentence} Your records are saved.")
        self.setAccessibleDescription(self.words.text())
        self.bar.hide()
        self.stay.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc mean to stay, once that is offered."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stay.isVisible():
            self.stayed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the frame's Close for leaving without a backup."""
        event.ignore()
        self.gone_on.emit()
