"""“Save and next”, Next and Previous follow the list that the officer came from."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest

from pccdesk.domain.permissions import Actor
from pccdesk.queries import applications
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from pccdesk.ui.list_order import ListOrder
from pccdesk.ui.pages.application_form_page import ApplicationFormPage

Opened = Callable[..., ApplicationFormPage]
Filled = Callable[[ApplicationFormPage], None]
Idle = Callable[[], None]


@pytest.fixture
def three(open_form: Opened, fill: Filled, idle: Idle) -> None:
    """Record three applications."""
    for number in range(3):
        page = open_form()
        fill(page)
        page.body.applicant.put_typed({"organisation.name": f"Organisation {number}"})
        page.body.applicant.put_typed({"organisation.postcode": f"PR{number + 1} 1AA"})
        page.save()
        idle()


@pytest.mark.usefixtures("three")
def test_save_and_next_goes_on_in_the_lists_order(
    open_form: Opened, idle: Idle, office: Desk, officer: Actor, places: list[Target]
) -> None:
    page = open_form(2, order=ListOrder(array("q", (3, 2, 1))))
    assert "the next one of the list" in page.bar.next.toolTip()
    assert page.body.project is not None
    page.body.project.put_typed({"summary": "Changed on the way."})
    page.save_and_next()
    idle()
    assert office.read(officer, applications.application, 2).form.summary == "Changed on the way."
    assert places[-1] == Target("application_form", 1)
    assert places[-1].order is page.target.order
    page.previous_record()
    assert places[-1] == Target("application_form", 3)
    assert "2 of 3" in page.header.about.text()


@pytest.mark.usefixtures("three")
def test_after_the_last_of_the_list_a_new_one_is_begun(open_form: Opened, idle: Idle) -> None:
    page = open_form(1, order=ListOrder(array("q", (3, 2, 1))))
    assert page.bar.next.isVisible()
    page.save_and_next()
    idle()
    assert page.target.record_id is None
