"""Steps that take nothing but a reason: send back, defer, withdraw, an override and their kin."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from pccdesk.domain.applications import Action
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.text_fields import WordLimitedText


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in words, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What the dialog of one step says; `ask` is the field's label, `hint` stands under it.

    `facts` stand above it, to be checked; one that is not `required` may be left empty.
    """

    dialog: DialogWords
    ask: str
    hint: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    required: bool = True


REASONS: dict[Action, ReasonWords] = {
    Action.FIND_INELIGIBLE: ReasonWords(
        DialogWords(
            "Find ineligible",
            "The application ends here. It can be reopened later, with a reason.",
            "Find ineligible",
            "danger",
        ),
        "Why is it ineligible?",
        "Name the criteria that are not met. The applicant may ask to see this.",
    ),
    Action.REOPEN: ReasonWords(
        DialogWords("Reopen the application", "It goes back to the eligibility check.", "Reopen"),
        "Why is it reopened?",
    ),
    Action.DEFER: ReasonWords(
        DialogWords(
            "Defer the decision",
            "The application waits until it is brought back for decision. "
            "No decision number is used.",
            "Defer",
        ),
        "Why is the decision put off?",
    ),
    Action.SEND_BACK: ReasonWords(
        DialogWords("Send back to assessment", "It has to be recommended anew.", "Send back"),
        "What is missing?",
        "The assessors and the officer read this.",
    ),
    Action.WITHDRAW: ReasonWords(
        DialogWords(
            "Withdraw the application",
            "For when the applicant does not want to go on. Payments that are scheduled are "
            "cancelled. Before the decision it can be undone; after it, it cannot.",
            "Withdraw",
            "danger",
        ),
        "Why is it withdrawn?",
        "Who asked for it, when and how.",
    ),
    Action.LAPSE: ReasonWords(
        DialogWords(
            "Let the offer lapse",
            "The award was not accepted in time. Payments that are scheduled are cancelled.",
            "Let offer lapse",
            "danger",
        ),
        "Why does the offer lapse?",
    ),
}
"""The words of each step of the workflow that takes a reason alone."""


def removal_words(label: str, file_name: str) -> ReasonWords:
    """Return the words for taking a document off an application."""
    return ReasonWords(
        DialogWords(
            "Remove the document",
            "It is taken off the application and kept with it, to be put back when it is needed.",
            "Remove",
            "danger",
        ),
        "Why is it removed? (optional)",
        "Your name, the day and this reason stand on the record.",
        (("Document", label), ("File", file_name)),
        required=False,
    )


def override_words(criterion: str, explanation: str) -> ReasonWords:
    """Return the words for letting an application pass one criterion."""
    return ReasonWords(
        DialogWords("Override a criterion", f"{criterion}. {explanation}", "Override"),
        "Why may the application pass all the same?",
        "Your name, the day and this reason stand on the record.",
    )


class ReasonDialog(CommandDialog):
    """Asks for a reason and returns it as `Reason`."""

    def __init__(
        self, words: ReasonWords, parent: QWidget | None = None, beside: QWidget | None = None
    ) -> None:
        super().__init__(words.dialog, parent, beside)
        self._required = words.required
        if words.facts:
            self.form.add_widget(FactsGrid(words.facts))
        self.reason = WordLimitedText(None, lines=6)
        self.form.add("reason", words.ask, self.reason, hint=words.hint)
        self.ready()
        if beside is None:
            self.resize(640, 440)

    def command(self) -> Reason:
        """Return the reason; raises `Refused` where there is none and one is required."""
        text = self.reason.value()
        if not text and self._required:
            sentence = "Give the reason."
            raise Refused(sentence, (FieldProblem("reason", sentence),))
        return Reason(text)
