"""A form is made behind its cover and uncovered from the top, with the window live between."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pccdesk.domain.permissions import Actor
from pccdesk.services.applications import save_new
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Context, Target
from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.opening import read_opening
from pccdesk.ui.jobs import Steps
from pccdesk.ui.pages import application_form_page
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from tests.officer_at_desk import ROUND

pytestmark = pytest.mark.qt_log_ignore(
    "does not support (raise|grabbing the keyboard)", extend=True
)
Opened = Callable[..., ApplicationFormPage]
Filled = Callable[[ApplicationFormPage], None]


@pytest.fixture
def saved(open_form: Opened, fill: Filled, office: Desk, officer: Actor) -> int:
    page = open_form()
    fill(page)
    page.watch.forget()
    page._clean = page.body.typed()
    return save_new(office, officer, page.body.form())


def look_of(body: FormBody) -> list[tuple[str, str, str, bool, bool]]:
    """Return every widget as a screen reader meets it, in the order of the form."""
    return [
        (
            type(each).__name__,
            each.accessibleName(),
            each.accessibleDescription(),
            each.isVisibleTo(body),
            each.isEnabled(),
        )
        for section in body.sections()
        for each in (section, *section.findChildren(QWidget))
        if not each.isWindow()
    ]


def stops_of(body: FormBody) -> list[str]:
    """Return the names of what Tab comes to, in its order."""
    found, each = list[str](), body.nextInFocusChain()
    while each is not None and each is not body:
        if body.isAncestorOf(each) and each.isVisibleTo(body) and each.accessibleName():
            found.append(each.accessibleName())
        each = each.nextInFocusChain()
    return found


def test_a_form_made_in_steps_is_the_same_as_one_made_at_once(
    qtbot: QtBot,
    at_desk: Context,
    saved: int,
    office: Desk,
    officer: Actor,
    idle: Callable[[], None],
) -> None:
    opening = read_opening(office, officer, saved)
    at_once, in_steps = FormBody(at_desk), FormBody(at_desk)
    for each in (at_once, in_steps):
        qtbot.addWidget(each)
    at_once.open(opening, at_desk.desk.clock())
    assert not at_once.isVisible()  # nor has it shown itself as a window
    in_steps.show()
    steps = 0
    for _step in in_steps.open_in_steps(opening, at_desk.desk.clock()):
        assert not any(each.isVisible() for each in in_steps.sections())
        QApplication.processEvents()
        steps += 1
    for _step in in_steps.uncover_in_steps(with_keyboard=True):
        QApplication.processEvents()
        steps += 1
    idle()
    assert in_steps.typed() == at_once.typed()
    assert in_steps.form() == at_once.form()
    assert look_of(in_steps) == look_of(at_once)
    assert stops_of(in_steps) == stops_of(at_once)
    assert steps > 3 * len(in_steps.sections())


def open_half(page: ApplicationFormPage, desk: Desk, actor: Actor, number: int) -> Steps:
    """Open a form up to its contacts; return the steps that are left."""
    page.target = Target("application_form", number)
    page.body.cover()
    steps = page._open(read_opening(desk, actor, number))
    while not page.body.contacts.isVisible():
        next(steps)
    assert page.body.sections()[-1].isHidden()
    return steps


def test_what_is_typed_before_the_last_section_shows_is_kept(
    saved: int, open_form: Opened, office: Desk, officer: Actor, idle: Callable[[], None]
) -> None:
    page = open_form(round_code="")
    left = open_half(page, office, officer, saved)
    name = page.body.contacts.fields["main_contact.name"].control
    name.setFocus()
    QTest.keyClicks(name, "Dr ")
    assert page.holds_unsaved()
    for _step in left:
        QApplication.processEvents()
    idle()
    assert all(each.isVisible() for each in page.body.sections())
    assert page.body.contacts.value("main_contact.name") == "Dr Aisha Patel"
    assert page.body.form().project_title == "Street games"
    assert page.holds_unsaved()
    page._clean = page.body.typed()


def test_going_to_a_section_shows_at_once_what_is_still_covered(
    saved: int, open_form: Opened, office: Desk, officer: Actor, idle: Callable[[], None]
) -> None:
    page = open_form(round_code="")
    left = open_half(page, office, officer, saved)
    page.steps.to_section("money")
    assert all(each.isVisible() for each in page.body.sections())
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.body.money.isAncestorOf(focus)
    assert not list(left)
    idle()
    assert QApplication.focusWidget() is focus
    assert not page.holds_unsaved()


def test_another_form_asked_for_meanwhile_is_the_one_that_shows(
    saved: int, open_form: Opened, idle: Callable[[], None]
) -> None:
    page = open_form(round_code="")
    page.load(Target("application_form", saved))
    page.load(Target("application_form", None, filter=ROUND))
    idle()
    assert page.body.form().project_title == ""
    assert all(each.isVisible() for each in page.body.sections())
    assert not page.holds_unsaved()


def test_a_round_that_is_chosen_is_laid_out_in_steps_with_the_keyboard_left_where_it_was(
    open_form: Opened, idle: Callable[[], None]
) -> None:
    page = open_form(round_code="")
    box = page.body.round.fields["round_code"].control
    box.setFocus()
    page.body.round.choose(ROUND)
    assert page.body.project is not None
    assert not page.body.project.isVisible()
    idle()
    assert all(each.isVisible() for each in page.body.sections())
    assert len(page.body.sections()) > 6
    assert QApplication.focusWidget() is box
    page._clean = page.body.typed()


def test_what_is_asked_of_the_form_while_a_round_is_laid_out_finds_all_of_it(
    open_form: Opened, idle: Callable[[], None]
) -> None:
    page = open_form(round_code="")
    page.body.round.choose(ROUND)
    assert len(page.body.sections()) == 2
    assert page.body.form().round_code == ROUND
    typed = page.body.typed()
    assert set(typed) == {each.code for each in page.body.sections()}
    assert len(typed) > 6
    assert all(each.isVisible() for each in page.body.sections())
    idle()
    assert page.body.typed() == typed
    page._clean = typed


def test_a_form_that_is_read_anew_while_a_round_is_laid_out_takes_no_words_meanwhile(
    open_form: Opened, idle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_form(round_code="")
    arrives, read = Event(), read_opening
    monkeypatch.setattr(
        application_form_page, "read_opening", lambda *asked: arrives.wait(10) and read(*asked)
    )
    page.body.round.choose(ROUND)
    while page.body.contacts.isHidden():  # the first of those that are uncovered one by one
        QApplication.processEvents()
    page.load(Target("application_form"))
    for _ in range(100):
        QApplication.processEvents()
    assert not any(each.isVisible() for each in page.body.sections())
    arrives.set()
    idle()
    assert page.body.form().round_code == ""
    assert all(each.isVisible() for each in page.body.sections())
    assert not page.holds_unsaved()
