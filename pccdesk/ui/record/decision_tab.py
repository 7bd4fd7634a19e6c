"""Recommendations and decisions, with reasons and conditions, newest first."""

from PySide6.QtWidgets import QWidget

from pccdesk.queries.records import RecordView
from pccdesk.ui.record.cards import award_facts, decision_facts, recommendation_facts
from pccdesk.ui.record.record_tab import RecordTab, card
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.facts_grid import FactsGrid


class DecisionTab(RecordTab):
    """What was recommended, what was decided, and the award that came of it."""

    def show_record(self, view: RecordView) -> None:
        """Show a record."""
        cards: list[QWidget] = [
            card(f"Decision {row.reference}", FactsGrid(decision_facts(row)))
            for row in view.decisions
        ]
        facts = award_facts(view)
        if facts:
            cards.append(card("Award", FactsGrid(facts)))
        cards += [
            card(
                "Recommendation" if row.current else "Earlier recommendation",
                FactsGrid(recommendation_facts(row)),
            )
            for row in view.recommendations
        ]
        if not cards:
            line = "An officer recommends an amount once the assessments are complete."
            cards.append(EmptyState("gavel", "Nothing is recommended or decided yet", line))
        self.show_cards(cards)
