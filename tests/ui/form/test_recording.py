from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.domain.applications import Stage
from pccdesk.domain.definitions import QuestionKind
from pccdesk.domain.permissions import Actor
from pccdesk.queries import applications, documents
from pccdesk.services.applications import save_new
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from pccdesk.ui.dialogs.unsaved_dialog import Answer
from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.section_list import Standing
from pccdesk.ui.form.typed import put_back
from pccdesk.ui.messages import Message
from pccdesk.ui.pages import application_form_page
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from tests.officer_at_desk import ROUND

Opened = Callable[..., ApplicationFormPage]
Filled = Callable[[ApplicationFormPage], None]
Idle = Callable[[], None]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def write(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def tab_to(control: QWidget) -> None:
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is control or (focus is not None and control.isAncestorOf(focus)):
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not come to {control.accessibleName()}")


def write_fixed_fields(body: FormBody) -> None:
    typed = {
        "main_contact.name": "Jo Bloggs",
        "main_contact.email": "jo@example.org",
        "project_title": "Friday football",
        "summary": "Football on Fridays.",
        "what": "Twelve evenings.",
        "starts_on": "4/1/27",
        "ends_on": "31/3/27",
        "districts": " ",
        "priorities": " ",
        "amount_requested": "1200",
        "total_cost": "1500",
        "reserves": "0",
    }
    for section in body.sections():
        for name, field in section.fields.items():
            if name in typed:
                tab_to(field.control)
                write(typed[name])


def answer_questions(body: FormBody) -> None:
    definition = body.definition()
    assert definition is not None
    for question in definition.questions:
        field = body.section_of(f"answers.{question.code}").fields[f"answers.{question.code}"]  # type: ignore[union-attr]  # it is there
        tab_to(field.control)
        match question.kind:
            case QuestionKind.CHOICE:
                press(Qt.Key.Key_Down)
            case QuestionKind.YES_NO | QuestionKind.CHOICES:
                press(Qt.Key.Key_Space)
            case QuestionKind.NUMBER:
                write("12")
            case _:
                write("Some words")


@pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard)", extend=True)
def test_an_application_is_recorded_and_received_by_keyboard_alone(
    open_form: Opened, idle: Idle, qtbot: QtBot, office: Desk, officer: Actor, places: list[Target]
) -> None:
    page = open_form(round_code="")
    body = page.body
    qtbot.waitUntil(lambda: QApplication.focusWidget() is body.round._box)
    while body.round._box.currentData() != ROUND:
        press(Qt.Key.Key_Down)
    idle()
    assert body.round.chosen().code == ROUND  # type: ignore[union-attr]  # a failure says enough

    tab_to(body.applicant._search)
    write("fylde")
    qtbot.waitUntil(lambda: bool(body.applicant._suggestions.words()))
    idle()
    assert body.applicant._suggestions.words()[0].startswith("Fylde Street Football · St Annes")
    popup = body.applicant._suggestions._completer.popup()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    idle()
    assert body.applicant.organisation_id() == 1

    write_fixed_fields(body)
    answer_questions(body)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()

    assert [each.field for each in page.checking.problems(to_receive=True)] == []
    assert places == [Target("application", 1)]
    record = office.read(officer, applications.application, 1)
    assert record.stage is Stage.RECEIVED
    assert record.form.project_title == "Friday football"
    assert record.form.amount_requested == Decimal(1200)
    assert not page.holds_unsaved()


def test_every_problem_stands_in_the_summary_and_beside_its_field(
    open_form: Opened, idle: Idle
) -> None:
    page = open_form()
    page.save_and_receive()
    idle()
    problems = [each for each in page.checking.problems(to_receive=True) if not each.warning]
    lines = [each.text() for each in page.summary.findChildren(QPushButton) if each.isVisible()]
    assert lines == [each.sentence for each in problems]
    assert len(problems) > 15
    assert page.summary.hasFocus()
    for each in problems:
        section = page.body.section_of(each.field)
        assert section is not None, each
        assert each.sentence in section.field_of(each.field).problem()  # type: ignore[union-attr]  # just found
        page.steps.to_field(each.field)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert section.isAncestorOf(focus), each


def test_a_mended_field_loses_its_sentence_while_typing(open_form: Opened, idle: Idle) -> None:
    page = open_form()
    page.save()
    title = page.body.section_of("project_title").fields["project_title"]  # type: ignore[union-attr]  # it is there
    assert title.problem() == "Enter the project’s title."
    put_back(title.control, "Street games")
    idle()
    assert title.problem() == ""


def test_a_draft_needs_no_more_than_applicant_and_title(
    open_form: Opened, idle: Idle, office: Desk, officer: Actor, messages: list[Message]
) -> None:
    page = open_form()
    page.body.applicant.add_new()
    page.body.applicant.put_typed({"organisation.name": "Ribbleton Residents"})
    page.body.project.put_typed({"project_title": "Street games"})  # type: ignore[union-attr]  # laid out
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    page.save()
    idle()
    record = office.read(officer, applications.application, 1)
    assert record.stage is Stage.DRAFT
    assert messages[-1].text == f"{record.reference} is saved."
    page.body.project.put_typed({"summary": "More of it."})  # type: ignore[union-attr]  # laid out
    page.save()
    idle()
    assert office.read(officer, applications.application, 1).form.summary == "More of it."


