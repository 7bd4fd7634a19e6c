"""What stands over a locked desk: a cover for each window, and the one small window on top."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.errors import DeskError, FieldProblem
from pccdesk.domain.permissions import Actor
from pccdesk.ui import icons, theme
from pccdesk.ui.front import bring_to_front
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.password_field import PasswordField

_SIGN = 40
_WIDTH = 440


class LockCover(QWidget):
    """Hides everything in one window, whatever its size, and says only that it is locked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("Locked")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Cover the whole window, at its present size."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(QRect(0, 0, parent.width(), parent.height()))
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - all is drawn each time
        """Draw the ground and a padlock."""
        now = theme.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.sidebar))
        side = theme.scale().pixels(_SIGN)
        sign = icons.pixmap("lock", now.muted, side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 3, sign)
        painter.end()


class LockWindow(QDialog):
    """Asks for the password of the person who is signed in; shows no record and cannot be closed.

    `unlock` is called with what was typed; `leave` returns why nobody else may sign in yet, or
    nothing and then the window goes.
    """

    def __init__(
        self, actor: Actor, unlock: Callable[[str], None], leave: Callable[[], str]
    ) -> None:
        super().__init__(None, Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint)
        self._unlock, self._leave = unlock, leave
        self.asks_password = True
        self.may_close = False
        self.setWindowTitle("PCCDesk is locked")
        self.setModal(True)
        self.setFixedWidth(theme.scale().pixels(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(14)
        column.addWidget(label("Locked", "title"))
        words = f"{isolated(actor.full_name)} is signed in. Nothing typed is lost."
        column.addWidget(label(words, "muted", wrap=True))
        self.form = Form()
        self.form.add("password", f"Password of {actor.username}", PasswordField())
        column.addWidget(self.form)
        self.why = label("", "problem", wrap=True)
        self.why.hide()
        column.addWidget(self.why)
        self.open_button = push_button("Unlock", icon="lock", kind="primary", clicked=self.submit)
        self.open_button.setDefault(True)
        self.other = push_button("Sign in as somebody else", clicked=self.ask_to_leave)
        self.other.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.open_button)
        column.addLayout(row)

    def ask_nothing(self) -> None:
        """Leave the password out, as in the sample office; a button unlocks."""
        self.asks_password = False
        self.form.hide()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    def submit(self) -> None:
        """Try what was typed."""
        password = str(self.form.values()["password"])
        if self.asks_password and not password:
            self.show_problem("Enter your password.")
            return
        self._set_busy(busy=True)
        self._unlock(password)

    def ask_to_leave(self) -> None:
        """Let somebody else sign in, if nothing of the person's would be lost."""
        objection = self._leave()
        self.why.setText(objection)
        self.why.setVisible(bool(objection))
        self.adjustSize()

    def show_error(self, error: DeskError) -> None:
        """Say why it stays locked, ready to type again."""
        self._set_busy(busy=False)
        self.show_problem(error.sentence)

    def show_problem(self, sentence: str) -> None:
        """Show what is wrong beside the password, or below where there is none."""
        if self.asks_password:
            self.form.show_problems((FieldProblem("password", sentence),))
            control = self.form.control("password")
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(control, PasswordField):
                control.selectAll()
        else:
            self.why.setText(sentence)
            self.why.show()
        self.adjustSize()

    def put_over(self, window: QWidget) -> None:
        """Show in the middle of a window."""
        self.show()
        self.adjustSize()
        middle = window.frameGeometry().center()
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        bring_to_front(self)
        first = self.form.control("password") if self.asks_password else self.open_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Stay: Esc unlocks nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless it was unlocked or the computer shuts down."""
        app = QGuiApplication.instance()
        ends = isinstance(app, QGuiApplication) and app.isSavingSession()
        if self.may_close or ends:
            event.accept()
        else:
            event.ignore()

    def _set_busy(self, *, busy: bool) -> None:
        self.open_button.setEnabled(not busy)
        self.form.setEnabled(not busy)
