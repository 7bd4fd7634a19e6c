"""The last change of a record can be undone, by whom the rules say, and only while it is last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import NotPermitted, Stale
from pccdesk.domain.organisations import ContactForm
from pccdesk.domain.undoing import FINAL, UNDOABLE, LastChange, undo_objection
from pccdesk.queries import decisions, documents, organisations, undoing
from pccdesk.queries.eligibility import findings
from pccdesk.queries.timelines import WORDS, of_application
from pccdesk.queries.undoing import CHANGES_NOTHING
from pccdesk.services import (
    applications,
    assessments,
    batches,
    eligibility,
)
from pccdesk.services import documents as attaching
from pccdesk.services import organisations as changing
from pccdesk.services.putting_back import PUT_BACK
from pccdesk.services.undoing import undo
from pccdesk.services.verification import verify
from tests import way
from tests.office import Office
from tests.services.untouched import audit_entries, everything, refused_and_untouched

APPLICATION = "Application"


def last(office: Office, number: int, kind: str = APPLICATION) -> LastChange:
    """Return the last change of a record; there is one."""
    found = office.desk.read(office.who("officer"), undoing.last_change, kind, number)
    assert found is not None
    return found


def undo_last(office: Office, who: str, number: int, kind: str = APPLICATION) -> str:
    """Undo a record's last change, as it is now."""
    return undo(office.desk, office.who(who), kind, number, last(office, number, kind).sequence)


def rewrite(office: Office, one: int, title: str = "Another title") -> None:
    """Save another title, another sum and another contact."""
    form = replace(
        office.record(one).form,
        project_title=title,
        amount_requested=Decimal(1111),
        budget=(),
        main_contact=ContactForm("Somebody Else", "Chair", "else@example.org", ""),
    )
    applications.save_changes(office.desk, office.who("officer"), one, office.version(one), form)


def override_one(office: Office, one: int) -> None:
    """Fail a criterion and override it."""
    way.fail_a_criterion(office, one)
    found = office.desk.read(office.who("officer"), findings, one)
    wanted = next(each for each in found if not each.settled)
    eligibility.override(
        office.desk, office.who("officer"), one, office.version(one), wanted.criterion, "Agreed."
    )


def attach_one(office: Office, one: int) -> None:
    """Attach another document."""
    attaching.attach(
        office.desk, office.who("officer"), one, office.version(one), "other", "a.txt", b"words"
    )


def remove_one(office: Office, one: int) -> None:
    """Take the first document off."""
    rows = office.desk.read(office.who("officer"), documents.documents, one)
    attaching.remove(office.desk, office.who("officer"), one, office.version(one), rows[0].id)


def put_one_back(office: Office, one: int) -> None:
    """Put a document back that was taken off."""
    remove_one(office, one)
    [gone] = office.desk.read(office.who("officer"), documents.removed, one)
    attaching.put_back(office.desk, office.who("officer"), one, office.version(one), gone.id)


def assess_once(office: Office, one: int) -> None:
    """Submit one assessment."""
    way.assess(office, one, "assessor")


def assess_again(office: Office, one: int) -> None:
    """Replace an assessment by another."""
    way.assess(office, one, "assessor")
    other = way.marks(office, one, 3)
    assessments.submit(office.desk, office.who("assessor"), one, office.version(one), other)


CASES: tuple[tuple[str, Stage, Callable[[Office, int], object], str], ...] = (
    ("application.change", Stage.RECEIVED, rewrite, "officer"),
    ("application.receive", Stage.DRAFT, way.receive, "officer"),
    ("application.withdraw", Stage.RECOMMENDED, way.withdraw, "officer"),
    ("application.start_checks", Stage.RECEIVED, way.start_checks, "officer2"),
    ("application.pass_checks", Stage.ELIGIBILITY, way.pass_checks, "officer"),
    ("eligibility.override", Stage.ELIGIBILITY, override_one, "officer"),
    ("application.assess", Stage.ASSESSMENT, assess_once, "assessor"),
    ("application.assess", Stage.ASSESSMENT, assess_again, "assessor"),
    ("application.recommend", Stage.ASSESSMENT, way.recommend, "officer"),
    ("document.attach", Stage.APPROVED, attach_one, "officer"),
    ("document.remove", Stage.RECEIVED, remove_one, "officer"),
    ("document.put_back", Stage.RECEIVED, put_one_back, "officer2"),
    ("payment.approve", Stage.ACCEPTED, way.approve_payment, "finance"),
)


