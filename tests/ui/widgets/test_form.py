from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.money_field import MoneyField
from pccdesk.ui.widgets.text_fields import PostcodeField, WordLimitedText
from tests.ui.conftest import TODAY


def _form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.add("title", "Project title", QLineEdit(), hint="As the letter will say it")
    form.add("amount", "Amount requested", MoneyField())
    form.add_side_by_side(
        ("starts", "First day", DateField(lambda: TODAY)),
        ("ends", "Last day", DateField(lambda: TODAY)),
    )
    form.add("summary", "Summary", WordLimitedText(5), optional=True)
    board = QComboBox()
    for code in ("east", "west"):
        board.addItem(code.title(), code)
    form.add("board", "Board", board)
    form.add("seen", "Accounts", QCheckBox("The accounts were seen"))
    form.show()
    return form


VALUES = {
    "title": "Evenings on Lord Street",
    "amount": Decimal("2500.00"),
    "starts": date(2026, 6, 1),
    "ends": None,
    "summary": "Sport for all",
    "board": "west",
    "seen": True,
}


def test_what_was_set_is_what_is_read(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form.set_values(VALUES)
    assert form.values() == VALUES
    assert not form.is_changed()


def test_typing_changes_the_form_and_typing_back_does_not(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form.set_values(VALUES)
    title = form.control("title")
    QTest.keyClicks(title, "!")
    assert form.is_changed()
    QTest.keyClick(title, Qt.Key.Key_Backspace)
    assert not form.is_changed()


def test_a_problem_stands_beside_its_field_until_mended(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form.show_problems((FieldProblem("title", "Enter the title."),))
    assert form.field("title").problem() == "Enter the title."
    assert form.control("title").accessibleDescription() == "Enter the title."
    form.show_problems(())
    assert form.field("title").problem() == ""
    assert form.control("title").accessibleDescription() == "As the letter will say it"


def test_a_problem_with_one_line_of_a_table_stands_beside_the_table(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form.show_problems((FieldProblem("summary[2].cost", "Enter the cost of line 3."),))
    assert form.field("summary").problem() == "Enter the cost of line 3."


def test_tab_follows_the_paper_form_through_every_field(qtbot: QtBot) -> None:
    form = _form(qtbot)
    form.activateWindow()
    form.focus_field("title")
    passed = []
    for _ in form.names():
        front = form.focusWidget()
        passed.append(front.accessibleName())
        QTest.keyClick(front, Qt.Key.Key_Tab)
    expected = ["Project title", "Amount requested", "First day", "Last day", "Summary", "Board"]
    assert passed == [*expected, "Accounts"]


def test_a_narrow_field_does_not_squeeze_its_hint(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    hint = "The round’s maximum is £2,500, and the least is £250"
    field = form.add("amount", "Amount requested", MoneyField(), hint=hint)
    form.resize(600, 200)
    form.show()
    assert field.width() == 600
    assert field.control.width() < 200


@pytest.mark.parametrize(
    ("typed", "shown", "value"),
    [
        ("2500", "£2,500.00", Decimal(2500)),
        ("£2,500.5", "£2,500.50", Decimal("2500.5")),
        ("", "", None),
        ("-1", "-1", None),
        ("lots", "lots", None),
    ],
)
def test_money_is_shown_in_full_on_leaving_and_never_guessed(
    qtbot: QtBot, typed: str, shown: str, value: Decimal | None
) -> None:
    field = MoneyField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == (shown, value)
    assert bool(field.problem()) == (value is None and bool(typed))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1/4/26", "1 April 2026"),
        ("t", "12 May 2026"),
        ("+7", "19 May 2026"),
        ("31/2/26", "31/2/26"),
    ],
)
def test_a_day_is_shown_in_words_on_leaving(qtbot: QtBot, typed: str, shown: str) -> None:
    field = DateField(lambda: TODAY)
    qtbot.addWidget(field)
    told: list[str] = []
    field.problem_found.connect(lambda sentence, _warning: told.append(sentence))
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == shown
    assert bool(told[-1]) == (shown == typed)


def test_a_postcode_is_spaced_and_checked_with_a_warning(qtbot: QtBot) -> None:
    field = PostcodeField(lambda code: "" if code == "PR1 8XJ" else "Not in Lancashire.")
    qtbot.addWidget(field)
    told: list[tuple[str, bool]] = []
    field.problem_found.connect(lambda *words: told.append(words))
    for typed in ("pr18xj", "m1 1aa"):
        field.clear()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [("", True), ("Not in Lancashire.", True)]
    assert field.value() == "M1 1AA"


def test_words_over_the_limit_are_counted_and_kept(qtbot: QtBot) -> None:
    text = WordLimitedText(3)
    qtbot.addWidget(text)
    text.set_value("one two three four five")
    assert text.value() == "one two three four five"
    assert text.count_shown() == "5 of 3 words: 2 too many"
