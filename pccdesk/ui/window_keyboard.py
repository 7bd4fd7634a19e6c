"""Where the keyboard is in a main window: it goes as one reads, and does not leave the page."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QStackedWidget, QWidget

from pccdesk.ui.page import Page
from pccdesk.ui.widgets.tab_order import go_on, next_stop


class KeyboardWindow(QMainWindow):
    """A window of pages, one of them in front in `stack`."""

    stack: QStackedWidget

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go on to what is next to be read, whenever it was made.

        Qt asks also where what has the keyboard goes away. The page keeps it then, and never a
        button that is next by chance: whoever goes on typing would press it.
        """
        self._require_keyboard()
        page, front = self.stack.currentWidget(), self.focusWidget()
        gone = front is not None and not (front.isVisible() and front.isEnabled())
        if page is not None and front is not None and gone and page.isAncestorOf(front):
            stop = next_stop(self, forward=forward)
            if stop is None or not page.isAncestorOf(stop) or isinstance(stop, QAbstractButton):
                self._hand_over_keyboard(page)
                return True
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)

    def event(self, event: QEvent) -> bool:
        """Begin in the page where nothing has the keyboard, as after a dialog of a step done.

        Qt would give it to the first control of all, so that Enter left the record for Home.
        """
        if event.type() == QEvent.Type.WindowActivate:
            self._require_keyboard()
        return super().event(event)

    def _require_keyboard(self) -> None:
        page = self.stack.currentWidget()
        if self.focusWidget() is None and page is not None:
            self._hand_over_keyboard(page)

    def _hand_over_keyboard(self, page: QWidget) -> None:
        """Let the keyboard begin in the page that was come to, which may say where."""
        if isinstance(page, Page):
            page.take_keyboard()
        else:
            page.setFocus(Qt.FocusReason.OtherFocusReason)