@pytest.mark.parametrize(("action", "stage", "step", "who"), CASES, ids=lambda each: str(each)[:24])
def test_what_was_done_is_put_back_under_an_entry_that_names_it(
    office: Office, action: str, stage: Stage, step: Callable[[Office, int], object], who: str
) -> None:
    one = office.bring_to(stage)
    if action == "application.recommend":
        way.assess(office, one)
    step(office, one)
    change = last(office, one)
    assert (change.action, change.kept) == (action, True)
    entries = audit_entries(office.desk)
    said = undo_last(office, who, one)
    assert WORDS[action] in said
    assert audit_entries(office.desk) == entries + 1
    newest = office.desk.read(office.who("officer"), of_application, one)[0]
    assert newest.what == "Undid the last change"
    assert WORDS[action] in newest.detail
    assert not verify(office.desk).faults
    again = last(office, one)
    with refused_and_untouched(office.desk):
        undo(office.desk, office.who(who), APPLICATION, one, again.sequence)


def test_every_rule_has_its_way_back_and_every_other_action_its_reason() -> None:
    rules = {rule.action for rule in UNDOABLE}
    assert rules == set(PUT_BACK)
    assert not rules & set(FINAL)
    of_records = ("application.", "document.", "letter.", "payment", "eligibility.", "organisation")
    audited = {action for action in WORDS if action.startswith(of_records)}
    audited -= {"letter.wording", *CHANGES_NOTHING}
    assert audited == rules | set(FINAL)


