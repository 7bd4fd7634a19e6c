"""The demonstration: one application through its whole life, another to its decline letter.

It happens in the sample office, by the office's own people and services, on days of its own: the
same days, words and files on every machine.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pccdesk.domain.dates import from_london
from pccdesk.domain.money import amount_in_words
from pccdesk.domain.payments import BankForm
from pccdesk.domain.permissions import Actor, open_to_all
from pccdesk.domain.progress import Progress, no_progress
from pccdesk.domain.scoring import Mark
from pccdesk.queries import applications as application_queries
from pccdesk.queries import funds as fund_queries
from pccdesk.queries import payments as payment_queries
from pccdesk.queries.letters import LetterRow
from pccdesk.queries.payments import BatchRow
from pccdesk.services import (
    applications,
    assessments,
    awards,
    bank_accounts,
    batches,
    decisions,
    documents,
    eligibility,
    letters,
    payments,
    recommendations,
)
from pccdesk.services.contents import write_whole
from pccdesk.services.demonstration_story import Story, read_story
from pccdesk.services.desk import Desk
from pccdesk.services.sample import SAMPLE_NOW
from pccdesk.services.sample.documents import document_name, draw_document
from pccdesk.services.sign_in import sign_in

AWARD_LETTER, DECLINE_LETTER, WORKBOOK = "award-letter.pdf", "decline-letter.pdf", "finance.xlsx"
_ROLES = ("officer", "assessor", "commissioner", "finance")
_STEPS = 9


class StoryClock:
    """The demonstration's clock: it stands still until the story goes on to another time."""

    def __init__(self) -> None:
        self._now = SAMPLE_NOW

    def __call__(self) -> datetime:
        """Return the present instant of the story, in UTC."""
        return self._now

    def go_on_to(self, day: date, hour: int, minute: int = 0) -> None:
        """Move on to a UK time."""
        self._now = from_london(day, hour, minute)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What came of the story; amounts are pounds, SHA-256 is of the award letter's bytes."""

    application_id: int
    organisation: str
    reference: str
    decision_reference: str
    amount: Decimal
    letter_sha256: str
    declined_organisation: str
    declined_reference: str
    batch_reference: str
    control_total: Decimal

    @property
    def amount_in_words(self) -> str:
        """The amount as the letter has it in words."""
        return amount_in_words(self.amount)


@open_to_all("It works in a sample office of its own, signed in as each of its people.")
def demonstrate(
    desk: Desk, clock: StoryClock, folder: Path, progress: Progress = no_progress
) -> Demonstration:
    """Tell the story in a new sample office and write its letters and workbook into a folder.

    `clock` is the one that the desk goes by. Raises what the services raise: the same story
    cannot be told twice in one office, as a group applies once a year.
    """
    return _Telling(desk, clock, folder, progress).tell()


