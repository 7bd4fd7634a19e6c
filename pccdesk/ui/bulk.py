"""A bulk action: look at what it would do, show that, and do it once the officer agrees."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pccdesk.services.foreseeing import Foreseen
from pccdesk.ui.context import Context
from pccdesk.ui.dialogs.bulk_dialog import BulkDialog, BulkWords
from pccdesk.ui.lists.words import several

F = TypeVar("F", bound=Foreseen)


def look_first(
    context: Context,
    page: QWidget,
    words: BulkWords,
    look: Callable[[], F],
    go: Callable[[F], None],
) -> None:
    """Read what would be done and ask; nothing that can be done is said above the page."""

    def ask(foreseen: F) -> None:
        if not foreseen.count:
            none = f"None of the selected {words.many} can be {words.done}."
            context.messages.warning(" ".join([none, *several(foreseen.skipped)]))
            return
        dialog = BulkDialog(words, foreseen, page)

        def agreed(_command: object) -> None:
            dialog.accept()
            go(foreseen)

        dialog.submitted.connect(agreed)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.jobs.run_query(page, look, ask, key="look first")
