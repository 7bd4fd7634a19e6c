"""Removed documents are kept in sight: who took them off, when and why; any can be put back."""

from __future__ import annotations

from pccdesk.domain.applications import Stage
from pccdesk.domain.errors import NotFound, NotPermitted, Refused, Stale
from pccdesk.queries import documents as reads
from pccdesk.queries import undoing
from pccdesk.queries.documents import RemovedDocument
from pccdesk.queries.search import search
from pccdesk.queries.timelines import of_application
from pccdesk.services import documents
from pccdesk.services.undoing import undo
from pccdesk.services.verification import verify
from pccdesk.services.workflow import REASON_LIMIT
from tests import way
from tests.office import Office
from tests.services.untouched import refused_and_untouched


def attached(office: Office, one: int, name: str) -> int:
    """Attach a document of another kind; return its number."""
    words = f"{name} and nothing else".encode()
    documents.attach(
        office.desk, office.who("officer"), one, office.version(one), "other", name, words
    )
    rows = office.desk.read(office.who("officer"), reads.documents, one)
    return next(row.id for row in rows if row.file_name == name)


def remove(office: Office, one: int, number: int, reason: str = "", who: str = "officer") -> None:
    """Take a document off."""
    documents.remove(office.desk, office.who(who), one, office.version(one), number, reason)


def put_back(office: Office, one: int, number: int) -> None:
    """Put a document back."""
    documents.put_back(office.desk, office.who("officer"), one, office.version(one), number)


def removed(office: Office, one: int) -> tuple[RemovedDocument, ...]:
    """Return what is removed."""
    return office.desk.read(office.who("auditor"), reads.removed, one)


def test_what_is_removed_is_listed_with_who_when_and_why_the_last_first(office: Office) -> None:
    one = office.bring_to(Stage.DRAFT)
    first, second = attached(office, one, "wrong.txt"), attached(office, one, "twice.txt")
    remove(office, one, first, " It belongs to\r\nanother club. ", "officer2")
    when = office.clock()
    office.clock.advance(hours=2)
    remove(office, one, second)
    found = removed(office, one)
    assert [(each.file_name, each.removed_by, each.reason) for each in found] == [
        ("twice.txt", "Olive Officer", ""),
        ("wrong.txt", office.who("officer2").full_name, "It belongs to\nanother club."),
    ]
    assert found[1].removed_at == when
    newest = office.desk.read(office.who("officer"), of_application, one)[1]
    assert newest.what == "Removed a document"
    assert "It belongs to" in newest.detail


def test_of_two_that_went_at_one_instant_each_has_its_own_reason(office: Office) -> None:
    one = office.bring_to(Stage.DRAFT)
    for name in ("a.txt", "b.txt"):
        remove(office, one, attached(office, one, name), f"Why {name} went.")
    assert {each.file_name: each.reason for each in removed(office, one)} == {
        "a.txt": "Why a.txt went.",
        "b.txt": "Why b.txt went.",
    }


def test_what_went_by_undoing_says_so_and_by_whom(office: Office) -> None:
    one = office.bring_to(Stage.DRAFT)
    attached(office, one, "oops.txt")
    officer = office.who("officer2")
    last = office.desk.read(officer, undoing.last_change, undoing.APPLICATION, one)
    assert last is not None
    undo(office.desk, officer, undoing.APPLICATION, one, last.sequence)
    [gone] = removed(office, one)
    assert (gone.file_name, gone.removed_by, gone.undone) == ("oops.txt", officer.full_name, True)


def test_one_is_put_back_long_after_and_found_again(office: Office) -> None:
    one, officer = office.bring_to(Stage.DRAFT), office.who("officer")
    number = attached(office, one, "constitution of 1987.txt")
    remove(office, one, number, "It was not asked for.")
    office.clock.advance(days=40)
    attached(office, one, "newer.txt")  # so undoing would reach the removal no more
    put_back(office, one, number)
    assert removed(office, one) == ()
    there = office.desk.read(officer, reads.documents, one)
    assert number in {each.id for each in there}
    assert documents.open_document(office.desk, officer, number).content.startswith(b"constitution")
    assert office.desk.read(officer, of_application, one)[0].what == "Put a document back"
    assert [hit.tab for hit in office.desk.read(officer, search, officer, "1987").hits] == [
        "documents"
    ]
    assert not verify(office.desk).faults


def test_what_is_not_removed_or_belongs_elsewhere_is_not_put_back(office: Office) -> None:
    one, other = office.bring_to(Stage.DRAFT), office.bring_to(Stage.DRAFT)
    number = attached(office, one, "minutes.txt")
    with refused_and_untouched(office.desk, Refused) as refused:
        put_back(office, one, number)
    assert "is attached already" in refused.value.sentence
    remove(office, one, number)
    with refused_and_untouched(office.desk, NotFound):
        put_back(office, other, number)
    seen = office.version(one)
    attached(office, one, "meanwhile.txt")
    with refused_and_untouched(office.desk, Stale):
        documents.put_back(office.desk, office.who("officer"), one, seen, number)
    with refused_and_untouched(office.desk, NotPermitted):
        documents.put_back(office.desk, office.who("auditor"), one, office.version(one), number)


def test_an_endless_reason_is_refused_and_the_document_stays(office: Office) -> None:
    one = office.bring_to(Stage.DRAFT)
    number = attached(office, one, "minutes.txt")
    with refused_and_untouched(office.desk, Refused) as refused:
        remove(office, one, number, "x" * (REASON_LIMIT + 1))
    assert [each.field for each in refused.value.problems] == ["reason"]


def test_what_was_removed_before_assessment_can_be_put_back_after_it(office: Office) -> None:
    one = office.bring_to(Stage.RECEIVED)
    number = attached(office, one, "extra.txt")
    remove(office, one, number)
    way.start_checks(office, one)
    way.settle_criteria(office, one)
    way.pass_checks(office, one)
    put_back(office, one, number)
    assert removed(office, one) == ()
