"""The running total of an assessment: weighted score, per cent and band."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pccdesk.domain.definitions import ScoringScheme
from pccdesk.domain.scoring import band, greatest_score, percentage, total
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.status_badge import StatusBadge


class ScoreLine(QWidget):
    """“46 of 60 · 77%” and the band that it means, as a badge; kept up while marks are typed."""

    def __init__(self, scheme: ScoringScheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._score = label("", "strong")
        self._badge = StatusBadge()
        self._left = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        for each in (self._score, self._badge, self._left):
            row.addWidget(each)
        row.addStretch(1)
        self.set_marks({})

    def set_marks(self, marks: Mapping[str, int]) -> None:
        """Show what the marks given so far come to; those not given count nothing yet."""
        scored = total(self._scheme, marks)
        greatest = greatest_score(self._scheme)
        per_cent = percentage(self._scheme, (scored,))
        left = len(self._scheme.criteria) - len(marks)
        self._score.setText(f"{scored} of {greatest} · {per_cent}%")
        self._badge.set_status(band(self._scheme, per_cent) or "No band", self._tone(per_cent))
        self._badge.setVisible(not left)
        self._left.setText(f"{left} of {len(self._scheme.criteria)} still to mark" if left else "")
        self.setAccessibleName(f"Score so far: {self._score.text()}")

    def text(self) -> str:
        """Return the score as shown."""
        return self._score.text()

    def _tone(self, per_cent: int) -> Tone:
        reached = sum(per_cent >= each.from_percent for each in self._scheme.bands)
        if reached == len(self._scheme.bands):
            return Tone.SUCCESS
        return Tone.WARNING if reached > 1 else Tone.NEUTRAL
