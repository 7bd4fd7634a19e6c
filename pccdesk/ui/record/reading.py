"""What stands beside a dialog's form: the application, its assessments, the recommendation."""

from PySide6.QtWidgets import QWidget

from pccdesk.queries.records import RecordView
from pccdesk.ui.page import ScrollColumn
from pccdesk.ui.record import words
from pccdesk.ui.record.cards import assessment_facts, recommendation_card, unmet_card
from pccdesk.ui.record.written import Written
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card, label


def reading_side(view: RecordView) -> QWidget:
    """Return the application in short for whoever judges it, as a scrolling column."""
    column = ScrollColumn()
    column.setAccessibleName("The application")
    form = view.application.form
    head = Card()
    head.add(label(form.project_title, "section", wrap=True))
    head.add(label(view.application.organisation_name, "muted", wrap=True))
    head.add(FactsGrid(words.asked_for(view)))
    column.add(head)
    for card in (recommendation_card(view), _scores(view), unmet_card(view)):
        if card is not None:
            column.add(card)
    texts = Card("What was written")
    limits = view.form
    for asked, text, limit in (
        ("Summary", form.summary, limits.summary_words),
        ("What will be done", form.what, limits.text_words),
        ("Who it is for", form.who, limits.text_words),
        ("Where", form.where, limits.text_words),
    ):
        texts.add(Written(asked, text, limit))
    for question in limits.questions:
        answer = words.answer(question, form.answers.get(question.code, ""))
        texts.add(Written(question.label, answer, question.word_limit))
    column.add(texts)
    column.column.addStretch(1)
    return column


def _scores(view: RecordView) -> Card | None:
    facts = assessment_facts(view)
    if not facts:
        return None
    card = Card("Assessment")
    card.add(FactsGrid(facts))
    return card
