"""Before many records are changed: how many will be, their sum, and which are left out and why."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from pccdesk.domain.money import format_money
from pccdesk.services.foreseeing import Foreseen
from pccdesk.ui.dialogs.award_dialogs import ConfirmDialog
from pccdesk.ui.dialogs.command_dialog import DialogWords
from pccdesk.ui.lists.words import by_reason, counted


@dataclass(frozen=True, slots=True)
class BulkWords:
    """What a bulk action says: its title, verb and what of, such as “Approve” of “payment”."""

    title: str
    verb: str
    one: str
    many: str
    done: str
    """What will have been done to them, such as “approved”."""
    total: str = "In all"
    """What the sum is of."""
    line: str = ""


class BulkDialog(ConfirmDialog):
    """Shows what a bulk action will do; its button carries the count."""

    def __init__(self, words: BulkWords, foreseen: Foreseen, parent: QWidget | None = None) -> None:
        what = counted(foreseen.count, words.one, words.many)
        facts = [(f"Will be {words.done}", what)]
        if foreseen.total:
            facts.append((words.total, format_money(foreseen.total)))
        facts += [
            (name, f"{counted(count, words.one, words.many)}, {format_money(total)}")
            for name, count, total in foreseen.parts
        ]
        if foreseen.skipped_count:
            facts.append(("Left out", left_out(foreseen, words)))
        dialog = DialogWords(words.title, words.line, f"{words.verb} {what}")
        super().__init__(dialog, tuple(facts), parent)
        if not foreseen.skipped_count and not foreseen.parts:
            self.resize(560, 300)


def left_out(foreseen: Foreseen, words: BulkWords) -> str:
    """Return how many are left out, and those named by their reason, a line each."""
    lines = [counted(foreseen.skipped_count, words.one, words.many)]
    lines += by_reason(foreseen.skipped)
    rest = foreseen.skipped_count - len(foreseen.skipped)
    if rest:
        lines.append(f"and {rest:,} more.")
    return "\n".join(lines)
