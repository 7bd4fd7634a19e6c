"""Locks the desk when nobody is there: every window covered, nothing closed, jobs go on."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

from pccdesk.domain.errors import DeskError
from pccdesk.ui.context import Context
from pccdesk.ui.front import bring_to_front
from pccdesk.ui.lock_reading import CoveredWindow, hide_from_readers, show_to_readers
from pccdesk.ui.lock_window import LockCover, LockWindow

LOCKED_TITLE = "PCCDesk – locked"
_LOOK_EVERY = 5_000
_T = QEvent.Type
_SIGNS_OF_LIFE = frozenset(
    {_T.KeyPress, _T.MouseButtonPress, _T.MouseMove, _T.Wheel, _T.TouchBegin, _T.TabletPress}
)
_KEPT_OUT = _SIGNS_OF_LIFE | frozenset(
    {
        *(_T.KeyRelease, _T.ShortcutOverride, _T.Shortcut, _T.MouseButtonRelease),
        *(_T.MouseButtonDblClick, _T.ContextMenu, _T.InputMethod, _T.DragEnter, _T.Drop),
        *(_T.TouchUpdate, _T.TouchEnd, _T.HoverMove, _T.HoverEnter, _T.ToolTip),
    }
)
_OF_WINDOWS = frozenset({_T.Show, _T.Resize, _T.WindowTitleChange, _T.ChildAdded})
_LOOKED_AT = _KEPT_OUT | _OF_WINDOWS


class Locking(QObject):
    """One signed-in person's lock: listens to the whole program, so to every window of it.

    `window` gives the window in front, over which the lock's own stands.
    """

    unlocked = Signal()

    def __init__(
        self,
        context: Context,
        window: Callable[[], QWidget | None],
        leave: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._window, self._leave = context, window, leave
        self._covers: dict[QWidget, LockCover] = {}
        self._answers: dict[QWidget, CoveredWindow] = {}
        self._titles: dict[QWidget, str] = {}
        self._front: QWidget | None = None
        self._minutes = 0
        self._sample = False
        self._last_life = self._now()
        self.dialog: LockWindow | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        context.changes.changed.connect(self._on_changed)

    def begin(self) -> None:
        """Read after how many minutes to lock, and whether a password is asked for."""
        desk, actor = self._context.desk, self._context.actor

        def read() -> tuple[int, bool]:
            from pccdesk.queries import people, sign_in

            rules = desk.read(actor, sign_in.rules)
            return rules.idle_minutes, desk.read(actor, people.is_sample_office)

        self._context.jobs.run_query(self, read, self._set, failed=lambda _: None, key="rules")

    @property
    def is_locked(self) -> bool:
        """Whether the windows are covered now."""
        return self.dialog is not None

    def lock(self) -> None:
        """Cover every window now, and record it."""
        if self.dialog is not None:
            return
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        QToolTip.hideText()
        self._front = QApplication.activeWindow()
        self.dialog = LockWindow(self._context.actor, self._ask, self._leave)
        if self._sample:
            self.dialog.ask_nothing()
        for window in QApplication.topLevelWidgets():
            self._cover(window)
        front_window = self._window()
        if front_window is not None:
            self.dialog.put_over(front_window)
        self._record()

    def unlock(self) -> None:
        """Uncover everything, as it was."""
        dialog, self.dialog = self.dialog, None
        for window, cover in self._covers.items():
            if isValid(window):
                show_to_readers(window, self._answers[window], cover)
                window.setWindowTitle(self._titles[window])
                cover.hide()
                cover.deleteLater()
        self._covers, self._titles, self._answers = {}, {}, {}
        self._last_life = self._now()
        if dialog is not None:
            dialog.may_close = True
            dialog.close()
            dialog.deleteLater()
        known = self._front is not None and isValid(self._front)
        front = self._front if known else self._window()
        if front is not None:
            front.activateWindow()
        self.unlocked.emit()

    def end(self) -> None:
        """Listen no more: the person has gone."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        if self.dialog is not None:
            self.dialog.may_close = True
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; while locked, keep out whatever is not for the lock."""
        kind = event.type()
        if kind not in _LOOKED_AT:
            return False
        if self.dialog is None:
            if kind in _SIGNS_OF_LIFE:
                self._last_life = self._now()
            return False
        if kind in _OF_WINDOWS:
            self._keep_covered(watched, kind)
            return False
        if isinstance(watched, QWidget):
            return watched.window() is not self.dialog
        return kind == _T.Shortcut

    def _keep_covered(self, watched: QObject, kind: QEvent.Type) -> None:
        if not isinstance(watched, QWidget) or not watched.isWindow():
            return
        cover = self._covers.get(watched)
        if cover is None:
            if kind == _T.Show and watched is not self.dialog:
                self._cover(watched)
                QTimer.singleShot(0, self, self._come_to_front)
        elif kind == _T.WindowTitleChange:
            if watched.windowTitle() != LOCKED_TITLE:
                self._titles[watched] = watched.windowTitle()
                watched.setWindowTitle(LOCKED_TITLE)
        else:
            cover.fit()

    def _cover(self, window: QWidget) -> None:
        kinds = {Qt.WindowType.ToolTip, Qt.WindowType.Popup, Qt.WindowType.Desktop}
        shown = window.isVisible() or window.testAttribute(Qt.WidgetAttribute.WA_WState_Visible)
        if window is self.dialog or window in self._covers or window.windowType() in kinds:
            return
        if shown:
            self._titles[window] = window.windowTitle()
            self._covers[window] = cover = LockCover(window)
            self._answers[window] = hide_from_readers(window, cover, LOCKED_TITLE)
            window.setWindowTitle(LOCKED_TITLE)

    def _come_to_front(self) -> None:
        if self.dialog is not None:
            bring_to_front(self.dialog)

    def _ask(self, password: str) -> None:
        from pccdesk.services.sessions import unlock

        desk, actor, dialog = self._context.desk, self._context.actor, self.dialog

        def failed(error: DeskError) -> None:
            if dialog is not None and isValid(dialog):
                dialog.show_error(error)

        self._context.jobs.run_change(
            self,
            "Unlock",
            lambda _progress: unlock(desk, actor, password),
            lambda _: self.unlock(),
            failed=failed,
        )

    def _record(self) -> None:
        from pccdesk.services.sessions import record_lock

        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_change(
            self,
            "Lock",
            lambda _progress: record_lock(desk, actor),
            lambda _: None,
            failed=lambda _: None,  # a database that has gone must not leave the desk open
        )

    def _look(self) -> None:
        if self.dialog is None and self._minutes and self._idle_seconds() >= self._minutes * 60:
            self.lock()

    def _idle_seconds(self) -> float:
        steady, wall = self._now()
        return max(steady - self._last_life[0], wall - self._last_life[1])

    @staticmethod
    def _now() -> tuple[float, float]:
        # The steady clock may stand still while the computer sleeps, the other may be set.
        return time.monotonic(), time.time()

    def _on_changed(self, kind: str) -> None:
        if kind == "sign_in":
            self.begin()

    def _set(self, read: tuple[int, bool]) -> None:
        self._minutes, self._sample = read
        if self.dialog is not None and self._sample:
            self.dialog.ask_nothing()
        if self._minutes:
            self._timer.start()
        else:
            self._timer.stop()
