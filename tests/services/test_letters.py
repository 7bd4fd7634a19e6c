"""Letters are kept to the byte, with their wording's version, and made again without loss."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import format_date
from pccdesk.domain.errors import (
    Cancelled,
    EnvironmentFailed,
    Fault,
    NotFound,
    NotPermitted,
    Refused,
)
from pccdesk.models.offices import AuditEntry
from pccdesk.queries.decisions import award
from pccdesk.queries.letters import LetterRow, letters_of, pending
from pccdesk.services import letters
from pccdesk.services.verification import verify
from tests.office import Office
from tests.services.untouched import everything, refused_and_untouched
from tests.way import AMOUNT


def make(office: Office, one: int) -> LetterRow:
    """Make an application's award letter."""
    officer = office.who("officer")
    return letters.issue_award_letter(office.desk, officer, one, office.version(one))


def text_of(content: bytes) -> str:
    """Return the words of a PDF."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_exact_bytes_are_kept_with_hash_and_version_of_the_wording(office: Office) -> None:
    one = office.bring_to(Stage.APPROVED)
    row = make(office, one)
    content = letters.read_letter(office.desk, office.who("auditor"), row.id)
    assert hashlib.sha256(content).hexdigest() == row.sha256
    assert len(content) == row.size
    assert (row.template, row.template_version, row.kind) == ("award", 1, "award")
    assert row.file_name == "CAF-2026-0001 award letter.pdf"
    assert office.stage(one) is Stage.OFFERED
    said = text_of(content)
    for words in ("CAF-2026-0001", "£2,400", "two thousand four hundred pounds", "Jo Bloggs"):
        assert words in said
    assert AMOUNT == 2400


def test_a_letter_made_again_takes_the_place_of_the_first_which_stays(office: Office) -> None:
    one = office.bring_to(Stage.OFFERED)
    office.clock.advance(days=1)
    second = make(office, one)
    rows = office.desk.read(office.who("officer"), letters_of, one)
    assert [row.current for row in rows] == [True, False]
    assert rows[0].id == second.id
    assert rows[0].sha256 != rows[1].sha256  # it has another date
    assert letters.read_letter(office.desk, office.who("officer"), rows[1].id)
    assert [each.current for each in rows] == [True, False]
    assert office.stage(one) is Stage.OFFERED


def test_the_time_to_accept_runs_from_the_first_letter(office: Office) -> None:
    one, officer = office.bring_to(Stage.APPROVED), office.who("officer")
    office.clock.advance(days=40)  # longer than the round gives
    until = office.desk.today() + timedelta(days=28)
    shown = letters.preview(office.desk, officer, one, "award")
    first = make(office, one)
    for content in (shown, letters.read_letter(office.desk, officer, first.id)):
        assert f"Accept by {format_date(until)}" in text_of(content)
    office.clock.advance(days=10)
    second = make(office, one)  # a copy gives no more time
    assert format_date(until) in text_of(letters.read_letter(office.desk, officer, second.id))
    kept = office.desk.read(officer, award, one)
    assert kept is not None
    assert kept.accept_by == until


def test_a_preview_is_marked_and_keeps_nothing(office: Office) -> None:
    one = office.bring_to(Stage.APPROVED)
    before = everything(office.desk)
    content = letters.preview(office.desk, office.who("officer"), one, "award")
    assert content.startswith(b"%PDF-")
    assert "preview" in text_of(content).lower()
    assert everything(office.desk) == before


def test_a_letter_that_cannot_be_drawn_leaves_the_decision_standing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = office.bring_to(Stage.APPROVED)
    before = everything(office.desk)

    def break_down(_letter: object) -> bytes:
        raise Fault("The letter could not be drawn.")

    with monkeypatch.context() as patch:
        patch.setattr("pccdesk.papers.award_letter.draw_award_letter", break_down)
        with pytest.raises(Fault):
            make(office, one)
        found = letters.make_pending(office.desk, office.who("officer"))
    assert found.made == ()
    assert found.skipped == (("CAF-2026-0001", "The letter could not be drawn."),)
    assert everything(office.desk) == before
    assert office.stage(one) is Stage.APPROVED
    assert make(office, one).current


def test_every_waiting_letter_is_made_once_with_progress(office: Office) -> None:
    approved, declined = office.bring_to(Stage.APPROVED), office.bring_to(Stage.DECLINED)
    assert len(office.desk.read(office.who("officer"), pending)) == 2
    seen: list[tuple[int, int]] = []
    found = letters.make_pending(
        office.desk, office.who("officer"), lambda done, total: seen.append((done, total))
    )
    assert [(each.application_id, each.kind) for each in found.made] == [
        (approved, "award"),
        (declined, "decline"),
    ]
    assert seen == [(0, 2), (1, 2), (2, 2)]
    assert office.desk.read(office.who("officer"), pending) == ()
    assert letters.make_pending(office.desk, office.who("officer")).made == ()
    assert verify(office.desk).letters == 2


def test_cancelled_in_the_middle_the_letters_made_stand_and_are_told(office: Office) -> None:
    first, _second = office.bring_to(Stage.APPROVED), office.bring_to(Stage.APPROVED)

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise Cancelled("stopped")

    found = letters.make_pending(office.desk, office.who("officer"), stop)
    assert ([each.application_id for each in found.made], found.left) == ([first], 1)
    assert len(office.desk.read(office.who("officer"), pending)) == 1


def test_only_the_letters_that_were_chosen_are_made(office: Office) -> None:
    _first, second = office.bring_to(Stage.APPROVED), office.bring_to(Stage.APPROVED)
    found = letters.make_pending(office.desk, office.who("officer"), only=(second,))
    assert [each.application_id for each in found.made] == [second]


def test_several_letters_stand_in_one_file_in_the_order_given(office: Office) -> None:
    rows = [make(office, office.bring_to(Stage.APPROVED)) for _ in range(3)]
    order = (rows[2].id, rows[0].id, rows[1].id)
    joined = letters.letters_in_one_file(office.desk, office.who("officer"), order)
    reader = PdfReader(io.BytesIO(joined))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == ["CAF-2026-0003", "CAF-2026-0001", "CAF-2026-0002"]
    kept = [letters.read_letter(office.desk, office.who("officer"), each) for each in order]
    alone = [len(PdfReader(io.BytesIO(each)).pages) for each in kept]
    assert len(reader.pages) == sum(alone)
    assert "CAF-2026-0003" in reader.pages[0].extract_text()


def test_no_letters_make_no_file(shared_office: Office) -> None:
    with pytest.raises(Refused, match="Choose at least one letter"):
        letters.letters_in_one_file(shared_office.desk, shared_office.who("officer"), ())
    with pytest.raises(NotFound, match="letter is not there"):
        letters.letters_in_one_file(shared_office.desk, shared_office.who("officer"), (999,))


def test_printing_is_counted_and_the_second_time_is_a_reprint(office: Office) -> None:
    one = office.bring_to(Stage.OFFERED)
    (row,) = office.desk.read(office.who("officer"), letters_of, one)
    for _ in range(2):
        letters.record_printing(office.desk, office.who("officer"), (row.id,))
    assert office.desk.read(office.who("officer"), letters_of, one)[0].printed_count == 2
    with office.desk.database.reading() as connection:
        query = select(AuditEntry.action).order_by(AuditEntry.sequence.desc()).limit(2)
        assert connection.scalars(query).all() == ["letter.reprint", "letter.print"]


@pytest.mark.parametrize("stage", [Stage.RECEIVED, Stage.RECOMMENDED, Stage.DECLINED])
def test_no_award_letter_without_an_award(shared_office: Office, stage: Stage) -> None:
    one = shared_office.bring_to(stage)
    with refused_and_untouched(shared_office.desk):
        make(shared_office, one)


def test_no_decline_letter_for_an_award(shared_office: Office) -> None:
    one = shared_office.bring_to(Stage.APPROVED)
    officer, version = shared_office.who("officer"), shared_office.version(one)
    with refused_and_untouched(shared_office.desk):
        letters.make_decline_letter(shared_office.desk, officer, one, version)


@pytest.mark.parametrize("username", ["assessor", "commissioner", "finance", "auditor"])
def test_only_officers_issue_letters(shared_office: Office, username: str) -> None:
    one = shared_office.bring_to(Stage.APPROVED)
    who, version = shared_office.who(username), shared_office.version(one)
    with refused_and_untouched(shared_office.desk, NotPermitted):
        letters.issue_award_letter(shared_office.desk, who, one, version)
    with pytest.raises(NotPermitted):
        letters.make_pending(shared_office.desk, who)


def reprint_marks(content: bytes) -> list[bool]:
    pages = PdfReader(io.BytesIO(content)).pages
    return ["Reprint" in page.extract_text() for page in pages]


def test_the_first_copy_of_a_letter_is_the_kept_one_to_the_byte(office: Office) -> None:
    row = make(office, office.bring_to(Stage.APPROVED))
    officer = office.who("officer")
    copy = letters.copy_to_print(office.desk, officer, (row.id,))
    assert copy.content == letters.read_letter(office.desk, officer, row.id)
    assert copy.reprints == 0


def test_a_second_copy_is_marked_and_the_kept_letter_is_not(office: Office) -> None:
    row = make(office, office.bring_to(Stage.APPROVED))
    officer = office.who("officer")
    kept = letters.read_letter(office.desk, officer, row.id)
    letters.record_printing(office.desk, officer, (row.id,))
    copy = letters.copy_to_print(office.desk, officer, (row.id,))
    assert copy.reprints == 1
    assert all(reprint_marks(copy.content))
    assert letters.read_letter(office.desk, officer, row.id) == kept
    assert not any(reprint_marks(kept))
    assert verify(office.desk).letters == 1


def test_in_one_file_only_the_reprints_are_marked(office: Office) -> None:
    first, second = (make(office, office.bring_to(Stage.APPROVED)) for _ in range(2))
    officer = office.who("officer")
    letters.record_printing(office.desk, officer, (second.id,))
    copy = letters.copy_to_print(office.desk, officer, (first.id, second.id))
    marks = reprint_marks(copy.content)
    assert (copy.reprints, marks[0], marks[-1]) == (1, False, True)


def test_a_copy_of_no_letters_is_refused(shared_office: Office) -> None:
    with pytest.raises(Refused, match="Choose at least one letter"):
        letters.copy_to_print(shared_office.desk, shared_office.who("officer"), ())


def test_a_copy_is_saved_with_its_entry_or_not_at_all(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, officer = make(office, office.bring_to(Stage.APPROVED)), office.who("officer")
    before = everything(office.desk)
    with pytest.raises(EnvironmentFailed, match="cannot be written"):
        letters.save_copy(office.desk, officer, (row.id,), tmp_path / "no folder" / "copy.pdf")

    def busy(*_: object) -> None:
        raise EnvironmentFailed("The office is busy.")

    folder = tmp_path / "copies"
    folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(letters, "record_printing", busy)
        with pytest.raises(EnvironmentFailed, match="busy"):
            letters.save_copy(office.desk, officer, (row.id,), folder / "copy.pdf")
    assert not list(folder.iterdir())
    assert everything(office.desk) == before
    letters.save_copy(office.desk, officer, (row.id,), folder / "copy.pdf")
    assert (folder / "copy.pdf").read_bytes() == letters.read_letter(office.desk, officer, row.id)
    letters.save_copy(office.desk, officer, (row.id,), folder / "again.pdf")
    assert letters.REPRINT in text_of((folder / "again.pdf").read_bytes())
