"""One change is one transaction with an audit entry: whole, or not at all."""

from __future__ import annotations

import ast
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import DeskError, Fault, Stale
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.permissions import Permission
from pccdesk.models.organisations import Organisation
from pccdesk.services import applications, assessments, awards, batches, letters, search_index
from pccdesk.services.verification import verify
from pccdesk.services.work import Work, change
from tests import way
from tests.office import Office
from tests.repository import ROOT
from tests.services.steps import STEPS
from tests.services.untouched import everything, refused_and_untouched
from tests.way import Step

BEFORE: dict[str, tuple[Stage, Step]] = {
    "record": (Stage.DRAFT, lambda office, _one: office.bring_to(Stage.DRAFT)),
    "receive": (Stage.DRAFT, way.receive),
    "start checks": (Stage.RECEIVED, way.start_checks),
    "assess": (Stage.ASSESSMENT, way.assess),
    "recommend": (Stage.ASSESSMENT, way.recommend),
    "approve": (Stage.RECOMMENDED, way.approve),
    "decline": (Stage.RECOMMENDED, way.decline),
    "offer": (Stage.APPROVED, way.offer),
    "accept": (Stage.OFFERED, way.accept),
    "withdraw": (Stage.OFFERED, way.withdraw),
    "account": (Stage.ACCEPTED, way.keep_account),
    "approve payment": (Stage.ACCEPTED, way.approve_payment),
    "pay": (Stage.IN_PAYMENT, way.pay),
}


class PowerCutError(Exception):
    """What a test lets happen in the middle of a change."""


