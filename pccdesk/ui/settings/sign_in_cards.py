"""Cards on signing in: who was in when and where, and what the office set."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from pccdesk.domain.dates import format_instant
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.settings.section import button_row, facts_of
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from pccdesk.queries.sign_in import RulesRow, SessionRow

_SHOWN = 12


def _ended(row: "SessionRow") -> str:
    return format_instant(row.ended_at) if row.ended_at else "Not recorded"


_COLUMNS: tuple[PlainColumn["SessionRow"], ...] = (
    PlainColumn("Name", lambda row: row.full_name, stretch=True),
    PlainColumn("Signed in", lambda row: format_instant(row.began_at)),
    PlainColumn("Signed out", _ended),
    PlainColumn("Computer", lambda row: row.workstation),
    PlainColumn("Program", lambda row: row.program_version),
)


class SessionsCard(Card):
    """The newest sign-ins; all of them stand in the audit log."""

    def __init__(self) -> None:
        super().__init__("Sign-ins")
        self.add(label("The newest first. All of them stand in the audit log.", "muted", wrap=True))
        self.table: PlainTable[SessionRow] = PlainTable(_COLUMNS, "Sign-ins")
        self.add(self.table)

    def show_sessions(self, rows: "tuple[SessionRow, ...]") -> None:
        """Show sign-ins."""
        self.table.set_rows(rows[:_SHOWN])


class RulesCard(Card):
    """What the office set for signing in, and a way to change it."""

    def __init__(self, change: Callable[[], None]) -> None:
        super().__init__("Signing in")
        self.facts = facts_of()
        self.add(self.facts)
        self.change = push_button("Change rules", icon="pencil", clicked=change)
        self.add(button_row(self.change))

    def show_rules(self, row: "RulesRow") -> None:
        """Show the rules."""
        rules = row.rules
        lock = f"After {rules.idle_minutes} minutes without key or mouse"
        term = f"{rules.password_days:,} days" if rules.password_days else "For good"
        hours = timedelta(hours=rules.word_hours)
        days = f"{hours.days} days" if hours.days > 1 and not hours.seconds else ""
        self.facts.set_facts(
            (
                ("Idle lock", lock if rules.idle_minutes else "Never"),
                ("Passwords count", term),
                ("One-time words count", days or f"{rules.word_hours} hours"),
                ("Passwords are kept as", row.cost.words),
            )
        )
