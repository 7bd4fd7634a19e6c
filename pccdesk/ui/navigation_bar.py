"""The bar on the left: one button a page, the page in front marked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from pccdesk.ui import icons, theme
from pccdesk.ui.navigation import PageEntry
from pccdesk.ui.plain_text import plain_tip
from pccdesk.ui.widgets.buttons import ToolButton
from pccdesk.ui.widgets.form_style import restyle
from pccdesk.ui.widgets.labels import label

_WIDTH, _ICON, _AROUND = 212, 20, 46
_KEYS = 9
IN_FRONT = "on_accent_soft"
"""The colour of the icon of the page in front."""


class NavigationButton(ToolButton):
    """A page's icon and word, with a mark at its edge when the page is in front."""

    def __init__(self, entry: PageEntry, number: int) -> None:
        super().__init__()
        self.entry = entry
        self._count = 0
        self._in_front = False
        self.setProperty("kind", "navigation")
        self.setText(f"  {entry.title}")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        keys = f" (Ctrl+{number})" if number <= _KEYS else ""
        self.setToolTip(plain_tip(f"{entry.title}{keys}"))
        self._name()
        self._draw_icon()

    def set_count(self, count: int) -> None:
        """Show how many things wait on this page; 0 shows nothing."""
        self._count = count
        self._name()
        self.update()

    def is_in_front(self) -> bool:
        """Whether the button's page is the one in front."""
        return self._in_front

    def set_in_front(self, *, in_front: bool) -> None:
        """Mark the page as the one in front, or not; in words too, as a tick box it is not."""
        if in_front == self._in_front:
            return
        self._in_front = in_front
        restyle(self, "front", in_front)
        self._name()
        self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, the mark of the page in front and the count."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.colours()
        if self._in_front:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.accent))
            painter.drawRoundedRect(2, 9, 3, self.height() - 18, 1.5, 1.5)
        if self._count and self.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
            painter.setPen(QColor(now.muted))
            room = self.rect().adjusted(0, 0, -14, 0)
            ends = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, ends, f"{self._count:,}")
        painter.end()

    def _name(self) -> None:
        waiting = f", {self._count} waiting" if self._count else ""
        here = ", the page in front" if self._in_front else ""
        self.setAccessibleName(f"{self.entry.title}{waiting}{here}")

    def _draw_icon(self) -> None:
        icons.put(self, self.entry.icon, IN_FRONT if self._in_front else "muted")


class NavigationBar(QFrame):
    """All pages that the signed-in person may see; arrow keys move within it."""

    chosen = Signal(str)

    def __init__(self, pages: list[PageEntry], office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAccessibleName("Pages")
        self._narrow = False
        self.buttons: dict[str, NavigationButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 10)
        column.setSpacing(3)
        self._head = self._made_head(office)
        column.addWidget(self._head)
        for number, entry in enumerate(pages, 1):
            if entry.id == "settings":
                column.addStretch(1)
            button = NavigationButton(entry, number)
            button.clicked.connect(lambda _=False, page=entry.id: self.chosen.emit(page))
            self.buttons[entry.id] = button
            column.addWidget(button)
        if "settings" not in self.buttons:
            column.addStretch(1)
        self._fit()
        theme.theme().changed.connect(self._fit)

    def mark(self, page: str) -> None:
        """Mark the page in front."""
        for name, button in self.buttons.items():
            button.set_in_front(in_front=name == page)

    def set_count(self, page: str, count: int) -> None:
        """Show how many things wait on a page."""
        if page in self.buttons:
            self.buttons[page].set_count(count)

    @staticmethod
    def usual_width() -> int:
        """Return the width with words beside the icons, in pixels."""
        return theme.scale().pixels(_WIDTH)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icons alone, whose words are their tooltips; or words beside them."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._head.setVisible(not narrow)
        self._fit()

    def _fit(self) -> None:
        style = Qt.ToolButtonStyle
        for button in self.buttons.values():
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if self._narrow else style.ToolButtonTextBesideIcon
            )
        narrow = theme.scale().pixels(_ICON) + _AROUND
        self.setFixedWidth(narrow if self._narrow else self.usual_width())

    @staticmethod
    def _made_head(office: str) -> QWidget:
        made = QWidget()
        head = QVBoxLayout(made)
        head.setContentsMargins(12, 2, 8, 14)
        head.setSpacing(1)
        head.addWidget(label("PCCDesk", "strong"))
        head.addWidget(label(office, "small", wrap=True))
        return made
