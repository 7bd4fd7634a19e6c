"""What was saved over an application can be undone from the message that says so."""

from __future__ import annotations

from collections.abc import Callable

from pccdesk.domain.permissions import Actor
from pccdesk.queries import applications
from pccdesk.services.desk import Desk
from pccdesk.ui.messages import Message
from pccdesk.ui.pages.application_form_page import ApplicationFormPage


def test_a_saved_change_is_undone_and_the_form_shows_what_stands_again(
    open_form: Callable[..., ApplicationFormPage],
    fill: Callable[[ApplicationFormPage], None],
    idle: Callable[[], None],
    office: Desk,
    officer: Actor,
    messages: list[Message],
) -> None:
    page = open_form()
    fill(page)
    page.save()
    idle()
    number = page.target.record_id
    assert number is not None
    assert messages[-1].action_text == "Open it"
    page = open_form(number)
    assert page.body.project is not None
    before = page.body.project.typed()["project_title"]
    page.body.project.put_typed({"project_title": "Written over"})
    page.save()
    idle()
    assert messages[-1].action_text == "Undo"
    undo = messages[-1].action
    assert undo is not None
    undo()
    idle()
    assert office.read(officer, applications.application, number).form.project_title == before
    assert page.body.project is not None
    assert page.body.project.typed()["project_title"] == before
    page.body.project.put_typed({"project_title": "And once more"})
    page.save()
    idle()
    kept = office.read(officer, applications.application, number).form.project_title
    assert kept == "And once more"
