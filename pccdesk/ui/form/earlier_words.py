"""Completes a long text from what was given for the same step before; Alt+Down lists it all."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor

from pccdesk.domain.applications import Action
from pccdesk.queries.words_before import WordsOf, words_before
from pccdesk.ui.announcing import announce
from pccdesk.ui.context import Context
from pccdesk.ui.form.suggestions import Suggestion, Suggestions
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.text_fields import WordLimitedText

_WAIT = 150
_LONGEST_BEGINNING = 60
"""Characters after which somebody writes their own words, and is not interrupted."""
_SHOWN = 96
_NONE = "No earlier texts"


class EarlierWords(QObject):
    """Offers earlier texts under a text; what is chosen takes the place of what was begun.

    Nothing is put in unasked, and Ctrl+Z in the text takes it out again.
    """

    def __init__(
        self, context: Context, text: WordLimitedText, asked: Action | WordsOf | str
    ) -> None:
        super().__init__(text)
        self._context, self._edit, self._asked = context, text.edit, asked
        self.suggestions = Suggestions(text.edit)
        self.suggestions.chosen.connect(self._take)
        self.button = push_button(
            "Earlier texts", kind="link", clicked=self.show_all, tooltip="Alt+Down"
        )
        # By keyboard Alt+Down lists them: Tab goes from field to field, as on the paper form.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        said = f"{text.edit.accessibleDescription()} Alt+Down lists earlier texts."
        text.edit.setAccessibleDescription(said.strip())
        text.add_below(self.button)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self._complete)
        text.edit.textChanged.connect(self._typed)
        text.edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Alt+Down open the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down:
                self.show_all()
                return True
        return super().eventFilter(watched, event)

    def show_all(self) -> None:
        """List the most recent texts, whatever is typed."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask("", asked_for=True)

    def _typed(self) -> None:
        if self._edit.hasFocus():
            self._wait.start()

    def _complete(self) -> None:
        typed = self._edit.toPlainText()
        if not typed.strip() or len(typed) > _LONGEST_BEGINNING or "\n" in typed:
            self.suggestions.close()
            return
        self._ask(typed, asked_for=False)

    def _ask(self, typed: str, *, asked_for: bool) -> None:
        desk, actor, asked = self._context.desk, self._context.actor, self._asked
        self._context.jobs.run_query(
            self,
            lambda: desk.read(actor, words_before, asked, typed),
            lambda texts: self._offer(texts, asked_for=asked_for),
            key="earlier words",
        )

    def _offer(self, texts: tuple[str, ...], *, asked_for: bool) -> None:
        self.suggestions.offer([Suggestion(_in_a_line(text), text) for text in texts])
        if asked_for and not texts:
            self.button.setText(_NONE)
            self.button.setEnabled(False)
            announce(self.button, _NONE)

    def _take(self, text: str) -> None:
        self._wait.stop()
        cursor = self._edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._edit.setTextCursor(cursor)
        self._wait.stop()


def _in_a_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"
