"""What was typed is on the screen, in a kept draft, in the office, or was let go knowingly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid
from sqlalchemy import Connection, String, cast, func, or_, select

from pccdesk.models import Base
from pccdesk.services.desk import Desk
from pccdesk.ui.dialogs import asking
from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.kept_drafts import drafts_folder
from tests.harness.promises import require

Field = QLineEdit | QPlainTextEdit


@dataclass(eq=False)
class Typed:
    """A word that stands nowhere else, where it was typed, and when."""

    word: str
    field: Field
    name: str
    window: QWidget
    told: str


class Texts:
    """Follows every word typed until it is saved or let go."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open: list[Typed] = []

    def typed(self, word: str, field: Field, told: str) -> None:
        """Follow a word from now on, if the field took it; it replaces what stood in the field."""
        name = field.accessibleName()
        self._open = [
            each
            for each in self._open
            # A part that was laid out anew has the same field again, with what stood in it.
            if each.field is not field and (each.window, each.name) != (field.window(), name)
        ]
        if word in text_of(field):
            self._open.append(Typed(word, field, name, field.window(), told))

    def let_go(self, window: QWidget | None = None) -> None:
        """Stop following what was typed in a window, or anywhere: the officer said so."""
        self._open = [each for each in self._open if window and each.window is not window]

    def check(self, diary: list[str]) -> None:
        """Raise `BrokenError` where a word is nowhere any more."""
        for each in list(self._open):
            if isValid(each.field) and each.word in text_of(each.field):
                continue
            self._open.remove(each)
            kept = (
                _is_on_screen(each.word)
                or _to_come_back(each.word)
                or self._in_the_office(each.word)
            )
            story = "\n".join(diary[-15:])
            require(kept, f"“{each.word}” is lost: {each.told}\n{story}")

    def _in_the_office(self, word: str) -> bool:
        with self._desk.database.reading() as connection:
            return any(_holds(connection, name, word) for name in Base.metadata.tables)


def text_of(field: Field) -> str:
    """Return what stands in a field, without the spaces that a postcode is given."""
    text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
    return text.replace(" ", "")


def _is_on_screen(word: str) -> bool:
    """Tell whether a word stands in any field: a part that was laid out anew has its texts."""
    fields = (
        each for each in QApplication.allWidgets() if isinstance(each, QLineEdit | QPlainTextEdit)
    )
    return any(word in text_of(each) for each in fields if isValid(each))


def _to_come_back(word: str) -> bool:
    """Tell whether a word stands in a kept draft, or in what a dialog or a form keeps of itself."""
    if any(word in str(left) for left in asking._left.values()):
        return True
    forms = (each for each in QApplication.allWidgets() if isinstance(each, FormBody))
    if any(word in str(each.typed()) for each in forms if isValid(each)):
        return True  # it was asked for by another fund, and is kept for it
    folder: Path = drafts_folder()
    return any(word in each.read_text(encoding="utf-8") for each in folder.glob("*.json"))


def _holds(connection: Connection, name: str, word: str) -> bool:
    table = Base.metadata.tables[name]
    texts = [
        func.upper(cast(each, String)).contains(word)
        for each in table.columns
        if isinstance(each.type, String) or "JSON" in type(each.type).__name__.upper()
    ]
    if not texts:
        return False
    return connection.scalar(select(func.count()).select_from(table).where(or_(*texts))) != 0
