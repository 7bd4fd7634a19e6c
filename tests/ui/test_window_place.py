"""Where a window comes back to, for each arrangement of screens."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pccdesk.ui import window_place
from pccdesk.ui.window_place import fitted, keep_place, restore_place
from pccdesk.ui.window_settings import WindowSettings

SMALL = QRect(0, 0, 1366, 728)
RIGHT = QRect(1366, 0, 1920, 1040)


def test_a_window_that_fits_stays_where_it_is() -> None:
    assert fitted(QRect(1500, 100, 1200, 800), [SMALL, RIGHT]) == QRect(1500, 100, 1200, 800)


def test_a_window_whose_screen_is_gone_comes_back_wholly_visible() -> None:
    placed = fitted(QRect(1500, 100, 1200, 800), [SMALL])
    assert SMALL.contains(placed)
    assert placed.width() == 1200


@pytest.mark.parametrize("corner", [(-500, -300), (1300, 700), (0, 0), (90_000, 90_000)])
def test_a_window_larger_than_its_screen_is_made_to_fit(corner: tuple[int, int]) -> None:
    placed = fitted(QRect(QPoint(*corner), QSize(3000, 2000)), [SMALL])
    assert SMALL.contains(placed)
    assert placed.top() >= 40  # the desktop's title bar is on the screen too


def test_without_a_screen_nothing_is_changed() -> None:
    assert fitted(QRect(1, 2, 300, 400), []) == QRect(1, 2, 300, 400)


def test_each_arrangement_of_screens_and_each_kind_of_window_has_its_own_place(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(window_place, "_screens", lambda: [SMALL, RIGHT])

    def stood(screens: str, kind: str) -> tuple[int, int, int, int]:
        monkeypatch.setattr(window_place, "arrangement", lambda: screens)
        restore_place(window, settings, kind, QSize(640, 480), [])
        at = window.geometry()
        return at.x(), at.y(), at.width(), at.height()

    monkeypatch.setattr(window_place, "arrangement", lambda: "two screens")
    window.setGeometry(1500, 100, 1200, 800)
    keep_place(window, settings, "main")
    assert stood("one screen", "main")[2:] == (640, 480)
    assert stood("two screens", "apart")[2:] == (640, 480)
    assert stood("two screens", "main") == (1500, 100, 1200, 800)


def test_what_is_damaged_counts_as_nothing_kept(qtbot: QtBot, tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    settings.keep(f"place/main/{window_place.arrangement()}", ["x", None, 3])
    window = QWidget()
    qtbot.addWidget(window)
    restore_place(window, settings, "main", QSize(320, 240), [])
    assert window.size() == QSize(320, 240)


def test_a_new_window_steps_aside_from_one_that_stands_there(qtbot: QtBot, tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(40, 60, 300, 200)
    keep_place(window, settings, "apart")
    restore_place(window, settings, "apart", QSize(300, 200), [QPoint(40, 60)])
    assert window.geometry().topLeft() == QPoint(72, 92)
