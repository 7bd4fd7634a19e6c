"""Completes a line from what was typed into such lines before; nothing is written unasked."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from pccdesk.queries.typed_before import TypedBefore, typed_before
from pccdesk.ui.context import Context
from pccdesk.ui.form.suggestions import Suggestion, Suggestions

_WAIT = 150


class Completion(QObject):
    """Offers earlier texts under a line while it is typed into; arrows and Enter choose one."""

    def __init__(self, context: Context, line: QLineEdit, field: TypedBefore) -> None:
        super().__init__(line)
        self._context, self._line, self._field = context, line, field
        self.suggestions = Suggestions(line)
        self.suggestions.chosen.connect(self._take)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self._ask)
        line.textEdited.connect(lambda _typed: self._wait.start())

    def _ask(self) -> None:
        typed = self._line.text().strip()
        if not typed:
            self.suggestions.close()
            return
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self,
            lambda: desk.read(actor, typed_before, self._field, typed),
            self._offer,
            key="typed before",
        )

    def _offer(self, texts: tuple[str, ...]) -> None:
        self.suggestions.offer([Suggestion(text, text) for text in texts])

    def _take(self, text: str) -> None:
        self._line.setText(text)
