from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.domain.permissions import Actor
from pccdesk.queries import applications
from pccdesk.services.desk import Desk
from pccdesk.ui.form import kept_drafts
from pccdesk.ui.form.kept_drafts import drafts_folder
from pccdesk.ui.pages.application_form_page import ApplicationFormPage

Opened = Callable[..., ApplicationFormPage]
Filled = Callable[[ApplicationFormPage], None]
Idle = Callable[[], None]


def kept() -> list[Path]:
    return sorted(drafts_folder().glob("*"))


def test_a_draft_comes_back_after_the_program_was_killed(
    open_form: Opened, fill: Filled, idle: Idle, office: Desk, officer: Actor
) -> None:
    page = open_form()
    fill(page)
    page.body.places.put_typed({"starts_on": "31 Febr"})  # half typed
    page.watch.keep_now()
    page.watch._timer.stop()  # a program that was killed keeps nothing more
    assert page.bar.text() == "Unsaved changes, kept at 10:00"
    typed = page.body.typed()
    page.hide()

    again = open_form()
    assert again.recovery.text() == "Recovered draft from 10:00 on 22 November: Street games"
    assert again.body.form().project_title == ""
    again.recovery.taken.emit()
    idle()
    assert again.body.typed() == typed
    assert again.holds_unsaved()
    again.body.places.put_typed({"starts_on": "4/1/27"})
    again.save()
    idle()
    assert office.read(officer, applications.application, 1).form.project_title == "Street games"
    assert kept() == []


def _typed_beside_a_draft(open_form: Opened, fill: Filled) -> ApplicationFormPage:
    """Return a form with “Fishing” typed, which offers the draft “Street games”."""
    page = open_form()
    fill(page)
    page.watch.keep_now()
    page.watch._timer.stop()
    page.hide()
    again = open_form()
    fill(again)
    assert again.body.project is not None
    again.body.project.put_typed({"project_title": "Fishing"})
    return again


def test_what_was_typed_before_a_draft_is_taken_up_is_offered_in_its_turn(
    open_form: Opened, fill: Filled, idle: Idle
) -> None:
    again = _typed_beside_a_draft(open_form, fill)
    for taken, offered in (("Street games", "Fishing"), ("Fishing", "Street games")):
        again.recovery.taken.emit()
        idle()
        assert again.body.form().project_title == taken
        assert again.recovery.text().endswith(f": {offered}")
    assert len(kept()) == 2


def test_typed_words_stay_where_they_cannot_be_set_aside_for_a_draft(
    open_form: Opened, fill: Filled, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = _typed_beside_a_draft(open_form, fill)

    def full(*_: object) -> None:
        raise EnvironmentFailed("The disk is full.")

    monkeypatch.setattr(kept_drafts, "write_whole", full)
    again.recovery.taken.emit()
    idle()
    assert again.body.form().project_title == "Fishing"
    assert again.bar.text().endswith("The disk is full.")
    assert not again.recovery.isHidden()


def test_a_discarded_draft_is_gone(open_form: Opened, fill: Filled) -> None:
    page = open_form()
    fill(page)
    page.watch.keep_now()
    page.hide()
    again = open_form()
    again.recovery.dropped.emit()
    assert kept() == []
    assert again.recovery.isHidden()
    assert not again.holds_unsaved()


def test_typing_is_kept_within_seconds_for_its_owner_only(
    open_form: Opened, fill: Filled, qtbot: object
) -> None:
    page = open_form()
    assert kept() == []
    fill(page)
    qtbot.waitUntil(lambda: len(kept()) == 1, timeout=6_000)  # type: ignore[attr-defined]  # pytest-qt's
    assert stat.S_IMODE(kept()[0].stat().st_mode) == 0o600


def test_a_new_form_never_writes_over_a_draft_that_was_not_answered_yet(
    open_form: Opened, fill: Filled
) -> None:
    page = open_form()
    fill(page)
    page.watch.keep_now()
    before = kept()[0].read_bytes()
    page.hide()
    again = open_form()
    fill(again)
    again.watch.keep_now()
    assert len(kept()) == 2
    assert before in [path.read_bytes() for path in kept()]


def test_half_a_file_is_no_draft(open_form: Opened, fill: Filled) -> None:
    page = open_form()
    fill(page)
    page.watch.keep_now()
    kept()[0].write_text('{"format": 1, "typed"', encoding="utf-8")
    page.hide()
    assert open_form().recovery.isHidden()


def test_a_folder_that_cannot_be_written_is_told_and_typing_goes_on(
    open_form: Opened, fill: Filled, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x", encoding="utf-8")
    monkeypatch.setattr(kept_drafts, "drafts_folder", lambda: in_the_way / "drafts")
    page = open_form()
    fill(page)
    page.watch.keep_now()
    assert page.bar.text().startswith("Unsaved changes. They cannot be kept as a draft: ")
    assert page.body.form().project_title == "Street games"


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"format": 1, "kept_at": "2026-06-01", "version": 1, "title": "x", "typed": {}}',
        b'{"format": 1, "kept_at": "2026-06-01T09:00Z", "version": 1e999, "title": 1,"typed": {}}',
        b'{"format": 1, "kept_at": [], "version": 1, "title": "x", "typed": {}}',
        b" " * 5_000_000,
    ],
)
def test_a_draft_that_was_tampered_with_is_not_offered(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "draft.json"
    path.write_bytes(content)
    assert kept_drafts.read_draft(path) is None
