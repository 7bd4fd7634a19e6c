"""The box over the window: type, and records and commands are listed; Enter opens one."""

from collections.abc import Callable
from contextlib import nullcontext

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QListView,
    QVBoxLayout,
    QWidget,
)

from pccdesk.domain.errors import DeskError
from pccdesk.queries.recent import titles
from pccdesk.queries.search import Answer, search
from pccdesk.queries.views import ViewRow
from pccdesk.services import views
from pccdesk.ui import theme
from pccdesk.ui.context import Context, Target
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.search.recent import RecentRecords
from pccdesk.ui.search.row_delegate import RowDelegate
from pccdesk.ui.search.rows import (
    Command,
    SearchRow,
    Visited,
    command_rows,
    forget_row,
    hit_row,
    visited_before,
    visited_row,
)
from pccdesk.ui.search.rows_model import RowsModel
from pccdesk.ui.search.views import view_commands
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.sign_line import SignLine

_WAIT = 60
"""Milliseconds after a key in which a further one puts the search off."""
_WIDEST, _TALLEST, _MARGIN, _INSET = 760, 560, 24, 12
_MOST_COMMANDS, _MOST_VISITED = 4, 10
_HINT = (
    "Type a reference, a name, a postcode, words of a project, letter or document, or a command."
)
_APART = "Ctrl+Enter opens in a new window."
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class SearchPalette(QDialog):
    """Search everywhere. The keyboard stays in the box; the arrows move through the rows."""

    def __init__(
        self,
        context: Context,
        window: QWidget,
        commands: tuple[Command, ...],
        visited: tuple[Visited, ...],
        go: Callable[[Target], object],
        recent: RecentRecords,
        forget: Callable[[], object],
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._context = context
        self._commands = commands
        self._views: tuple[Command, ...] = ()
        self._visited = visited
        self._go, self._recent, self._forget = go, recent, forget
        self._focus_before = window.focusWidget()
        self.setWindowTitle("Search everywhere")
        self.setAccessibleName("Search everywhere")
        answer_f1(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = RowsModel(self)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._ask)
        self.box.textChanged.connect(self._typed)
        self.finished.connect(self._give_focus_back)
        self._tallest = 0
        self._place(window)
        self._show_start()
        self._read_recent()
        self._read_views()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows, Page Up and Page Down of the box move through the rows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _KEYS.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
                self._choose(self.rows.currentIndex(), apart=bool(ctrl))
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "palette")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = self._column = QVBoxLayout(frame)
        column.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        column.setSpacing(8)
        self.box = SignLine()
        self.box.setAccessibleName("Search everywhere")
        self.box.setAccessibleDescription(_HINT)
        self.box.setPlaceholderText("Search everywhere")
        self.box.offer_emptying()
        self.box.setMaxLength(1000)
        self.box.put_sign_before("search")
        self.box.installEventFilter(self)
        column.addWidget(self.box)
        self.rows = self._list()
        column.addWidget(self.rows, 1)
        self.said = label("", "small", wrap=True)
        column.addWidget(self.said)

    def _list(self) -> QListView:
        made = QListView()
        made.setProperty("role", "results")
        made.setModel(self.model)
        made.setItemDelegate(RowDelegate(made))
        made.setAccessibleName("What was found")
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows of the box move through it
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setMouseTracking(True)
        made.clicked.connect(self._choose)
        return made

    def _place(self, window: QWidget) -> None:
        scale = theme.scale()
        width = min(scale.pixels(_WIDEST), window.width() - 2 * _MARGIN)
        self.setFixedWidth(width)
        self._tallest = min(scale.pixels(_TALLEST), window.height() * 2 // 3)
        corner = window.mapToGlobal(window.rect().topLeft())
        left = corner.x() + (window.width() - width) // 2
        self.move(left, corner.y() + min(scale.pixels(64), window.height() // 10))

    def _typed(self) -> None:
        if self.box.text().strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._show_start()

    def _ask(self) -> None:
        typed = self.box.text()
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self,
            lambda: desk.read(actor, search, actor, typed),
            self._show_answer,
            failed=self._show_failure,
            key="search",
        )

    def _show_start(self) -> None:
        rows = [visited_row(each, self._go) for each in self._visited[:_MOST_VISITED]]
        if rows:
            rows.append(forget_row(self._forget_visited))
        self._show(rows, _HINT if not rows else f"Opened lately. {_HINT} {_APART}")

    def _read_recent(self) -> None:
        """Ask what the records of earlier sessions are called now, and list them too."""
        here = {(each.target.page, each.target.record_id) for each in self._visited}
        places = [each for each in self._recent.places() if each not in here]
        if not places:
            return
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self, lambda: desk.read(actor, titles, places), self._add_recent, key="recent"
        )

    def _add_recent(self, found: tuple[tuple[str, int, str], ...]) -> None:
        self._visited += visited_before(found)
        if not self.box.text().strip():
            self._show_start()

    def _read_views(self) -> None:
        """Ask which saved views there are, to be found beside the other commands."""
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self, lambda: views.every_view(desk, actor), self._add_views, key="views"
        )

    def _add_views(self, found: tuple[tuple[str, ViewRow], ...]) -> None:
        self._views = view_commands(found, self._go)
        if self._views and self.box.text().strip():
            self._ask()

    def _forget_visited(self) -> None:
        self._recent.forget()
        self._visited = ()
        self._forget()

    def _show_answer(self, answer: Answer) -> None:
        if answer.typed != self.box.text():
            return  # typed on meanwhile: the newer answer is on its way
        commands = [
            row
            for each in (self._commands, self._views)
            for row in command_rows(each, answer.typed, _MOST_COMMANDS)
        ]
        rows = [*commands, *(hit_row(hit, self._go) for hit in answer.hits)]
        self._show(rows, _told(answer, len(commands)))

    def _show_failure(self, error: DeskError) -> None:
        self._show([], error.sentence)

    def _show(self, rows: list[SearchRow], said: str) -> None:
        self.model.set_rows(tuple(rows))
        self.rows.setVisible(bool(rows))
        self.said.setText(said)
        self.box.setAccessibleDescription(said)
        self.said.setVisible(bool(said))
        self._fit_height()
        if rows:
            first = next((n for n, row in enumerate(rows) if row.choose is not None), 0)
            self._go_to(first)
        else:
            self._announce(said)

    def _fit_height(self) -> None:
        wanted = sum(self.rows.sizeHintForRow(each) for each in range(self.model.rowCount()))
        self.rows.setFixedHeight(min(wanted, self._tallest))
        self.said.setFixedHeight(self.said.heightForWidth(self.width() - 2 * _INSET))
        layouts = (self._column, self.layout())  # from the inside out: else one keeps an old height
        for layout in layouts:
            if layout is not None:
                layout.invalidate()
                layout.activate()
        self.resize(self.width(), self.sizeHint().height())

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            self._go_to(min(max(self.rows.currentIndex().row() + step, 0), count - 1))

    def _go_to(self, place: int) -> None:
        self.rows.setCurrentIndex(self.model.index(place))
        self._announce(self.model.rows[place].spoken)

    def _announce(self, words: str) -> None:
        # The keyboard stays in the box, so a screen reader is told which row is meant.
        if self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _choose(self, index: QModelIndex, *, apart: bool = False) -> None:
        if not index.isValid():
            return
        row = self.model.rows[index.row()]
        if row.choose is None:
            self._announce(row.spoken)
            return
        self.accept()
        with self._context.apart() if apart else nullcontext():
            row.choose()

    def _give_focus_back(self, result: int) -> None:
        if result == QDialog.DialogCode.Rejected and self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)


def _told(answer: Answer, commands: int) -> str:
    count = len(answer.hits)
    if not count and not commands:
        return f"Nothing is found for “{answer.typed.strip()[:60]}”. Try fewer or shorter words."
    if answer.corrected:
        return "Nothing is spelt exactly so. These are one letter off."
    if answer.more:
        return f"The best {count} are shown. Type more to narrow them."
    return "" if not count else "1 record" if count == 1 else f"{count} records"