def test_save_and_next_begins_in_the_same_round(
    open_form: Opened, fill: Filled, idle: Idle, office: Desk, officer: Actor
) -> None:
    page = open_form()
    fill(page)
    page.save_and_next()
    idle()
    assert office.read(officer, applications.application, 1).form.project_title == "Street games"
    assert page.target.record_id is None
    assert page.body.round.chosen().code == ROUND  # type: ignore[union-attr]  # a failure says enough
    assert page.body.form().project_title == ""
    assert page.body.applicant.organisation_id() is None
    assert page.body.money.budget() == ()
    assert not page.holds_unsaved()


def test_the_section_list_counts_what_is_to_be_completed(open_form: Opened, fill: Filled) -> None:
    page = open_form()
    states = {each.code: each for each in page.sections.states()}
    assert states["round"].words == "Complete"
    assert states["money"].words == "3 to complete"
    fill(page)
    states = {each.code: each for each in page.sections.states()}
    assert {code for code, each in states.items() if each.standing is Standing.TO_DO} == {
        "documents"
    }


def test_sums_that_disagree_warn_and_are_let_through(
    open_form: Opened, fill: Filled, idle: Idle, office: Desk, officer: Actor
) -> None:
    page = open_form()
    fill(page)
    money = page.body.money
    money.put_typed({"amount_requested": "2600", "total_cost": "2600"})
    idle()
    assert money.fields["amount_requested"].problem() == "The round gives at most £2,500."
    assert "The budget adds up to £1,500" in money.fields["budget"].problem()
    page.save_and_receive()
    idle()
    assert office.read(officer, applications.application, 1).stage is Stage.RECEIVED


def test_chosen_files_are_attached_after_saving_and_a_bad_one_is_told(
    open_form: Opened,
    fill: Filled,
    idle: Idle,
    office: Desk,
    officer: Actor,
    messages: list[Message],
    tmp_path: Path,
) -> None:
    good, bad = tmp_path / "rules.pdf", tmp_path / "accounts.pdf"
    good.write_bytes(b"%PDF-1.4 rules")
    bad.write_bytes(b"no such thing")
    page = open_form()
    fill(page)
    assert page.body.documents is not None
    page.body.documents.choose("constitution", str(good))
    page.body.documents.choose("accounts", str(bad))
    page.save()
    idle()
    kept = office.read(officer, documents.documents, 1)
    assert [(each.kind, each.file_name) for each in kept] == [("constitution", "rules.pdf")]
    assert "is not what its name says" in messages[-1].text
    assert [code for code, _path in page.body.documents.files()] == ["accounts"]


def test_leaving_asks_only_when_something_changed(
    open_form: Opened,
    fill: Filled,
    office: Desk,
    officer: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Answer] = []
    answers = [Answer.CANCEL, Answer.SAVE, Answer.DISCARD]

    def answer(*_: object) -> Answer:
        asked.append(answers[len(asked)])
        return asked[-1]

    monkeypatch.setattr(application_form_page, "ask_unsaved", answer)
    page = open_form()
    assert page.can_leave()
    assert asked == []
    fill(page)
    assert not page.can_leave()
    assert page.body.form().project_title == "Street games"
    assert page.can_leave()
    assert office.read(officer, applications.application, 1).form.project_title == "Street games"
    page.body.project.put_typed({"summary": "Another."})  # type: ignore[union-attr]  # laid out
    assert page.can_leave()
    assert asked == [Answer.CANCEL, Answer.SAVE, Answer.DISCARD]


def test_escape_loses_no_text(open_form: Opened, fill: Filled) -> None:
    page = open_form()
    fill(page)
    before = page.body.typed()
    for section in page.body.sections():
        for field in section.fields.values():
            QTest.keyClick(field.control, Qt.Key.Key_Escape)
    assert page.body.typed() == before
    assert page.isVisible()


def test_a_changed_record_shows_what_was_written_and_saves_it_unchanged(
    open_form: Opened, fill: Filled, office: Desk, officer: Actor
) -> None:
    page = open_form()
    fill(page)
    number = save_new(office, officer, page.body.form())
    page._clean = page.body.typed()
    again = open_form(number)
    written = office.read(officer, applications.application, number).form
    assert again.body.form() == written
    assert not again.holds_unsaved()
    assert not again.body.round._box.isEnabled()


def test_free_text_is_told_not_to_name_people(open_form: Opened) -> None:
    page = open_form()
    for section in page.body.sections():
        if section.findChildren(QPlainTextEdit) and section.code != "applicant":
            names = [each.accessibleName() for each in section.findChildren(QWidget)]
            assert any("Name no offender, victim or service user" in each for each in names)
