"""A part of a page whose least height depends on how wide it is, as where filters wrap."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget


class LeastHeight(QWidget):
    """Asks for the height that its layout needs in the width it has.

    A layout asks one that wraps by itself; a splitter does not.
    """

    def minimumSizeHint(self) -> QSize:
        """Return the least width, and the least height in the width of now."""
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not self.isVisible():  # out of sight it has no width that counts
            return hint
        least = layout.totalMinimumHeightForWidth(self.width())
        return QSize(hint.width(), max(hint.height(), least))

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the width of now counts."""
        super().showEvent(event)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that lines may be more, or fewer, in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
