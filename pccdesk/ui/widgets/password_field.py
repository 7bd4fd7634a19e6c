"""A line for a password: dots, an eye to look at it, and every blank counts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pccdesk.ui import theme
from pccdesk.ui.widgets.sign_line import SignLine, call

_LONGEST = 200


class PasswordField(SignLine):
    """A line whose text is not shown unless the officer asks; nothing is cut off its ends."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.setMaximumWidth(theme.scale().pixels(320))
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._look = self.put_button_behind("eye", "Show the password", self._turn)
        self._look.setCheckable(True)
        self.textChanged.connect(lambda _: self.changed.emit())

    def value(self) -> str:
        """Return the password exactly as typed."""
        return self.text()

    def set_value(self, value: str | None) -> None:
        """Put a password in, or empty the line."""
        self.setText(value or "")

    def _turn(self) -> None:
        shown = self._look.isChecked()
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        call(self._look, "Hide the password" if shown else "Show the password")
