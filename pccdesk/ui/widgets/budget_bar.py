"""A budget as a bar: what is committed, what is asked for and undecided, what is left."""

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pccdesk.domain.money import format_pounds
from pccdesk.ui import theme
from pccdesk.ui.plain_text import plain_tip

_TALL = 10
_SOFT = 0.35


class BudgetBar(QWidget):
    """Two shares of a budget, the second lighter; said in words to a screen reader."""

    def __init__(self, budget: Decimal, committed: Decimal, waiting: Decimal) -> None:
        super().__init__()
        self._budget, self._committed, self._waiting = budget, committed, waiting
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(
            f"{format_pounds(committed)} of {format_pounds(budget)} committed, "
            f"{format_pounds(waiting)} asked for and not decided"
        )
        self.setToolTip(plain_tip(self.accessibleName()))

    def sizeHint(self) -> QSize:
        """Return a slim bar."""
        return QSize(160, _TALL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is drawn each time
        """Draw the bar."""
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(whole, _TALL / 2, _TALL / 2)
        painter.setClipPath(shape)
        painter.fillRect(whole, QColor(colours.hover))
        over = self._committed > self._budget
        first = whole.width() * self._share(self._committed)
        second = whole.width() * self._share(self._waiting)
        strong = colours.error.edge if over else colours.accent
        painter.fillRect(QRectF(0, 0, first, whole.height()), QColor(strong))
        soft = QColor(colours.accent)
        soft.setAlphaF(_SOFT)
        painter.fillRect(QRectF(first, 0, second, whole.height()), soft)
        if second:
            painter.setPen(QPen(QColor(colours.accent), 2))  # the soft colour alone is too faint
            painter.drawRect(QRectF(first, 0, second, whole.height()))
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colours.control_border))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), _TALL / 2, _TALL / 2)
        painter.end()

    def _share(self, amount: Decimal) -> float:
        return float(min(amount / self._budget, Decimal(1))) if self._budget else 0.0
