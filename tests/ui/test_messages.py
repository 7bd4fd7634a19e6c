from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.domain.errors import EnvironmentFailed, FieldProblem, Refused
from pccdesk.ui.messages import ErrorSummary, MessageArea, MessageBar, Messages
from pccdesk.ui.palettes import Tone


def area(qtbot: QtBot) -> tuple[Messages, MessageArea]:
    messages = Messages()
    shown = MessageArea(messages)
    qtbot.addWidget(shown)
    return messages, shown


def test_three_messages_show_and_the_oldest_gives_way(qtbot: QtBot) -> None:
    messages, shown = area(qtbot)
    for number in range(5):
        messages.success(f"Letter {number} was made.")
    assert shown.texts() == [f"Letter {number} was made." for number in (2, 3, 4)]


def test_the_same_sentence_is_not_shown_twice(qtbot: QtBot) -> None:
    messages, shown = area(qtbot)
    for _ in range(3):
        messages.error("The disk is full.")
    assert shown.texts() == ["The disk is full."]


def test_closing_the_last_message_gives_its_room_back(qtbot: QtBot) -> None:
    messages, shown = area(qtbot)
    messages.information("Copied 3 rows.")
    assert not shown.isHidden()
    shown.findChildren(QToolButton)[0].click()
    assert shown.texts() == []
    assert shown.isHidden()


def test_a_refusal_warns_and_a_failure_is_an_error(qtbot: QtBot) -> None:
    messages, shown = area(qtbot)
    messages.tell(Refused("Enter a date."))
    messages.tell(EnvironmentFailed("The disk is full. Nothing was lost."))
    tones = [bar.message.tone for bar in shown.findChildren(MessageBar)]
    assert set(tones) == {Tone.WARNING, Tone.ERROR}


def test_a_message_is_never_read_as_markup(qtbot: QtBot) -> None:
    messages, shown = area(qtbot)
    messages.success("<b>Kirkham & Wesham</b> was recorded.")
    assert shown.texts() == ["<b>Kirkham & Wesham</b> was recorded."]
    (bar,) = shown.findChildren(MessageBar)
    assert bar.accessibleName() == "Success: <b>Kirkham & Wesham</b> was recorded."


def test_each_line_of_the_summary_jumps_to_its_field(qtbot: QtBot) -> None:
    summary = ErrorSummary()
    qtbot.addWidget(summary)
    summary.show()
    summary.show_problems(
        (
            FieldProblem("title", "Enter the project’s title."),
            FieldProblem("reserves", "The reserves are high.", warning=True),
        )
    )
    lines = summary.findChildren(QPushButton)
    assert [line.text() for line in lines] == ["Enter the project’s title."]
    with qtbot.waitSignal(summary.jumped) as jumped:
        QTest.mouseClick(lines[0], Qt.MouseButton.LeftButton)
    assert jumped.args == ["title"]


def test_tab_goes_from_the_summary_by_its_lines_to_the_field_below(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    summary, field, button = ErrorSummary(), QLineEdit(), QPushButton("Save")
    for each in (summary, field, button):
        column.addWidget(each)
    qtbot.addWidget(page)
    page.show()
    for sentences in (("Enter a date.",), ("Enter a title.", "Enter a sum.")):
        summary.show_problems(tuple(FieldProblem("any", each) for each in sentences))
        qtbot.waitUntil(lambda: all(each.isVisible() for each in summary.findChildren(QPushButton)))
        passed = []
        for _ in range(len(sentences) + 1):
            QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
            passed.append(page.focusWidget())
        assert [each.text() for each in passed[:-1]] == list(sentences)  # type: ignore[attr-defined] # buttons
        assert passed[-1] is field


def test_warnings_alone_show_no_summary(qtbot: QtBot) -> None:
    summary = ErrorSummary()
    qtbot.addWidget(summary)
    summary.show_problems((FieldProblem("reserves", "The reserves are high.", warning=True),))
    assert summary.isHidden()
