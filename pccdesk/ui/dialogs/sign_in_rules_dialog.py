"""Change what the office set for signing in: idle lock, a term for passwords, words' hours."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from pccdesk.domain.errors import FieldProblem
from pccdesk.domain.passwords import SignInRules
from pccdesk.ui.dialogs.entry_dialog import EntryDialog
from pccdesk.ui.widgets.text_fields import line_edit

_FIELDS = ("idle_minutes", "password_days", "word_hours")
_OUT_OF_BOUNDS = -1


@dataclass(frozen=True, slots=True)
class ChangeRules:
    """The rules as typed."""

    rules: SignInRules


class SignInRulesDialog(EntryDialog):
    """Asks for the rules; returns `ChangeRules`."""

    def __init__(self, present: SignInRules, parent: QWidget | None = None) -> None:
        super().__init__("Signing in", "Save rules", parent=parent)
        add = self.form.add
        add(
            "idle_minutes",
            "Lock after minutes without key or mouse",
            line_edit(width=120, longest=4),
            hint="15 is usual. 0 never locks: then lock by hand with Ctrl+L.",
        )
        add(
            "password_days",
            "Passwords count for days",
            line_edit(width=120, longest=4),
            optional=True,
            hint="Empty: for good, as the National Cyber Security Centre advises.",
        )
        add(
            "word_hours",
            "One-time words count for hours",
            line_edit(width=120, longest=4),
            hint="72 lets a word given on a Friday count on Monday.",
        )
        kept = {name: getattr(present, name) for name in _FIELDS}
        self.form.set_values(
            {name: "" if value is None else str(value) for name, value in kept.items()}
        )
        self.form.mark_saved()
        self.resize(600, 460)

    def command(self) -> ChangeRules:
        """Return what was typed; what is no number is out of every bound."""
        typed = {name: str(self.form.values()[name]).strip() for name in _FIELDS}
        days = _number(typed["password_days"]) if typed["password_days"] else None
        rules = SignInRules(_number(typed["idle_minutes"]), days, _number(typed["word_hours"]))
        return ChangeRules(rules)

    def problems(self) -> tuple[FieldProblem, ...]:
        """Return what must be mended."""
        return tuple(FieldProblem(*each) for each in self.command().rules.problems())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else _OUT_OF_BOUNDS
