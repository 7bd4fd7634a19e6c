"""The round's criteria, line by line: how each came out, why, and who let it pass."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import format_instant
from pccdesk.domain.eligibility import Outcome
from pccdesk.domain.permissions import Permission
from pccdesk.queries.eligibility import FindingRow
from pccdesk.queries.records import RecordView
from pccdesk.services import eligibility
from pccdesk.ui.palettes import Tone
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.record.record_tab import RecordTab, TabParts, card
from pccdesk.ui.record.take_step import StepTaker
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.status_badge import StatusBadge

_TONES = {
    Outcome.MET: Tone.SUCCESS,
    Outcome.NOT_MET: Tone.ERROR,
    Outcome.CANNOT_TELL: Tone.WARNING,
}


class EligibilityTab(RecordTab):
    """Each criterion with its outcome, explanation and source; an override shows its reason."""

    def __init__(self, parts: TabParts, taker: StepTaker) -> None:
        self._taker = taker
        super().__init__(parts)

    def show_record(self, view: RecordView) -> None:
        """Show how the criteria came out, or that they were not worked out yet."""
        if not view.findings:
            line = "They are worked out when the eligibility check is started."
            self.show_cards([EmptyState("shield-check", "The criteria are not checked yet", line)])
            return
        may = view.stage is Stage.ELIGIBILITY and self.context.actor.may(
            Permission.CHECK_ELIGIBILITY, view.application.fund_code
        )
        buttons = (self._again(),) if may else ()
        made = card("Eligibility criteria", buttons=buttons)
        unsettled = sum(not each.settled for each in view.findings)
        made.add(label(_standing(len(view.findings), unsettled), "muted", wrap=True))
        sources = {each.code: each.source for each in view.criteria}
        for row in view.findings:
            rule = QFrame()
            rule.setProperty("role", "line")
            made.add(rule)
            made.add(self._row(row, sources.get(row.criterion, ""), may=may))
        self.show_cards([made])

    def _again(self) -> QPushButton:
        return push_button("Check again", icon="refresh-cw", clicked=self._check_again)

    def _check_again(self) -> None:
        self.changes.run(
            "Check again", "The criteria were worked out again.", eligibility.check_again
        )

    def _row(self, row: FindingRow, source: str, *, may: bool) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{row.label}: {_outcome(row)}. {row.explanation}")
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        badge = StatusBadge(_outcome(row), _tone(row))
        badge.setFixedWidth(max(badge.sizeHint().width(), 112))
        across.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(_words(row, source), 1)
        if may and not row.settled:
            button = push_button(
                "Override",
                clicked=lambda: self._taker.override(row.criterion, row.label, row.explanation),
            )
            button.setAccessibleName(f"Override: {row.label}")
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return made


def _words(row: FindingRow, source: str) -> QVBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(label(row.label, "label", wrap=True))
    words.addWidget(label(row.explanation, "body", wrap=True))
    if row.override_reason:
        when = f" on {format_instant(row.overridden_at)}" if row.overridden_at else ""
        words.addWidget(
            label(f"Overridden by {isolated(row.overridden_by or '')}{when}:", "warning", wrap=True)
        )
        words.addWidget(label(row.override_reason, "body", wrap=True))
    if source:
        words.addWidget(label(source, "small", wrap=True))
    return words


def _outcome(row: FindingRow) -> str:
    return (
        "Overridden"
        if row.override_reason and row.outcome is not Outcome.MET
        else (row.outcome.label)
    )


def _tone(row: FindingRow) -> Tone:
    overridden = row.override_reason and row.outcome is not Outcome.MET
    return Tone.WARNING if overridden else _TONES[row.outcome]


def _standing(count: int, unsettled: int) -> str:
    if not unsettled:
        return f"All {count} criteria are met or overridden."
    stand = "stands" if unsettled == 1 else "stand"
    return (
        f"{unsettled} of {count} criteria {stand} in the way. Override one with a reason, or find "
        "the application ineligible."
    )
