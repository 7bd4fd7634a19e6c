"""Sign in to an office: a name and a password; in the sample office, anybody on the list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pccdesk.domain.errors import DeskError, FieldProblem, NotPermitted
from pccdesk.ui import theme
from pccdesk.ui.dialogs.password_fields import add_new_password_fields, new_password_problems
from pccdesk.ui.start.choice_button import ChoiceButton
from pccdesk.ui.start.step import Ask, Step
from pccdesk.ui.widgets.password_field import PasswordField
from pccdesk.ui.widgets.text_fields import line_edit

if TYPE_CHECKING:
    from pccdesk.queries.people import PersonRow

SignIn = Callable[[str, str], None]
NewPassword = Callable[[str], None]
ANOTHER = "Use another database"
_LARGE_TEXT = 1.25
"""From this size of text on, two people beside each other would have their names cut."""


class SignInStep(Step):
    """A username and a password; may be typed in before the database has opened."""

    def __init__(
        self, office: str, database: str, username: str, enter: SignIn, other: Ask
    ) -> None:
        super().__init__("Sign in", office or database)
        self._enter = enter
        self.place.setText(database)
        self.place.setVisible(bool(office))
        self.form.add("username", "Username", line_edit(width=320, longest=80))
        self.form.add("password", "Password", PasswordField())
        self.form.set_values({"username": username})
        self.add(self.form)
        self.set_buttons("Sign in", ANOTHER, other)

    def begin(self) -> None:
        """Start at the password where the name is known."""
        typed = self.form.values()["username"]
        self.form.focus_field("password" if typed else "username")

    def go(self) -> None:
        """Sign in with what is typed."""
        typed = self.form.values()
        empty = tuple(
            FieldProblem(name, f"Enter your {name}.")
            for name in ("username", "password")
            if not typed[name]
        )
        if self.show_problems(empty):
            self.set_busy("Signing in …")
            self._enter(typed["username"], typed["password"])

    def show_error(self, error: DeskError) -> None:
        """Show why not; a wrong name or password stands beside the password, ready to retype."""
        if not isinstance(error, NotPermitted):
            super().show_error(error)
            return
        self.set_busy("")
        self.form.show_problems((FieldProblem("password", error.sentence),))
        control = self.form.control("password")
        control.setFocus()
        if isinstance(control, QLineEdit):
            control.selectAll()


class NewPasswordStep(Step):
    """A password of one's own, after a one-time word or when the present one is too old."""

    def __init__(self, why: str, enter: NewPassword, back: Ask) -> None:
        super().__init__("Choose a new password", why)
        self._enter = enter
        add_new_password_fields(self.form, words="New password")
        self.add(self.form)
        self.set_buttons("Save and sign in", "Back", back)

    def go(self) -> None:
        """Sign in with the new password, if it was typed twice alike."""
        typed = self.form.values()
        problems = new_password_problems(typed["password"], typed["again"])
        if not typed["password"]:
            problems = (FieldProblem("password", "Choose a new password."),)
        if self.show_problems(problems):
            self.set_busy("Signing in …")
            self._enter(typed["password"])


class SampleStep(Step):
    """Everybody of the sample office; one click or Enter signs in, the arrow keys move."""

    def __init__(self, people: tuple["PersonRow", ...], enter: SignIn, other: Ask) -> None:
        super().__init__(
            "Who would you like to be?",
            "Sign in as anybody, without a password. What you change stays in the sample.",
            "Sample office",
        )
        columns = 2 if theme.scale().factor < _LARGE_TEXT else 1
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.people = {
            each.username: ChoiceButton(
                "user",
                each.full_name,
                each.job_title,
                lambda name=each.username: enter(name, ""),  # type: ignore[misc] # bound now
                one_line=True,
                aside=each.role_words,
            )
            for each in people
        }
        for place, button in enumerate(self.people.values()):
            grid.addWidget(button, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        holder = QWidget()
        holder.setLayout(grid)
        self.add(holder)
        self._columns = columns
        for button in self.people.values():
            button.installEventFilter(self)
        self.set_buttons(back=ANOTHER, leave=other)

    def begin(self) -> None:
        """Put the keyboard on the first person."""
        for button in self.people.values():
            button.setFocus()
            return

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:
        """Go with an arrow to the person who stands there, and with a letter to the next name."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            buttons = list(self.people.values())
            here = next(place for place, each in enumerate(buttons) if each is seen)
            wanted = self._beside(here, event.key())
            if wanted is None and event.text().isalpha():
                wanted = self._named(here, event.text())
            if wanted is not None and 0 <= wanted < len(buttons):
                buttons[wanted].setFocus(Qt.FocusReason.OtherFocusReason)
            if wanted is not None:
                return True
        return super().eventFilter(seen, event)

    def _beside(self, here: int, key: int) -> int | None:
        steps = {
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
        }
        step = next((by for each, by in steps.items() if each == key), None)
        return None if step is None else here + step

    def _named(self, here: int, letter: str) -> int | None:
        """Return the next person of whose names one begins with a letter."""
        names = [each.accessibleName().casefold().split() for each in self.people.values()]
        places = [*range(here + 1, len(names)), *range(here)]
        begins = letter.casefold()
        return next((at for at in places if any(n.startswith(begins) for n in names[at])), None)
