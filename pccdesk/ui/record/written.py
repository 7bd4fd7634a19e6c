"""What an applicant wrote at length, with the words over the limit marked."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.forms import word_count
from pccdesk.ui.widgets.labels import label


def within_limit(text: str, limit: int) -> tuple[str, str]:
    """Return a text's words within the limit and those over it, line breaks kept."""
    words = list(re.finditer(r"\S+", text))
    if not limit or len(words) <= limit:
        return text, ""
    end = words[limit - 1].end()
    return text[:end], text[end:].strip()


class Written(QWidget):
    """A question, how many words its answer has, and the answer; too many are set apart."""

    def __init__(self, question: str, text: str, limit: int = 0) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        kept, over = within_limit(text.strip(), limit)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(question, "muted", wrap=True), 1)
        counted = _count(text, limit, over=bool(over))
        if counted:
            kind = label(counted, "problem" if over else "small")
            head.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        shown = label(kept or "Not given", "body" if kept else "muted", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(f"{question}: {kept or 'not given'}")
        column.addWidget(shown)
        if over:
            column.addWidget(label("Over the limit, not considered:", "problem"))
            column.addWidget(label(over, "muted", wrap=True))


def _count(text: str, limit: int, *, over: bool) -> str:
    if not limit or not text.strip():
        return ""
    words = word_count(text)
    return f"{words:,} of {limit:,} words" + (f": {words - limit:,} too many" if over else "")
