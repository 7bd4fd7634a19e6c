"""Decide an application: approve it, after checking the answers, or decline it."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.money import amount_in_words, format_money, format_pounds
from pccdesk.services.decisions import Approval, Refusal
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.money_field import MoneyField
from pccdesk.ui.widgets.text_fields import WordLimitedText
from pccdesk.ui.widgets.wrapped_box import WrappedBox

_DECLARATION = "No registered interest of mine precludes me from this decision."
_DECLARE = FieldProblem(
    "no_interest", "Declare that no registered interest precludes you from this decision."
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is before the decision-maker: whose project, what was recommended and for what."""

    reference: str
    organisation: str
    project: str
    amount: Decimal
    conditions: str = ""


class ApproveDialog(CommandDialog):
    """Returns an `Approval`, once the answers have been checked."""

    def __init__(
        self, proposal: Proposal, parent: QWidget | None = None, beside: QWidget | None = None
    ) -> None:
        line = f"{proposal.reference} · {isolated(proposal.organisation)}"
        super().__init__(DialogWords("Approve", line, "Check your answers"), parent, beside)
        self._proposal = proposal
        self.amount = MoneyField()
        self.amount.set_value(proposal.amount or None)
        self.reasons = WordLimitedText(None, lines=4)
        self.conditions = WordLimitedText(None, lines=2)
        self.conditions.set_value(proposal.conditions)
        self.declared = WrappedBox(_DECLARATION)
        self.form.add(
            "amount",
            "Amount awarded",
            self.amount,
            hint=f"{format_pounds(proposal.amount)} is recommended.",
        )
        self.form.add(
            "reasons",
            "Reasons",
            self.reasons,
            hint="How the grant will reduce crime and disorder. The law asks for it, and it "
            "is published.",
        )
        self.form.add(
            "conditions",
            "Conditions",
            self.conditions,
            hint="One on each line. They go into the award letter.",
            optional=True,
        )
        self.form.add("no_interest", "Declaration", self.declared)
        self.ready()

    def command(self) -> Approval:
        """Return the approval; raises `Refused` with each field's problem."""
        amount = self.amount.value()
        found = []
        if amount is None or amount <= 0:
            found.append(FieldProblem("amount", "Enter an amount of more than £0."))
        if not self.reasons.value():
            found.append(FieldProblem("reasons", "Give the reasons for the award."))
        if not self.declared.isChecked():
            found.append(_DECLARE)
        if found or amount is None:
            raise Refused(found[0].sentence, tuple(found))
        return Approval(amount, self.reasons.value(), self.conditions.value(), no_interest=True)

    def review(self, command: object) -> tuple[tuple[str, str], ...]:
        """Return the answers: who gets how much, in figures and words, for what, and why."""
        if not isinstance(command, Approval):
            return ()
        return (
            ("Application", self._proposal.reference),
            ("Organisation", self._proposal.organisation),
            ("Project", self._proposal.project),
            ("Amount", f"{format_money(command.amount)} ({amount_in_words(command.amount)})"),
            ("Reasons", command.reasons),
            ("Conditions", command.conditions or "None"),
            ("Declaration", _DECLARATION),
        )

    def final_verb(self) -> str:
        """Return the verb with the sum, so that nobody approves another one."""
        amount = self.amount.value()
        return f"Approve {format_pounds(amount)}" if amount is not None else "Approve"


class DeclineDialog(CommandDialog):
    """Returns a `Refusal`, once checked: the reasons on record, the feedback for the letter."""

    def __init__(
        self, proposal: Proposal, parent: QWidget | None = None, beside: QWidget | None = None
    ) -> None:
        line = f"{proposal.reference} · {isolated(proposal.organisation)}"
        super().__init__(DialogWords("Decline", line, "Check your answers"), parent, beside)
        self._proposal = proposal
        self.reasons = WordLimitedText(None, lines=4)
        self.feedback = WordLimitedText(None, lines=4)
        self.declared = WrappedBox(_DECLARATION)
        self.form.add("reasons", "Reasons", self.reasons, hint="They are kept with the decision.")
        self.form.add(
            "feedback",
            "Feedback for the applicant",
            self.feedback,
            hint="Printed in the letter. Say what would make another application stronger.",
        )
        self.form.add("no_interest", "Declaration", self.declared)
        self.ready()

    def command(self) -> Refusal:
        """Return the refusal; raises `Refused` with each field's problem."""
        found = []
        if not self.reasons.value():
            found.append(FieldProblem("reasons", "Give the reasons for declining."))
        if not self.feedback.value():
            found.append(FieldProblem("feedback", "Give feedback for the applicant."))
        if not self.declared.isChecked():
            found.append(_DECLARE)
        if found:
            raise Refused(found[0].sentence, tuple(found))
        return Refusal(self.reasons.value(), self.feedback.value(), no_interest=True)

    def review(self, command: object) -> tuple[tuple[str, str], ...]:
        """Return the answers: a decision has a number, and cannot be taken back."""
        if not isinstance(command, Refusal):
            return ()
        return (
            ("Application", self._proposal.reference),
            ("Organisation", self._proposal.organisation),
            ("Project", self._proposal.project),
            ("Reasons", command.reasons),
            ("Feedback", command.feedback),
            ("Declaration", _DECLARATION),
        )

    def final_verb(self) -> str:
        """Return what the button does once the answers are checked."""
        return "Decline"
