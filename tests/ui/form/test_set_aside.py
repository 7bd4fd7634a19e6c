"""What was typed for one fund comes back with it after another was looked at."""

from __future__ import annotations

from collections.abc import Callable

from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.pages.application_form_page import ApplicationFormPage
from tests.officer_at_desk import ROUND

Opened = Callable[..., ApplicationFormPage]


def _of_another_fund(body: FormBody) -> str:
    """Return a round whose form asks for other things."""
    assert body.opening is not None
    mine = body.opening.definition_of(body.round.chosen())
    rounds = (each.code for each in body.opening.rounds)
    codes = [each for each in rounds if each[:3] != ROUND[:3]]
    body.round.choose(codes[0])
    assert body.opening.definition_of(body.round.chosen()) != mine
    return codes[0]


def test_answers_come_back_with_the_fund_that_asks_for_them(
    open_form: Opened, idle: Callable[[], None]
) -> None:
    page = open_form()
    body = page.body
    mine = body.questions[0]
    name, field = next(iter(mine.fields.items()))
    mine.put_typed({name: "Fylde"})
    assert body.project is not None
    body.project.put_typed({"who": "Young people"})
    typed = field.control
    assert body.typed()[mine.code][name] == "Fylde"
    _of_another_fund(body)
    idle()
    assert all(each.code != mine.code or name not in each.fields for each in body.questions)
    assert body.typed()[mine.code][name] == "Fylde", "a draft has it"
    assert name not in body.form().answers
    assert body.project.typed()["who"] == "Young people"
    body.round.choose(ROUND)
    idle()
    again = body.section_of(name)
    assert again is not None
    assert again.fields[name].control is not typed
    assert again.typed()[name] == "Fylde"
    again.put_typed({name: ""})
    assert body.typed()[again.code][name] == "", "what is emptied stays so"


def test_a_draft_keeps_what_another_fund_asked_for(
    open_form: Opened, idle: Callable[[], None]
) -> None:
    page = open_form()
    mine = page.body.questions[0]
    name = next(iter(mine.fields))
    mine.put_typed({name: "Fylde"})
    _of_another_fund(page.body)
    idle()
    page.watch.keep_now()
    page.watch._timer.stop()
    page.hide()
    again = open_form(round_code="")
    again.recovery.taken.emit()
    idle()
    again.body.round.choose(ROUND)
    idle()
    section = again.body.section_of(name)
    assert section is not None
    assert section.typed()[name] == "Fylde"
    again.watch.forget()


def test_a_fund_that_was_only_looked_at_leaves_nothing_unsaved(
    open_form: Opened, idle: Callable[[], None]
) -> None:
    page = open_form()
    _of_another_fund(page.body)
    idle()
    page.body.round.choose(ROUND)
    idle()
    assert not page.holds_unsaved()
