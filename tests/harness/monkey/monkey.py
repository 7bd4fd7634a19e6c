"""A random officer: looks at what is on the screen and does something with it."""

from __future__ import annotations

from random import Random

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from shiboken6 import isValid

from pccdesk.ui.start.office_window import OfficeWindow
from tests.harness.monkey import moves
from tests.harness.monkey.texts import Texts
from tests.harness.promises import require

SMALL = 3
PATIENCE = 4_000
"""So many looks before a window that stays busy is a fault: some twenty seconds."""
HASTE = 0.15
"""How often a move is made while the program is still busy."""


class Monkey:
    """Plays at one window and whatever it opens; `diary` says what it did."""

    def __init__(self, window: OfficeWindow, rng: Random, heard: list[str]) -> None:
        self.window, self.rng, self.heard = window, rng, heard
        self.diary: list[str] = []
        self.made: dict[str, int] = {}
        self.texts = Texts(window.context.desk)
        self._left = 0
        self._waited = 0
        self._broken: list[BaseException] = []
        self._loop = QEventLoop()

    def play(self, count: int) -> None:
        """Make so many moves, or fewer where the window closes; raises `BrokenError`."""
        self._left = count
        QTimer.singleShot(0, self._step)
        self._loop.exec()
        if self._broken:
            raise self._broken[0]

    def _step(self) -> None:
        # A dialog may open in the middle of a move and run a loop of its own: the next move is
        # asked for before this one is made.
        if self._is_over():
            self._end()
            return
        QTimer.singleShot(SMALL, self._step)
        try:
            self._move()
        except BaseException as error:  # noqa: BLE001 - it must reach `play`, not Qt
            self._broken.append(error)

    def _is_over(self) -> bool:
        gone = not isValid(self.window) or not self.window.isVisible()
        return bool(gone or self._left <= 0 or self.heard or self._broken)

    def _end(self) -> None:
        """Let every loop end, the innermost first; a message that waits is answered by its Esc."""
        message = QApplication.activeModalWidget()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if isinstance(message, QMessageBox):
            self.texts.let_go()
            message.reject()
        elif isinstance(message, QDialog):
            message.done(0)
            message.hide()
        if message is not None or popup is not None:
            QTimer.singleShot(SMALL, self._step)
            return
        self._loop.quit()

    def _move(self) -> None:
        jobs = self.window.context.jobs
        if jobs.busy() and self.rng.random() > HASTE / 20:
            self._waited += 1
            require(self._waited < PATIENCE, "The program stays busy.\n" + self.diary[-1])
            return
        self._waited = 0
        if not jobs.busy():
            self.texts.check(self.diary)
        root = self._front()
        kind, made = moves.choose(root, self.rng, self.texts, self._note)
        if made:
            self.made[kind] = self.made.get(kind, 0) + 1
            self._left -= 1

    def _front(self) -> QWidget:
        for found in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if found is not None:
                return found
        shown = [each for each in QApplication.topLevelWidgets() if _can_be_used(each)]
        return self.rng.choice(shown) if shown else self.window

    def _note(self, told: str) -> None:
        self.diary.append(told)


def _can_be_used(window: QWidget) -> bool:
    return window.isVisible() and isinstance(window, OfficeWindow | QDialog)
