"""Asking for the name of a view of a list."""

from PySide6.QtWidgets import QLineEdit, QWidget

from pccdesk.domain.views import LONGEST_NAME, tidy_name
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords


class ViewNameDialog(CommandDialog):
    """Asks for a name and returns it tidied."""

    def __init__(self, words: DialogWords, name: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.name = QLineEdit(name)
        self.name.selectAll()
        self.form.add(
            "name", "Name of the view", self.name, hint=f"At most {LONGEST_NAME} characters."
        )
        self.ready()
        self.resize(560, 320)

    def command(self) -> str:
        """Return the name; raises `Refused` where there is none or it is too long."""
        return tidy_name(self.name.text())
