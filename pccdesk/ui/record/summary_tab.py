"""The record in short: what was asked, by whom, for when and where, and what came of it."""

from PySide6.QtWidgets import QWidget

from pccdesk.queries.records import RecordView
from pccdesk.ui.context import Target
from pccdesk.ui.record import words
from pccdesk.ui.record.cards import award_facts, decision_facts, recommendation_facts, score_words
from pccdesk.ui.record.record_tab import RecordTab, card
from pccdesk.ui.record.written import Written
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card


class SummaryTab(RecordTab):
    """Cards of facts: outcome first once there is one, then project and applicant."""

    def show_record(self, view: RecordView) -> None:
        """Show a record."""
        cards: list[QWidget] = [_project(view), self._applicant(view)]
        outcome = _outcome(view)
        if outcome is not None:
            cards.insert(0, outcome)
        self.show_cards(cards)

    def _applicant(self, view: RecordView) -> Card:
        number = view.application.organisation_id
        button = push_button(
            "Open organisation",
            kind="link",
            clicked=lambda: self.context.navigate(Target("organisation", number)),
        )
        facts = (
            ("Organisation", view.application.organisation_name),
            ("Kind", words.organisation_kind(view)),
            ("Registered as", words.registration(view)),
            ("Address", words.address(view)),
            ("Main contact", words.contact(view.application.form.main_contact)),
            ("Second contact", words.contact(view.application.form.second_contact)),
        )
        return card("Applicant", FactsGrid(facts), buttons=(button,))


def _project(view: RecordView) -> Card:
    form = view.application.form
    made = card("Project", Written("Summary", form.summary, view.form.summary_words))
    facts = (
        *words.asked_for(view),
        ("Round", words.round_words(view)),
        ("Received", words.received(view)),
    )
    made.add(FactsGrid(facts))
    return made


def _outcome(view: RecordView) -> Card | None:
    facts = list(award_facts(view))
    if view.decisions:
        facts += [each for each in decision_facts(view.decisions[0]) if each[0] != "Feedback"]
    elif view.current_recommendation is not None:
        facts += recommendation_facts(view.current_recommendation)
    score = score_words(view)
    if score:
        facts.append(("Assessment", score))
    return card("Outcome so far", FactsGrid(tuple(facts))) if facts else None