@pytest.mark.parametrize("name", list(BEFORE))
def test_a_change_that_breaks_off_before_its_end_leaves_nothing(
    shared_office: Office, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, step = BEFORE[name]
    one = shared_office.bring_to(stage)
    if name == "recommend":
        way.assess(shared_office, one)
    before = everything(shared_office.desk)

    def audit_and_break(self: Work, notes: object) -> None:
        written(self, notes)
        self.session.flush()
        raise PowerCutError

    written: Callable[..., None] = Work.audit_all
    monkeypatch.setattr(Work, "audit_all", audit_and_break)
    with pytest.raises(PowerCutError):
        step(shared_office, one)
    monkeypatch.undo()
    assert everything(shared_office.desk) == before


def test_a_change_without_an_audit_entry_is_undone(office: Office) -> None:
    before = everything(office.desk)
    with (
        pytest.raises(Fault, match="without an audit entry was undone"),
        change(office.desk, office.who("officer"), Permission.RECORD_APPLICATIONS) as work,
    ):
        work.next_number("application CAF 2026")
    assert everything(office.desk) == before


def test_a_stale_version_is_refused_naming_who_and_when(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    seen = office.version(one)
    office.clock.advance(hours=2)
    way.start_checks(office, one)
    with refused_and_untouched(office.desk, Stale) as refused:
        awards.withdraw(office.desk, office.who("officer2"), one, seen, "Why.")
    assert "CAF-2026-0001 was changed by Olive Officer on 1 June 2026 at 11:30" in str(
        refused.value
    )
    assert "Nothing of yours was saved over it" in refused.value.sentence


def test_a_stale_version_names_finance_where_finance_recorded_the_payment(office: Office) -> None:
    one = office.bring_to(Stage.IN_PAYMENT)
    seen = office.version(one)
    office.clock.advance(days=1)
    way.pay(office, one)
    assert office.version(one) > seen
    with pytest.raises(Stale, match="was changed by Fay Finance on 2 June 2026"):
        awards.complete(office.desk, office.who("officer"), one, seen)


def test_a_stale_version_names_whoever_made_the_letter(office: Office) -> None:
    one = office.bring_to(Stage.DECLINED)
    seen = office.version(one)
    office.clock.advance(days=1)
    letters.make_decline_letter(office.desk, office.who("officer2"), one, seen)
    with pytest.raises(Stale, match="was changed by Oscar Second on 2 June 2026"):
        letters.make_decline_letter(office.desk, office.who("officer"), one, seen)


def test_a_form_is_saved_without_a_session(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    one = office.bring_to(Stage.DRAFT)
    record = office.record(one)
    monkeypatch.setattr(search_index, "session_on", lambda _connection: pytest.fail("made"))
    form = replace(record.form, project_title="Another title", summary="Other words.")
    applications.save_changes(office.desk, office.who("officer"), one, record.version, form)
    assert office.record(one).form.project_title == "Another title"


def test_no_service_writes_by_statements_of_its_own() -> None:
    # Such a statement is compiled each time, and the search index would not notice what it writes.
    found = [
        f"{path.name}: {node.module} {name.name}"
        for path in sorted((ROOT / "pccdesk" / "services").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sqlalchemy")
        for name in node.names
        if name.name in {"insert", "update", "delete"}
    ]
    assert found == []


STALE_STEPS = [
    (row_stage, action)
    for row_stage, action in (
        (Stage.DRAFT, "receive"),
        (Stage.RECEIVED, "start_checks"),
        (Stage.ASSESSMENT, "recommend"),
        (Stage.RECOMMENDED, "approve"),
        (Stage.RECOMMENDED, "decline"),
        (Stage.APPROVED, "offer"),
        (Stage.OFFERED, "accept"),
        (Stage.IN_PAYMENT, "complete"),
    )
]


@pytest.mark.parametrize(("stage", "action"), STALE_STEPS)
def test_each_step_is_refused_on_a_version_that_is_not_the_newest(
    shared_office: Office, stage: Stage, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = shared_office.bring_to(stage)
    version = shared_office.version(one)
    monkeypatch.setattr(Office, "version", lambda _office, _one: version - 1)
    step = {key.value: each for key, each in STEPS.items()}[action]
    with refused_and_untouched(shared_office.desk, Stale):
        step(shared_office, one)


def together(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Run two things at the same moment; return what came of each, errors of ours included."""
    gate = Barrier(2)

    def run(one: Callable[[], object]) -> object:
        gate.wait()
        try:
            return one()
        except DeskError as error:
            return error

    with ThreadPoolExecutor(2) as threads:
        return [each.result() for each in [threads.submit(run, first), threads.submit(run, second)]]


def test_two_officers_who_save_different_records_at_once_both_succeed(office: Office) -> None:
    desk, officer = office.desk, office.who("officer")
    forms = [office.form() for _ in range(10)]

    def record(some: list[ApplicationForm]) -> list[int]:
        return [applications.save_new(desk, officer, form) for form in some]

    found = together(lambda: record(forms[:5]), lambda: record(forms[5:]))
    numbers = [one for each in found if isinstance(each, list) for one in each]
    references = sorted(office.record(one).reference for one in numbers)
    assert references == [f"CAF-2026-{number:04}" for number in range(1, 11)]
    assert verify(desk).sound


def test_of_two_who_change_one_record_at_once_one_is_told(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    version, desk = office.version(one), office.desk
    found = together(
        lambda: awards.withdraw(desk, office.who("officer"), one, version, "Why."),
        lambda: awards.withdraw(desk, office.who("officer2"), one, version, "Why."),
    )
    assert sorted(type(each).__name__ for each in found) == ["NoneType", "Stale"]


def test_two_assessors_at_once_never_lose_a_mark(office: Office) -> None:
    one = office.bring_to(Stage.ASSESSMENT, round_code="RRF-2026-1")
    version, marks = office.version(one), way.marks(office, one)
    everybody = [office.who("assessor"), office.who("everything")]

    def submit(place: int) -> None:
        assessments.submit(office.desk, everybody[place], one, version, marks)

    found = together(lambda: submit(0), lambda: submit(1))
    assert sorted(type(each).__name__ for each in found) == ["NoneType", "Stale"]


def test_two_batches_at_once_never_share_a_payment(office: Office) -> None:
    for _ in range(3):
        office.bring_to(Stage.IN_PAYMENT)
    finance = office.who("finance")
    found = together(
        lambda: batches.prepare_batch(office.desk, finance),
        lambda: batches.prepare_batch(office.desk, finance),
    )
    assert sorted(type(each).__name__ for each in found) == ["BatchRow", "Refused"]


def test_a_row_that_is_gone_is_named(office: Office) -> None:
    with (
        pytest.raises(DeskError, match=r"The organisation is not there any more\."),
        change(office.desk, office.who("officer")) as work,
    ):
        work.get(Organisation, 999, "The organisation")