def test_all_that_was_written_stands_again_letter_for_letter(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    before = office.record(one)
    rewrite(office, one)
    undo_last(office, "officer2", one)
    after = office.record(one)
    assert (after.form, after.version) == (before.form, before.version + 2)


def test_checks_that_were_passed_by_mistake_can_be_passed_again(office: Office) -> None:
    one = office.bring_to(Stage.ELIGIBILITY)
    way.pass_checks(office, one)
    undo_last(office, "officer", one)
    assert office.record(one).stage is Stage.ELIGIBILITY
    way.pass_checks(office, one)
    assert office.record(one).stage is Stage.ASSESSMENT


def test_starting_the_checks_is_undone_with_what_was_worked_out(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    way.start_checks(office, one)
    undo_last(office, "officer", one)
    assert office.record(one).stage is Stage.RECEIVED
    assert office.desk.read(office.who("officer"), findings, one) == ()


def test_an_assessor_gets_the_marks_of_before_back(office: Office) -> None:
    one = office.bring_to(Stage.ASSESSMENT)
    way.assess(office, one, "assessor")
    first = office.desk.read(office.who("officer"), decisions.assessments, one)
    score = office.record(one).score_percent
    other = way.marks(office, one, 2)
    assessments.submit(office.desk, office.who("assessor"), one, office.version(one), other)
    with refused_and_untouched(office.desk, NotPermitted) as refused:
        undo_last(office, "everything", one)
    assert "can undo it" in refused.value.sentence
    undo_last(office, "assessor", one)
    assert office.desk.read(office.who("officer"), decisions.assessments, one) == first
    assert office.record(one).score_percent == score


def test_whoever_withdrew_a_recommendation_still_took_part(office: Office) -> None:
    one = office.bring_to(Stage.ASSESSMENT)
    way.assess(office, one)
    way.recommend(office, one)
    undo_last(office, "officer", one)
    assert office.record(one).stage is Stage.ASSESSMENT
    rows = office.desk.read(office.who("officer"), decisions.recommendations, one)
    assert [row.current for row in rows] == [False]


def test_an_organisation_takes_its_name_back_without_a_former_one(office: Office) -> None:
    one = office.record(office.bring_to(Stage.DRAFT)).organisation_id
    officer = office.who("officer")
    before = office.desk.read(officer, organisations.organisation, one)
    changed = replace(before.form, name="A quite different name", phone="01772 1")
    changing.change_organisation(office.desk, officer, one, before.version, changed)
    undo_last(office, "officer2", one, "Organisation")
    after = office.desk.read(officer, organisations.organisation, one)
    assert (after.form, after.former_names) == (before.form, before.former_names)


def test_a_batch_is_taken_back_while_its_workbook_is_not_written(office: Office) -> None:
    one = office.bring_to(Stage.ACCEPTED)
    way.approve_payment(office, one)
    finance = office.who("finance")
    batch = batches.prepare_batch(office.desk, finance)
    undo_last(office, "finance", batch.id, "PaymentBatch")
    assert next(each.stage for each in way.payments_of(office, one)) == "approved"
    assert not verify(office.desk).faults
    second = batches.prepare_batch(office.desk, finance)
    assert second.reference != batch.reference


def test_a_batch_whose_workbook_is_written_stands(office: Office, tmp_path: Path) -> None:
    one = office.bring_to(Stage.ACCEPTED)
    way.approve_payment(office, one)
    finance = office.who("finance")
    batch = batches.prepare_batch(office.desk, finance)
    batches.write_batch(office.desk, finance, batch.id, tmp_path / "batch.xlsx")
    with refused_and_untouched(office.desk) as refused:
        undo_last(office, "finance", batch.id, "PaymentBatch")
    assert "may be with finance" in refused.value.sentence
    with refused_and_untouched(office.desk) as refused:
        undo_last(office, "finance", one)
    assert "has gone to finance" in refused.value.sentence


def test_a_batch_that_was_taken_back_is_not_written(office: Office, tmp_path: Path) -> None:
    one = office.bring_to(Stage.ACCEPTED)
    way.approve_payment(office, one)
    finance = office.who("finance")
    batch = batches.prepare_batch(office.desk, finance)
    undo_last(office, "finance", batch.id, "PaymentBatch")
    path = tmp_path / "batch.xlsx"
    with refused_and_untouched(office.desk) as refused:
        batches.write_batch(office.desk, finance, batch.id, path)
    assert "was taken back" in refused.value.sentence
    assert not path.exists()


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.DECLINED, Stage.OFFERED, Stage.ACCEPTED])
def test_decisions_letters_and_acceptances_say_why_not_and_what_instead(
    office: Office, stage: Stage
) -> None:
    one = office.bring_to(stage)
    with refused_and_untouched(office.desk) as refused:
        undo_last(office, "everything", one)
    assert FINAL[last(office, one).action] in refused.value.sentence


def test_whoever_was_overtaken_is_told_by_whom_and_nothing_is_undone(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    rewrite(office, one)
    seen = last(office, one)
    officer2 = office.who("officer2")
    again = replace(office.record(one).form, project_title="Meanwhile")
    applications.save_changes(office.desk, officer2, one, office.version(one), again)
    before = everything(office.desk)
    with pytest.raises(Stale, match=officer2.full_name):
        undo(office.desk, office.who("officer"), APPLICATION, one, seen.sequence)
    assert everything(office.desk) == before


def test_a_contact_that_another_application_changed_is_not_set_back(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    rewrite(office, one)
    other = office.bring_to(Stage.DRAFT)
    form = replace(
        office.record(other).form,
        organisation_id=office.record(one).organisation_id,
        main_contact=ContactForm("Somebody Else", "Chair", "newer@example.org", ""),
    )
    applications.save_changes(
        office.desk, office.who("officer2"), other, office.version(other), form
    )
    with refused_and_untouched(office.desk, Stale) as refused:
        undo_last(office, "officer", one)
    assert "contact" in refused.value.sentence


@pytest.mark.parametrize("who", ["assessor", "finance", "auditor", "commissioner", "administrator"])
def test_whoever_may_not_do_it_may_not_undo_it(office: Office, who: str) -> None:
    one = office.bring_to(Stage.RECEIVED)
    rewrite(office, one)
    with refused_and_untouched(office.desk, NotPermitted):
        undo_last(office, who, one)


def test_a_change_of_before_the_upgrade_says_that_it_was_not_kept(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    change = replace(last(office, one), kept=False)
    assert "not kept" in undo_objection(change, office.who("officer"))
