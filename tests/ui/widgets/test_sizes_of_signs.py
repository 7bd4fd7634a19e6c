"""Icons grow with the text, wherever they stand, and are drawn for the size they are shown in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QStyle,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pccdesk.ui import icons, theme
from pccdesk.ui.messages import Message, MessageBar
from pccdesk.ui.palettes import Mode, Tone
from pccdesk.ui.widgets.buttons import ButtonKind, icon_button, push_button, show_words
from pccdesk.ui.widgets.empty_state import EmptyState
from pccdesk.ui.widgets.password_field import PasswordField
from pccdesk.ui.widgets.sign import Sign
from pccdesk.ui.widgets.sign_line import SignLine
from pccdesk.ui.widgets.status_badge import StatusBadge

FACTORS = (0.875, 1.25, 1.5, 2.25)


@pytest.fixture(autouse=True)
def usual_text(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, Mode.LIGHT)
    yield
    theme.apply(qapp, Mode.LIGHT)


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    QApplication.processEvents()


@pytest.mark.parametrize("factor", FACTORS)
def test_buttons_have_icons_in_proportion_to_their_words(
    qtbot: QtBot, qapp: QApplication, factor: float
) -> None:
    with_word, alone = push_button("Save", icon="save"), icon_button("x", "Close")
    for each in (with_word, alone):
        shown(qtbot, each)
    usual = [each.iconSize().height() for each in (with_word, alone)]
    theme.apply(qapp, Mode.LIGHT, factor)
    grown = [each.iconSize().height() for each in (with_word, alone)]
    assert grown == [round(size * factor) for size in usual]
    assert with_word.iconSize().width() == grown[0] + round(4 * factor)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_no_icon_is_drawn_in_one_size_and_shown_in_another(
    qapp: QApplication, factor: float, ratio: float
) -> None:
    theme.apply(qapp, Mode.LIGHT, factor)
    scale = theme.scale()
    for size in (scale.arrow, scale.icon, scale.icon_large):
        given = icons.icon("house").pixmap(QSize(size, size), ratio)
        drawn = icons.pixmap("house", theme.colours().muted, size, ratio)
        assert _same(given.toImage(), drawn.toImage())


def test_what_stands_alone_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    empty = EmptyState("inbox", "Nothing yet")
    bar = MessageBar(Message(Tone.WARNING, "Mind this"))
    for each in (empty, bar):
        shown(qtbot, each)
    signs = [*empty.findChildren(Sign), *bar.findChildren(Sign)]
    usual = [sign.pixmap().width() for sign in signs]
    theme.apply(qapp, Mode.LIGHT, 2.25)
    assert [sign.pixmap().width() for sign in signs] == [round(each * 2.25) for each in usual]


def test_menus_and_boxes_follow_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    menu, box, choice = QMenu(), QCheckBox("All"), QComboBox()
    for each in (box, choice):
        shown(qtbot, each)
    qtbot.addWidget(menu)
    metric = QStyle.PixelMetric
    of_parts = ((menu, metric.PM_SmallIconSize), (box, metric.PM_IndicatorWidth))

    def sizes() -> list[int]:
        for each in (menu, box):
            each.ensurePolished()
        return [each.style().pixelMetric(what, None, each) for each, what in of_parts]

    usual = sizes()
    theme.apply(qapp, Mode.LIGHT, 2.0)
    assert sizes() == pytest.approx([2 * each for each in usual], abs=3)


def test_a_badges_dot_grows_with_its_word(qtbot: QtBot, qapp: QApplication) -> None:
    badge = StatusBadge("Paid", Tone.SUCCESS)
    shown(qtbot, badge)

    def beside_the_word() -> int:
        metrics = QFontMetrics(badge.font())
        return badge.sizeHint().width() - metrics.horizontalAdvance("Paid")

    usual = beside_the_word()
    theme.apply(qapp, Mode.LIGHT, 2.0)
    assert beside_the_word() == usual + 6 + 6  # the dot, and the gap after it


def test_buttons_in_a_line_grow_and_leave_the_words_their_room(
    qtbot: QtBot, qapp: QApplication
) -> None:
    line = SignLine()
    line.put_sign_before("search")
    line.offer_emptying()
    line.resize(300, 40)
    shown(qtbot, line)
    [button] = line.findChildren(QToolButton)
    assert not button.isVisible()
    QTest.keyClicks(line, "football")
    assert button.isVisible()
    for factor in (1.0, 2.25):
        theme.apply(qapp, Mode.LIGHT, factor)
        line.resize(300, 80)
        sign = line.findChild(QLabel)
        assert isinstance(sign, QLabel)
        words = line.cursorRect()
        margins = line.textMargins()
        assert line.rect().contains(button.geometry())
        assert sign.geometry().right() <= margins.left() + 14
        assert words.left() < button.x()
        assert margins.right() >= round(16 * factor)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (line.text(), button.isVisible(), line.hasFocus()) == ("", False, True)


def test_the_eye_shows_a_password_and_hides_it_again(qtbot: QtBot) -> None:
    line = PasswordField()
    shown(qtbot, line)
    line.set_value("three words that stay")
    [eye] = line.findChildren(QToolButton)
    seen = []
    for _ in range(2):
        QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
        seen.append((line.echoMode(), eye.accessibleName()))
    echo = QLineEdit.EchoMode
    assert seen == [(echo.Normal, "Hide the password"), (echo.Password, "Show the password")]


def _same(one: QImage, other: QImage) -> bool:
    return one.convertToFormat(QImage.Format.Format_ARGB32) == other.convertToFormat(
        QImage.Format.Format_ARGB32
    )


@pytest.mark.parametrize(("kind", "ends"), [("secondary", (0, 4)), ("chip", (4, 0))])
def test_the_air_of_an_icon_lies_towards_its_word(
    qtbot: QtBot, kind: ButtonKind, ends: tuple[int, int]
) -> None:
    button = push_button("Stage: Received", kind=kind, icon="circle")
    shown(qtbot, button)
    picture = button.icon().pixmap(button.iconSize(), 1.0).toImage()
    drawn = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y).alpha() for y in range(picture.height()))
    ]
    left, right = drawn[0], picture.width() - 1 - drawn[-1]
    assert left - right == ends[0] - ends[1]


@pytest.mark.parametrize("ratio", [1.25, 1.5, 1.75])
def test_icons_are_drawn_for_the_scaling_of_the_screens_there_are(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, ratio: float
) -> None:
    theme.apply(qapp, Mode.LIGHT)
    monkeypatch.setattr(icons, "_ratios", lambda: (ratio,))
    given = icons.icon("house").pixmap(QSize(20, 20), ratio).toImage()
    drawn = icons.pixmap("house", theme.colours().muted, 20, ratio).toImage()
    assert given.width() == round(20 * ratio)
    assert _same(given, drawn)


def test_an_icon_that_lost_its_word_stands_in_the_middle(qtbot: QtBot) -> None:
    button = push_button("Print …", icon="printer")
    shown(qtbot, button)
    with_word = button.iconSize()
    show_words(button, "")
    assert button.iconSize().width() == button.iconSize().height() == with_word.height()
    show_words(button, "Print …")
    assert (button.iconSize(), button.text()) == (with_word, "Print …")
