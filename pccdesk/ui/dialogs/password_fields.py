"""The fields of a new password, typed twice, and what may be wrong with it."""

from pccdesk.domain.errors import FieldProblem
from pccdesk.domain.passwords import SHORTEST_PASSWORD
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.password_field import PasswordField


def add_new_password_fields(form: Form, *, words: str = "Password", optional: bool = False) -> None:
    """Add a new password and its repetition."""
    hint = f"At least {SHORTEST_PASSWORD} characters. Three words that you remember do well."
    form.add("password", words, PasswordField(), hint=hint, optional=optional)
    form.add("again", "The same password again", PasswordField(), optional=optional)


def new_password_problems(password: str, again: str) -> tuple[FieldProblem, ...]:
    """Return what is wrong with a new password typed twice; an empty one is for others to judge."""
    if password and len(password) < SHORTEST_PASSWORD:
        sentence = f"Choose a password of at least {SHORTEST_PASSWORD} characters."
        return (FieldProblem("password", sentence),)
    if password != again:
        return (FieldProblem("again", "The two passwords differ. Type the same one twice."),)
    return ()
