"""Everything that the applicant wrote, in the order of the paper form, to be read."""

from decimal import Decimal
from itertools import groupby

from PySide6.QtWidgets import QPushButton, QWidget

from pccdesk.domain.applications import EDITABLE
from pccdesk.domain.definitions import Question, QuestionKind
from pccdesk.domain.forms import BudgetLine, MatchLine
from pccdesk.domain.money import format_money
from pccdesk.domain.permissions import Permission
from pccdesk.queries.records import RecordView
from pccdesk.ui.context import Target
from pccdesk.ui.itemmodels.plain_rows import PlainColumn
from pccdesk.ui.record import words
from pccdesk.ui.record.record_tab import RecordTab, card
from pccdesk.ui.record.written import Written
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.plain_table import PlainTable

_BUDGET: tuple[PlainColumn[BudgetLine], ...] = (
    PlainColumn("Budget line", lambda row: row.description, stretch=True),
    PlainColumn("Cost", lambda row: format_money(row.cost), right=True),
    PlainColumn("From the grant", lambda row: format_money(row.from_grant), right=True),
)
_MATCH: tuple[PlainColumn[MatchLine], ...] = (
    PlainColumn("Match funding from", lambda row: row.source, stretch=True),
    PlainColumn("Kind", lambda row: "In kind" if row.in_kind else "Cash"),
    PlainColumn("Confirmed", lambda row: "Yes" if row.confirmed else "No"),
    PlainColumn("Amount", lambda row: format_money(row.amount), right=True),
)
_SHORT = {QuestionKind.YES_NO, QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.MONEY}


class ApplicationTab(RecordTab):
    """The form as written; “Change” opens it for editing while the stage allows that."""

    def show_record(self, view: RecordView) -> None:
        """Show what was written."""
        cards: list[QWidget] = [self._applicant(view), _project(view), _money(view)]
        questions = groupby(view.form.questions, key=lambda each: each.section)
        cards += [_section(title, list(group), view) for title, group in questions]
        self.show_cards(cards)

    def _applicant(self, view: RecordView) -> Card:
        form = view.application.form
        facts = (
            ("Organisation", view.application.organisation_name),
            ("Kind", words.organisation_kind(view)),
            ("Registered as", words.registration(view)),
            ("Address", words.address(view)),
            ("Website", view.organisation.website),
            ("Main contact", words.contact(form.main_contact)),
            ("Second contact", words.contact(form.second_contact)),
            ("Received", words.received(view)),
        )
        return card("Applicant", FactsGrid(facts), buttons=self._buttons(view))

    def _buttons(self, view: RecordView) -> tuple[QPushButton, ...]:
        fund = view.application.fund_code
        may = self.context.actor.may(Permission.RECORD_APPLICATIONS, fund)
        if not may or view.stage not in EDITABLE:
            return ()
        return (push_button("Change", icon="pencil", clicked=self._change),)

    def _change(self) -> None:
        number = self.changes.record.application.id
        order = self.changes.order  # “Save and next” goes on in the list that one came from
        self.context.navigate(Target("application_form", number, order=order))


def _project(view: RecordView) -> Card:
    form, limits = view.application.form, view.form
    made = card("Project", label(form.project_title, "strong", wrap=True))
    texts = (
        ("Summary", form.summary, limits.summary_words),
        ("What will be done", form.what, limits.text_words),
        ("Who it is for", form.who, limits.text_words),
        ("Where", form.where, limits.text_words),
    )
    for question, text, limit in texts:
        made.add(Written(question, text, limit))
    facts = words.asked_for(view)[3:]
    made.add(FactsGrid(facts))
    return made


def _money(view: RecordView) -> Card:
    form = view.application.form
    made = card("Money", FactsGrid(words.asked_for(view)[:3]))
    if form.budget:
        table = PlainTable(_BUDGET, "Budget")
        table.set_rows(form.budget)
        made.add(table)
        cost = sum((line.cost for line in form.budget), Decimal(0))
        asked = sum((line.from_grant for line in form.budget), Decimal(0))
        total = f"In all {format_money(cost)}, of which {format_money(asked)} from the grant."
        made.add(label(total, "muted", wrap=True))
    if form.match:
        match = PlainTable(_MATCH, "Match funding")
        match.set_rows(form.match)
        made.add(match)
    return made


def _section(title: str, questions: list[Question], view: RecordView) -> Card:
    made = card(title or "The fund’s own questions")
    answers = view.application.form.answers
    short = [each for each in questions if each.kind in _SHORT]
    for question in questions:
        if question not in short:
            text = words.answer(question, answers.get(question.code, ""))
            made.add(Written(question.label, text, question.word_limit))
    for question in short:
        made.add(Written(question.label, words.answer(question, answers.get(question.code, ""))))
    return made
