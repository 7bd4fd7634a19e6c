"""From a step's button to its dialog and service."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pccdesk.domain.applications import Action
from pccdesk.domain.dates import format_date
from pccdesk.domain.money import format_money
from pccdesk.domain.permissions import Actor
from pccdesk.queries.records import RecordView
from pccdesk.queries.words_before import OVERRIDE, WordsOf
from pccdesk.services import (
    applications,
    assessments,
    awards,
    decisions,
    eligibility,
    recommendations,
)
from pccdesk.services.desk import Desk
from pccdesk.ui.dialogs.assessment_dialog import AssessmentDialog
from pccdesk.ui.dialogs.award_dialogs import AcceptanceDialog, ConfirmDialog, Confirmed
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.dialogs.decision_dialogs import ApproveDialog, DeclineDialog, Proposal
from pccdesk.ui.dialogs.reason_dialog import REASONS, Reason, ReasonDialog, override_words
from pccdesk.ui.dialogs.recommendation_dialog import RecommendationDialog
from pccdesk.ui.form.earlier_words import EarlierWords
from pccdesk.ui.record.changes import RecordChanges
from pccdesk.ui.record.reading import reading_side
from pccdesk.ui.record.steps import APPROVE_PAYMENT, ASSESS, DECLINE_LETTER

_Step = Callable[[Desk, Actor, int, int], object]
_Reasoned = Callable[[Desk, Actor, int, int, str], object]


_AT_ONCE: dict[str, tuple[_Step, str]] = {
    Action.RECEIVE: (applications.receive, "Marked as received."),
    Action.START_CHECKS: (eligibility.start_checks, "The criteria were worked out."),
    Action.PASS_CHECKS: (eligibility.pass_checks, "Passed to assessment."),
    Action.RESUME: (decisions.resume, "Brought back for decision."),
}
_WITH_REASON: dict[str, tuple[_Reasoned, str]] = {
    Action.FIND_INELIGIBLE: (eligibility.find_ineligible, "Found ineligible"),
    Action.REOPEN: (eligibility.reopen, "Reopened"),
    Action.DEFER: (decisions.defer, "The decision was put off"),
    Action.SEND_BACK: (decisions.send_back, "Sent back to assessment"),
    Action.WITHDRAW: (awards.withdraw, "Withdrawn"),
    Action.LAPSE: (awards.lapse, "The offer has lapsed"),
}
_ON_TAB = {
    Action.OFFER.value: "letters",
    DECLINE_LETTER: "letters",
    Action.START_PAYMENT.value: "payments",
    APPROVE_PAYMENT: "payments",
}
_BESIDE = {Action.FIND_INELIGIBLE.value, Action.DEFER.value, Action.SEND_BACK.value}


class StepTaker:
    """Opens what a step needs: nothing, a dialog, or the tab on which it is done."""

    def __init__(self, changes: RecordChanges, go_to_tab: Callable[[str], None]) -> None:
        self._changes = changes
        self._go_to_tab = go_to_tab
        self._asks = {
            ASSESS: self._assess,
            Action.RECOMMEND.value: self._recommend,
            Action.APPROVE.value: self._approve,
            Action.DECLINE.value: self._decline,
            Action.ACCEPT.value: self._accept,
            Action.COMPLETE.value: self._complete,
        }

    def take(self, code: str) -> None:
        """Take a step, or ask for what it needs."""
        if code in _ON_TAB:
            self._go_to_tab(_ON_TAB[code])
        elif code in _AT_ONCE:
            service, said = _AT_ONCE[code]
            self._changes.run(Action(code).label, said, service)
        elif code in _WITH_REASON:
            self._give_reason(code)
        else:
            self._asks[code](self._changes.record)

    def override(self, criterion: str, label: str, explanation: str) -> None:
        """Ask for the reason to let the application pass one criterion."""
        dialog = ReasonDialog(override_words(label, explanation), self._changes.page)
        EarlierWords(self._changes.context, dialog.reason, OVERRIDE)

        def send(number: int, version: int, reason: Reason) -> None:
            desk, actor = self._changes.context.desk, self._changes.context.actor
            eligibility.override(desk, actor, number, version, criterion, reason.text)

        self._changes.ask(f"override {criterion}", dialog, "Overridden, with your reason", send)

    def _give_reason(self, code: str) -> None:
        service, said = _WITH_REASON[code]
        view = self._changes.record
        beside = reading_side(view) if code in _BESIDE else None
        dialog = ReasonDialog(REASONS[Action(code)], self._changes.page, beside)
        EarlierWords(self._changes.context, dialog.reason, Action(code))

        def with_text(desk: Desk, actor: Actor, number: int, version: int, asked: Reason) -> None:
            service(desk, actor, number, version, asked.text)

        self._ask(code, dialog, said, with_text)

    def _assess(self, view: RecordView) -> None:
        actor = self._changes.context.actor
        own = next((each for each in view.assessments if each.assessor_id == actor.user_id), None)
        dialog = AssessmentDialog(view.scheme, own, self._changes.page, reading_side(view))
        self._ask(ASSESS, dialog, "Your assessment is in", assessments.submit)

    def _recommend(self, view: RecordView) -> None:
        requested = view.application.form.amount_requested or Decimal(0)
        dialog = RecommendationDialog(
            requested,
            view.round.maximum,
            view.recommending_body,
            self._changes.page,
            reading_side(view),
        )
        EarlierWords(self._changes.context, dialog.reason, WordsOf.ADVICE)
        EarlierWords(self._changes.context, dialog.conditions, WordsOf.CONDITIONS)
        said = "Recommended for decision"
        self._ask(Action.RECOMMEND, dialog, said, recommendations.recommend)

    def _approve(self, view: RecordView) -> None:
        dialog = ApproveDialog(_proposal(view), self._changes.page, reading_side(view))
        EarlierWords(self._changes.context, dialog.reasons, Action.APPROVE)
        EarlierWords(self._changes.context, dialog.conditions, WordsOf.CONDITIONS)
        self._ask(Action.APPROVE, dialog, "Approved by decision", decisions.approve)

    def _decline(self, view: RecordView) -> None:
        dialog = DeclineDialog(_proposal(view), self._changes.page, reading_side(view))
        EarlierWords(self._changes.context, dialog.reasons, Action.DECLINE)
        EarlierWords(self._changes.context, dialog.feedback, WordsOf.FEEDBACK)
        self._ask(Action.DECLINE, dialog, "Declined by decision", decisions.decline)

    def _accept(self, view: RecordView) -> None:
        today = self._changes.context.today
        contact = view.application.form.main_contact
        accept_by = view.award.accept_by if view.award else today()
        dialog = AcceptanceDialog(
            accept_by, contact.name if contact else "", today, self._changes.page
        )
        self._ask(Action.ACCEPT, dialog, "The acceptance is recorded", awards.accept)

    def _complete(self, view: RecordView) -> None:
        words = DialogWords(
            "Complete", "Every instalment is paid; the award is closed.", "Complete"
        )
        dialog = ConfirmDialog(words, _award_facts(view), self._changes.page)

        def close(desk: Desk, actor: Actor, number: int, version: int, _seen: Confirmed) -> None:
            awards.complete(desk, actor, number, version)

        self._ask(Action.COMPLETE, dialog, "Completed", close)

    def _ask(
        self,
        code: str,
        dialog: CommandDialog,
        said: str,
        service: Callable[[Desk, Actor, int, int, Any], object],
    ) -> None:
        context = self._changes.context

        def send(number: int, version: int, command: object) -> object:
            return service(context.desk, context.actor, number, version, command)

        self._changes.ask(str(code), dialog, said, send)


def _proposal(view: RecordView) -> Proposal:
    advice = view.current_recommendation
    return Proposal(
        view.application.reference,
        view.application.organisation_name,
        view.application.form.project_title,
        advice.amount if advice else Decimal(0),
        advice.conditions if advice else "",
    )


def _award_facts(view: RecordView) -> tuple[tuple[str, str], ...]:
    if view.award is None:
        return ()
    paid = [each for each in view.payments if each.paid_on is not None]
    return (
        ("Application", view.application.reference),
        ("Organisation", view.application.organisation_name),
        ("Award", format_money(view.award.amount)),
        (
            "Paid",
            "\n".join(
                f"{format_money(each.amount)} on {format_date(each.paid_on)}"
                for each in paid
                if each.paid_on is not None
            ),
        ),
    )