class _Telling:
    """The story while it is told: who is signed in, and how far it is."""

    def __init__(self, desk: Desk, clock: StoryClock, folder: Path, progress: Progress) -> None:
        self._desk, self._clock, self._folder = desk, clock, folder
        self._progress, self._done = progress, 0
        self._staff = {name: sign_in(desk, name, "") for name in _ROLES}
        self._round, self._awarded, self._declined = read_story()

    def tell(self) -> Demonstration:
        """Tell both halves, the awarded one to its payment."""
        self._on(date(2026, 11, 23), 9, 40)
        awarded = self._received(self._awarded)
        declined = self._received(self._declined)
        self._assessed(awarded, declined)
        self._on(date(2026, 11, 27), 10, 15)
        decision = self._approved(awarded)
        self._refused(declined)
        self._on(date(2026, 11, 27), 15, 30)
        letter = self._letters(awarded, declined)
        batch = self._paid(awarded)
        return self._outcome(awarded, declined, decision, letter, batch)

    def _on(self, day: date, hour: int, minute: int = 0) -> None:
        self._clock.go_on_to(day, hour, minute)
        self._progress(self._done, _STEPS)
        self._done += 1

    def _who(self, name: str) -> Actor:
        return self._staff[name]

    def _version(self, application_id: int) -> int:
        record = self._desk.read(
            self._who("officer"), application_queries.application, application_id
        )
        return record.version

    def _do(self, service: Any, name: str, application_id: int, *form: Any) -> Any:
        """Take one step with an application as it stands now."""
        version = self._version(application_id)
        return service(self._desk, self._who(name), application_id, version, *form)

    def _received(self, story: Story) -> int:
        """Receive an application with the documents that its round requires."""
        officer = self._who("officer")
        chosen = self._desk.read(officer, fund_queries.round_by_code, self._round)
        wanted = self._desk.read(officer, fund_queries.form_definition, chosen.form_id).documents
        number = applications.receive_new(self._desk, officer, story.form)
        for each in (each for each in wanted if each.required):
            drawn = draw_document(each.code, story.organisation, story.documents_dated)
            name = document_name(each.code)
            self._do(documents.attach, "officer", number, each.code, name, drawn)
        return number

    def _assessed(self, awarded: int, declined: int) -> None:
        both = ((awarded, self._awarded), (declined, self._declined))
        self._on(date(2026, 11, 24), 11)
        for number, _story in both:
            self._do(eligibility.start_checks, "officer", number)
            self._do(eligibility.pass_checks, "officer", number)
        self._on(date(2026, 11, 25), 14, 20)
        for number, story in both:
            marks = {code: Mark(mark, why) for code, (mark, why) in story.marks.items()}
            form = assessments.AssessmentForm(marks, story.comment)
            self._do(assessments.submit, "assessor", number, form)
        self._on(date(2026, 11, 26), 9, 30)
        for number, story in both:
            approve = story.amount > 0
            advice = recommendations.RecommendationForm(
                approve, story.amount, story.advice, story.conditions
            )
            self._do(recommendations.recommend, "officer", number, advice)

    def _approved(self, number: int) -> str:
        story = self._awarded
        form = decisions.Approval(story.amount, story.reasons, story.conditions, no_interest=True)
        reference: str = self._do(decisions.approve, "commissioner", number, form)
        return reference

    def _refused(self, number: int) -> None:
        form = decisions.Refusal(self._declined.reasons, self._declined.feedback, no_interest=True)
        self._do(decisions.decline, "commissioner", number, form)

    def _letters(self, awarded: int, declined: int) -> LetterRow:
        kept: LetterRow = self._do(letters.issue_award_letter, "officer", awarded)
        other: LetterRow = self._do(letters.make_decline_letter, "officer", declined)
        officer = self._who("officer")
        for name, row in ((AWARD_LETTER, kept), (DECLINE_LETTER, other)):
            write_whole(self._folder / name, letters.read_letter(self._desk, officer, row.id))
        letters.record_printing(self._desk, officer, (kept.id, other.id))
        return kept

    def _paid(self, number: int) -> BatchRow:
        desk, finance = self._desk, self._who("finance")
        self._accepted(number)
        self._on(date(2026, 12, 1), 10)
        record = desk.read(finance, application_queries.application, number)
        account = bank_accounts.see_account(desk, finance, record.organisation_id)
        if account is not None:
            bank_accounts.check_account(desk, finance, account.id, account.version)
        self._on(date(2026, 12, 2), 10, 45)
        for each in desk.read(finance, payment_queries.payments_of, number):
            payments.approve_payment(desk, finance, each.id, each.version)
        batch = batches.prepare_batch(desk, finance)
        batch = batches.write_batch(desk, finance, batch.id, self._folder / WORKBOOK)
        self._on(date(2026, 12, 4), 16)
        day, bacs = desk.today(), self._awarded.bacs_reference
        batches.confirm_paid(desk, finance, batch.id, day, bacs, batch.version)
        self._do(awards.complete, "officer", number)
        self._progress(_STEPS, _STEPS)
        return batch

    def _accepted(self, number: int) -> None:
        story, officer = self._awarded, self._who("officer")
        self._on(date(2026, 11, 30), 11, 10)
        slip = awards.Acceptance(self._desk.today(), story.accepted_by)
        self._do(awards.accept, "officer", number, slip)
        record = self._desk.read(officer, application_queries.application, number)
        bank = BankForm(**story.bank)
        bank_accounts.record_account(self._desk, officer, record.organisation_id, bank)

    def _outcome(
        self, awarded: int, declined: int, decision: str, letter: LetterRow, batch: BatchRow
    ) -> Demonstration:
        officer = self._who("officer")
        refused = self._desk.read(officer, application_queries.application, declined)
        return Demonstration(
            application_id=awarded,
            organisation=letter.organisation_name,
            reference=letter.reference,
            decision_reference=decision,
            amount=self._awarded.amount,
            letter_sha256=letter.sha256,
            declined_organisation=refused.organisation_name,
            declined_reference=refused.reference,
            batch_reference=batch.reference,
            control_total=batch.control_total,
        )
