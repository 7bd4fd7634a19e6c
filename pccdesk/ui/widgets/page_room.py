"""The room of a page that is a list: it scrolls as a whole where not even the least of it fits."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pccdesk.ui.widgets.scroll_area import ReachableScrollArea


class PageRoom(ReachableScrollArea):
    """Holds a page's column; large text and messages above may leave less than it needs.

    As wide as its content at least, as only its height is scrolled.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        content = QWidget()
        content.setProperty("role", "content")
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(content)

    def minimumSizeHint(self) -> QSize:
        """Return the content's least width, and the height of a few lines."""
        inside = self.widget()
        width = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(width, super().minimumSizeHint().height())
