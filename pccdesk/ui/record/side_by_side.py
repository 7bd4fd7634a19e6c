"""Two assessments of one application beside each other, criterion by criterion."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from pccdesk.domain.dates import format_instant
from pccdesk.domain.definitions import ScoringCriterion, ScoringScheme
from pccdesk.domain.scoring import band, greatest_score, percentage
from pccdesk.queries.decisions import AssessmentRow, MarkRow
from pccdesk.ui.palettes import Tone
from pccdesk.ui.record.record_tab import clear_layout
from pccdesk.ui.widgets.labels import Card, TextType, label
from pccdesk.ui.widgets.mark_field import weighted
from pccdesk.ui.widgets.status_badge import StatusBadge

Pair = tuple[AssessmentRow, AssessmentRow]


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion in two assessments; a mark is None where that assessor gave none."""

    criterion: ScoringCriterion
    first: MarkRow | None
    second: MarkRow | None

    @property
    def apart(self) -> int:
        """How many marks lie between them; one that is missing counts as none given."""
        marks = [each.mark if each else 0 for each in (self.first, self.second)]
        return abs(marks[0] - marks[1])


def compared(scheme: ScoringScheme, pair: Pair) -> tuple[Compared, ...]:
    """Return every criterion of a scheme with the two assessors' marks."""
    given: list[Mapping[str, MarkRow]] = [
        {mark.criterion: mark for mark in each.marks} for each in pair
    ]
    return tuple(
        Compared(each, given[0].get(each.code), given[1].get(each.code)) for each in scheme.criteria
    )


def difference_words(rows: Sequence[Compared]) -> str:
    """Return in how many criteria two assessments differ, and where most."""
    differing = [each for each in rows if each.apart]
    if not differing:
        return "They gave the same marks throughout."
    widest = max(differing, key=lambda each: each.apart)
    return (
        f"They differ in {len(differing)} of {len(rows)} criteria, "
        f"most in “{widest.criterion.label}” ({widest.apart} apart)."
    )


class SideBySide(Card):
    """Marks, reasons and comments of two assessors; where they differ is marked in words."""

    def __init__(self, assessments: Sequence[AssessmentRow], scheme: ScoringScheme) -> None:
        super().__init__("Side by side")
        self._assessments, self._scheme = tuple(assessments), scheme
        self._summary = label("", "muted", wrap=True)
        self.only_differences = QCheckBox("Show only where they differ")
        self.only_differences.toggled.connect(lambda _on: self._show())
        self.choices = (self._choice("First assessment", 0), self._choice("Second assessment", 1))
        if len(self._assessments) > len(self.choices):
            row = QHBoxLayout()
            row.setSpacing(16)
            for each in self.choices:
                row.addWidget(each, 1)
            self.column.addLayout(row)
        self.add(self._summary)
        self.add(self.only_differences)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        for place in range(2):
            self._grid.setColumnStretch(place, 1)
            self._grid.setColumnMinimumWidth(place, 1)
        self.column.addLayout(self._grid)
        self._show()

    def pair(self) -> Pair:
        """Return the two assessments that are compared."""
        first, second = (self._assessments[each.currentIndex()] for each in self.choices)
        return first, second

    def _choice(self, name: str, place: int) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        for each in self._assessments:
            made.addItem(each.assessor)
        made.setCurrentIndex(place)
        made.setVisible(len(self._assessments) > 2)  # noqa: PLR2004 - two need no choice
        made.currentIndexChanged.connect(lambda _place: self._show())
        return made

    def _show(self) -> None:
        clear_layout(self._grid)
        pair = self.pair()
        rows = compared(self._scheme, pair)
        self._summary.setText(difference_words(rows))
        differing = any(each.apart for each in rows)
        self.only_differences.setVisible(differing)
        self._beside(lambda each: label(each.assessor, "strong", wrap=True))
        self._beside(lambda each: label(self._total(each), "body", wrap=True))
        for row in rows:
            if row.apart or not (differing and self.only_differences.isChecked()):
                self._show_criterion(row, pair)
        if any(each.comment for each in pair):
            self._across(_line())
            self._across(label("Comment", "label"))
            self._beside(lambda each: _words(each.comment or "No comment"))
        self._beside(_submitted)

    def _show_criterion(self, row: Compared, pair: Pair) -> None:
        self._across(_line())
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(label(weighted(row.criterion), "label", wrap=True), 1)
        if row.apart:
            badge = StatusBadge()
            badge.set_status(f"{row.apart} apart", Tone.WARNING)
            line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        else:
            line.addWidget(label("Same mark", "small"), 0, Qt.AlignmentFlag.AlignTop)
        self._across(head)
        maximum = self._scheme.maximum_mark
        marks = (row.first, row.second)
        figures = [
            label("Not marked" if each is None else f"{each.mark} of {maximum}", "strong")
            for each in marks
        ]
        reasons = [_words(each.justification if each else "") for each in marks]
        for figure, reason, one in zip(figures, reasons, pair, strict=True):
            figure.setAccessibleName(f"{row.criterion.label}, {one.assessor}: {figure.text()}")
            reason.setAccessibleName(f"{row.criterion.label}, {one.assessor}: {reason.text()}")
        self._row(figures)
        self._row(reasons)

    def _total(self, row: AssessmentRow) -> str:
        per_cent = percentage(self._scheme, (row.total,))
        found = band(self._scheme, per_cent)
        total = f"{row.total} of {greatest_score(self._scheme)} · {per_cent}%"
        return f"{total} · {found}" if found else total

    def _beside(self, made: Callable[[AssessmentRow], QWidget]) -> None:
        self._row([made(each) for each in self.pair()])

    def _row(self, widgets: Sequence[QWidget]) -> None:
        row = self._grid.rowCount()
        for place, each in enumerate(widgets):
            self._grid.addWidget(each, row, place, Qt.AlignmentFlag.AlignTop)

    def _across(self, widget: QWidget) -> None:
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)


def _words(text: str, kind: TextType = "body") -> QLabel:
    return label(text, kind, wrap=True)


def _submitted(row: AssessmentRow) -> QWidget:
    return _words(f"Submitted on {format_instant(row.submitted_at)}", "small")


def _line() -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    return made
