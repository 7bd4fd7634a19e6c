"""Which round the application is for: open ones first, with limit and closing time."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from pccdesk.domain.dates import format_instant
from pccdesk.domain.money import format_pounds
from pccdesk.queries.funds import RoundRow
from pccdesk.ui.form.section import Section
from pccdesk.ui.widgets.labels import label


def closing_words(chosen: RoundRow, now: datetime) -> str:
    """Return when a round closes, or closed."""
    word = "Closed" if chosen.closes_at < now else "Closes"
    return f"{word} on {format_instant(chosen.closes_at)}."


class RoundSection(Section):
    """The round, what it may give at most and until when it takes applications."""

    def __init__(self) -> None:
        super().__init__("round", "Round")
        self._rounds: dict[str, RoundRow] = {}
        self._now: datetime | None = None
        self._box = QComboBox()
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMaxVisibleItems(16)
        self.add_field("round_code", "Fund and round", self._box)
        self._line = label("", "muted", wrap=True)
        self.add(self._line)
        self._box.currentIndexChanged.connect(lambda _: self._say())

    def set_rounds(self, rounds: tuple[RoundRow, ...], now: datetime) -> None:
        """Offer rounds: the open ones, then closed ones; those to come cannot be chosen yet."""
        self._rounds = {each.code: each for each in rounds}
        self._now = now
        self._box.blockSignals(True)
        self._box.clear()
        self._box.addItem("Choose the round", "")
        groups = (
            ("open", [each for each in rounds if each.is_open(now)]),
            ("closed", [each for each in rounds if each.closes_at < now]),
            ("opens later", [each for each in rounds if each.opens_at > now]),
        )
        for words, group in groups:
            for each in group:
                text = f"{each.fund_name} – {each.title} ({each.code}), {words}"
                self._box.addItem(text, each.code)
                if words == "opens later":
                    self._disable_last()
        self._box.setCurrentIndex(0)
        self._box.blockSignals(False)
        self._say()

    def choose(self, code: str) -> None:
        """Choose a round by its code; an unknown one chooses none."""
        self._box.setCurrentIndex(max(0, self._box.findData(code)))

    def fix(self, *, fixed: bool) -> None:
        """Keep the round as it is: an application stays in its round."""
        self._box.setEnabled(not fixed)

    def chosen(self) -> RoundRow | None:
        """Return the chosen round."""
        return self._rounds.get(self._box.currentData() or "")

    def _disable_last(self) -> None:
        model = self._box.model()
        if isinstance(model, QStandardItemModel):
            item = model.item(self._box.count() - 1)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)

    def _say(self) -> None:
        chosen = self.chosen()
        if chosen is None or self._now is None:
            self._line.setText("The round decides which questions the form asks.")
            return
        least = f"{format_pounds(chosen.minimum)} to " if chosen.minimum else "up to "
        self._line.setText(
            f"Grants of {least}{format_pounds(chosen.maximum)}. {closing_words(chosen, self._now)}"
        )
