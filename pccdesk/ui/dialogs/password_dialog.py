"""Change one's own password."""

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from pccdesk.domain.errors import DeskError, FieldProblem, Refused
from pccdesk.ui.dialogs.entry_dialog import EntryDialog
from pccdesk.ui.dialogs.password_fields import add_new_password_fields, new_password_problems
from pccdesk.ui.widgets.password_field import PasswordField


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """The present password and the new one; neither is ever shown."""

    old: str = field(repr=False)
    new: str = field(repr=False)


class PasswordDialog(EntryDialog):
    """Asks for the present password and the new one twice; returns `ChangePassword`."""

    def __init__(self, *, asks_old: bool = True, parent: QWidget | None = None) -> None:
        super().__init__("Change my password", "Change password", parent=parent)
        self._asks_old = asks_old
        if asks_old:
            self.form.add("old", "Present password", PasswordField())
        add_new_password_fields(self.form, words="New password")
        self.resize(600, 540)

    def command(self) -> ChangePassword:
        """Return what was typed."""
        values = self.form.values()
        return ChangePassword(values.get("old", ""), values["password"])

    def problems(self) -> tuple[FieldProblem, ...]:
        """Return what must be mended."""
        values = self.form.values()
        found: tuple[FieldProblem, ...] = ()
        if self._asks_old and not values["old"]:
            found += (FieldProblem("old", "Enter your present password."),)
        if not values["password"]:
            found += (FieldProblem("password", "Choose a new password."),)
        return found + new_password_problems(values["password"], values["again"])

    def show_error(self, error: DeskError) -> None:
        """Put a wrong present password beside its field."""
        if isinstance(error, Refused) and not error.problems and self._asks_old:
            error = Refused(error.sentence, (FieldProblem("old", error.sentence),))
        super().show_error(error)
