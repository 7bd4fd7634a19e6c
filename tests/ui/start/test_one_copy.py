"""One running copy for each database and user."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from pccdesk.ui.start.one_copy import OneCopy


def test_a_second_copy_is_refused_and_calls_the_first_to_the_front(
    qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = OneCopy(tmp_path, "office.sqlite"), OneCopy(tmp_path, "office.sqlite")
    assert first.take()
    assert not second.take()
    first.listen()
    with qtbot.waitSignal(first.knocked):
        assert second.knock()
    first.release()


def test_another_database_may_be_open_beside_it(tmp_path: Path) -> None:
    first, second = OneCopy(tmp_path, "office.sqlite"), OneCopy(tmp_path, "other.sqlite")
    assert first.take()
    assert second.take()
    first.release()
    second.release()


def test_a_copy_that_has_gone_lets_the_next_one_run(tmp_path: Path) -> None:
    first, second = OneCopy(tmp_path, "office.sqlite"), OneCopy(tmp_path, "office.sqlite")
    assert first.take()
    first.release()
    assert second.take()
    second.release()


def test_where_no_lock_can_be_kept_the_program_still_runs(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert OneCopy(tmp_path / "file" / "folder", "office.sqlite").take()
