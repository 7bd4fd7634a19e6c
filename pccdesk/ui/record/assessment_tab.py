"""The marks by criterion and assessor, with guidance, reasons and what they come to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import format_instant
from pccdesk.domain.definitions import ScoringCriterion
from pccdesk.domain.scoring import band, greatest_score, percentage
from pccdesk.queries.decisions import AssessmentRow
from pccdesk.queries.records import RecordView
from pccdesk.ui.record.cards import score_words
from pccdesk.ui.record.record_tab import RecordTab, TabParts, card
from pccdesk.ui.record.side_by_side import SideBySide
from pccdesk.ui.record.steps import ASSESS, assessment_objections
from pccdesk.ui.record.take_step import StepTaker
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.widgets.mark_field import weighted


class AssessmentTab(RecordTab):
    """What was assessed; before that, what will be marked and by which guidance."""

    def __init__(self, parts: TabParts, taker: StepTaker) -> None:
        self._taker = taker
        super().__init__(parts)

    def show_record(self, view: RecordView) -> None:
        """Show the assessments that this person may see, and the scheme."""
        cards: list[QWidget] = []
        if view.assessments:
            cards.append(_overview(view))
            if len(view.assessments) > 1:
                cards.append(SideBySide(view.assessments, view.scheme))
            if len(view.assessments) != 2:  # noqa: PLR2004 - two stand side by side in full
                cards += [_assessment(each, view) for each in view.assessments]
        elif view.assessments_hidden:
            cards.append(_hidden(view.assessments_hidden))
        elif view.stage is not Stage.ASSESSMENT:
            cards.append(EmptyState("scale", "Nothing is assessed yet", _when(view)))
        cards.append(_scheme(view, self._buttons(view)))
        self.show_cards(cards)

    def _buttons(self, view: RecordView) -> tuple[QPushButton, ...]:
        actor = self.context.actor
        if view.stage is not Stage.ASSESSMENT or assessment_objections(view, actor):
            return ()
        mine = any(each.assessor_id == actor.user_id for each in view.assessments)
        verb = "Change my assessment" if mine else "Assess"
        return (push_button(verb, clicked=lambda: self._taker.take(ASSESS)),)


def _when(view: RecordView) -> str:
    if view.stage in {Stage.DRAFT, Stage.RECEIVED, Stage.ELIGIBILITY}:
        return "Assessment begins when the application has passed the eligibility check."
    return "The application ended before it was assessed."


def _hidden(count: int) -> Card:
    others = "Another assessment is" if count == 1 else f"{count} other assessments are"
    sentence = f"{others} in. You see the marks once you have submitted your own."
    return card("Others’ assessments", label(sentence, "muted", wrap=True))


def _overview(view: RecordView) -> Card:
    made = card("Score", label(score_words(view), "figure", wrap=True))
    needed = view.facts.assessments_needed
    done = view.facts.assessments_done
    counted = f"{done} of {needed} assessments needed are in."
    if done > needed:
        counted = f"{done} assessments are in; {needed} {'is' if needed == 1 else 'are'} needed."
    made.add(label(counted, "muted"))
    return made


def _assessment(row: AssessmentRow, view: RecordView) -> Card:
    per_cent = percentage(view.scheme, (row.total,))
    found = band(view.scheme, per_cent)
    made = card(row.assessor)
    total = f"{row.total} of {greatest_score(view.scheme)} · {per_cent}%" + (
        f" · {found}" if found else ""
    )
    made.add(label(total, "strong"))
    marks = {each.criterion: each for each in row.marks}
    for criterion in view.scheme.criteria:
        given = marks.get(criterion.code)
        if given is not None:
            made.add(_line())
            made.add(_mark(criterion, given.mark, given.justification, view.scheme.maximum_mark))
    if row.comment:
        made.add(_line())
        made.add(label(row.comment, "body", wrap=True))
    made.add(label(f"Submitted on {format_instant(row.submitted_at)}", "small"))
    return made


def _mark(criterion: ScoringCriterion, mark: int, reason: str, maximum: int) -> QWidget:
    made = QWidget()
    made.setAccessibleName(f"{criterion.label}: {mark} of {maximum}. {reason}")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(16)
    figure = label(f"{mark} of {maximum}", "strong")
    figure.setFixedWidth(64)
    row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(label(weighted(criterion), "label", wrap=True))
    words.addWidget(label(reason, "body", wrap=True))
    row.addLayout(words, 1)
    return made


def _scheme(view: RecordView, buttons: tuple[QPushButton, ...]) -> Card:
    made = card("What is marked", buttons=buttons)
    bands = " · ".join(f"from {each.from_percent}%: {each.label}" for each in view.scheme.bands)
    line = f"Each from 0 to {view.scheme.maximum_mark}. What the total means: {bands}."
    made.add(label(line, "muted", wrap=True))
    for criterion in view.scheme.criteria:
        made.add(_line())
        made.add(label(weighted(criterion), "label", wrap=True))
        made.add(label(criterion.guidance, "muted", wrap=True))
    return made


def _line() -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    return made
