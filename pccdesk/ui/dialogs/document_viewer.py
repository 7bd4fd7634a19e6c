"""A kept document looked at inside the program: a PDF page by page, a picture to fit."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pccdesk.services.documents import OpenedDocument
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import ElidedLabel, label

_SIZE = QSize(940, 680)


class DocumentViewer(QDialog):
    """Shows PDF and pictures; of others it says so and offers a copy. It changes nothing."""

    save_wanted = Signal()

    def __init__(self, document: OpenedDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answer_f1(self)
        self.setWindowTitle(document.file_name)
        self.resize(_SIZE)
        grow_with_text(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(ElidedLabel(document.file_name, "section"))
        if document.warning:
            column.addWidget(label(document.warning, "warning", wrap=True))
        self.shown = self._shown(document)
        column.addWidget(self.shown, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        if document.media_type != "application/pdf":  # the PDF's own bar has it already
            foot.addWidget(
                push_button("Save a copy …", icon="download", clicked=self.save_wanted.emit)
            )
        close = push_button("Close", kind="primary", clicked=self.accept)
        close.setDefault(True)
        foot.addWidget(close)
        column.addLayout(foot)

    def _shown(self, document: OpenedDocument) -> QWidget:
        if document.media_type == "application/pdf":
            from pccdesk.ui.widgets.pdf_preview import PdfPreview

            preview = PdfPreview(document.file_name)
            preview.save_wanted.connect(self.save_wanted)
            preview.show_bytes(document.content)
            return preview
        if document.media_type.startswith("image/"):
            picture = QPixmap()
            if picture.loadFromData(document.content):
                return Picture(picture, document.file_name)
        return EmptyState(
            "file-text",
            "This kind of document is not shown here",
            "Save a copy and open it in its own program.",
        )


class Picture(QLabel):
    """A picture as large as fits, never larger than it is."""

    def __init__(self, picture: QPixmap, name: str) -> None:
        super().__init__()
        self._picture = picture
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(100, 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to the new size."""
        super().resizeEvent(event)
        room = self.size().boundedTo(self._picture.size())
        self.setPixmap(
            self._picture.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
