"""Recommend an application for decision: an amount, why, and on which conditions."""

from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QWidget

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.money import format_pounds
from pccdesk.services.recommendations import RecommendationForm
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.widgets.money_field import MoneyField
from pccdesk.ui.widgets.text_fields import WordLimitedText, line_edit


class RecommendationDialog(CommandDialog):
    """Returns a `RecommendationForm`; the amount begins as what was asked for, up to the maximum.

    `body` is on whose behalf, such as a board; it is asked only for funds that have one.
    """

    def __init__(
        self,
        requested: Decimal,
        maximum: Decimal,
        body: str,
        parent: QWidget | None = None,
        beside: QWidget | None = None,
    ) -> None:
        words = DialogWords(
            "Recommend",
            f"Asked for {format_pounds(requested)}; the round’s maximum is "
            f"{format_pounds(maximum)}. Whoever recommends cannot decide.",
            "Recommend",
        )
        super().__init__(words, parent, beside)
        self.outcome = QComboBox()
        self.outcome.addItem("Approve", "approve")
        self.outcome.addItem("Decline", "decline")
        self.outcome.setMaximumWidth(240)
        self.amount = MoneyField()
        self.amount.set_value(min(requested, maximum))
        self.reason = WordLimitedText(None, lines=5)
        self.conditions = WordLimitedText(None, lines=3)
        self.body = line_edit()
        self.form.add("outcome", "Recommendation", self.outcome)
        self.form.add("amount", "Amount", self.amount, hint="Pounds, such as 2,400.")
        self.form.add("reason", "Reason", self.reason, hint="Why, with the assessment in view.")
        self.form.add(
            "conditions",
            "Conditions",
            self.conditions,
            hint="One on each line. They go into the award letter.",
            optional=True,
        )
        if body:
            self.body.setText(body)
            self.form.add("body", "On behalf of", self.body)
        self.outcome.currentIndexChanged.connect(lambda _: self._follow())
        self.ready()

    def command(self) -> RecommendationForm:
        """Return the recommendation; raises `Refused` with each field's problem."""
        approve = self.outcome.currentData() == "approve"
        found = []
        if approve and self.amount.value() is None:
            found.append(FieldProblem("amount", "Enter the amount that you recommend."))
        if not self.reason.value():
            found.append(FieldProblem("reason", "Give the reason for the recommendation."))
        if found:
            raise Refused(found[0].sentence, tuple(found))
        return RecommendationForm(
            approve=approve,
            amount=(self.amount.value() or Decimal(0)) if approve else Decimal(0),
            reason=self.reason.value(),
            conditions=self.conditions.value() if approve else "",
            body=self.body.text().strip(),
        )

    def _follow(self) -> None:
        approve = self.outcome.currentData() == "approve"
        for name in ("amount", "conditions"):
            self.form.field(name).setVisible(approve)
