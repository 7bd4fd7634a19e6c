"""Views of lists: whose they are, who may change them, what a list opens with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pccdesk.domain.errors import NotPermitted, Refused, Stale
from pccdesk.domain.permissions import Actor
from pccdesk.domain.views import ChosenValue, ViewColumn, ViewContent, ViewSort, fitted
from pccdesk.queries import views as view_queries
from pccdesk.queries.lists import APPLICATIONS
from pccdesk.services import views
from tests.office import Office
from tests.ui.pages.desk_window import actor_called

CONTENT = ViewContent(
    "café",
    (ChosenValue("stage", "received", "Received"), ChosenValue("year", 2026, "2026/27")),
    (ViewColumn("reference", 142), ViewColumn("fund", 180, shown=False)),
    (ViewSort("received", descending=True),),
)
LIST = "applications"


@pytest.fixture
def officer(office: Office) -> Actor:
    return actor_called(office.desk, "officer")


@pytest.fixture
def other(office: Office) -> Actor:
    return actor_called(office.desk, "finance")


@pytest.fixture
def manager(office: Office) -> Actor:
    return actor_called(office.desk, "administrator")


def test_a_view_comes_back_as_it_was_kept(office: Office, officer: Actor) -> None:
    number = views.save_view(office.desk, officer, LIST, "  My   work ", CONTENT)
    row = views.views_of(office.desk, officer, LIST).named(number)
    assert row is not None
    assert (row.name, row.mine, row.shared) == ("My work", True, False)
    assert row.parsed() == CONTENT


def test_a_view_is_nobody_elses_until_it_is_shared(
    office: Office, officer: Actor, other: Actor
) -> None:
    number = views.save_view(office.desk, officer, LIST, "Mine", CONTENT)
    assert views.views_of(office.desk, other, LIST).views == ()
    with pytest.raises(NotPermitted):
        views.choose_default(office.desk, other, LIST, number)
    views.share_view(office.desk, officer, number, 1, shared=True)
    (row,) = views.views_of(office.desk, other, LIST).views
    assert (row.mine, row.shared, row.owner) == (False, True, officer.full_name)


def test_only_the_owner_and_an_administrator_change_a_shared_view(
    office: Office, officer: Actor, other: Actor, manager: Actor
) -> None:
    number = views.save_view(office.desk, officer, LIST, "Ours", CONTENT)
    views.share_view(office.desk, officer, number, 1, shared=True)
    attempts: tuple[Callable[[], None], ...] = (
        lambda: views.change_view(office.desk, other, number, 2, CONTENT),
        lambda: views.rename_view(office.desk, other, number, 2, "Theirs"),
        lambda: views.share_view(office.desk, other, number, 2, shared=False),
        lambda: views.delete_view(office.desk, other, number, 2),
    )
    for attempt in attempts:
        with pytest.raises(NotPermitted):
            attempt()
    views.rename_view(office.desk, manager, number, 2, "The office’s")
    assert views.views_of(office.desk, officer, LIST).views[0].name == "The office’s"


def test_the_second_to_change_a_shared_view_is_told_who_was_first(
    office: Office, officer: Actor, manager: Actor
) -> None:
    number = views.save_view(office.desk, officer, LIST, "Ours", CONTENT)
    views.share_view(office.desk, officer, number, 1, shared=True)
    views.change_view(office.desk, manager, number, 2, ViewContent())
    with pytest.raises(Stale, match=manager.full_name):
        views.change_view(office.desk, officer, number, 2, CONTENT)
    row = views.views_of(office.desk, officer, LIST).named(number)
    assert row is not None
    assert row.parsed() == ViewContent()


def test_a_list_opens_with_ones_own_choice_else_the_offices(
    office: Office, officer: Actor, other: Actor, manager: Actor
) -> None:
    desk = office.desk
    shared = views.save_view(desk, manager, LIST, "Everybody’s", CONTENT)
    with pytest.raises(Refused, match="Share"):
        views.choose_default(desk, manager, LIST, shared, for_office=True)
    views.share_view(desk, manager, shared, 1, shared=True)
    with pytest.raises(NotPermitted):
        views.choose_default(desk, officer, LIST, shared, for_office=True)
    views.choose_default(desk, manager, LIST, shared, for_office=True)
    own = views.save_view(desk, officer, LIST, "Mine", CONTENT)
    views.choose_default(desk, officer, LIST, own)
    assert opened_with(office, officer) == own
    assert opened_with(office, other) == shared
    views.choose_default(desk, officer, LIST, None)
    assert opened_with(office, officer) == shared
    views.share_view(desk, manager, shared, 2, shared=False)
    assert opened_with(office, other) is None
    assert views.views_of(desk, other, "awards").views == ()


def test_a_deleted_view_is_no_default_any_more(office: Office, officer: Actor) -> None:
    number = views.save_view(office.desk, officer, LIST, "Mine", CONTENT)
    views.choose_default(office.desk, officer, LIST, number)
    views.delete_view(office.desk, officer, number, 1)
    found = views.views_of(office.desk, officer, LIST)
    assert (found.views, found.own_default) == ((), None)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "MINE", "mine "])
def test_a_name_that_is_none_too_long_or_taken_is_refused(
    office: Office, officer: Actor, name: str
) -> None:
    views.save_view(office.desk, officer, LIST, "Mine", CONTENT)
    with pytest.raises(Refused):
        views.save_view(office.desk, officer, LIST, name, CONTENT)
    views.save_view(office.desk, officer, "awards", "Mine", CONTENT)


def test_views_of_the_audit_log_are_for_who_may_see_it(office: Office, officer: Actor) -> None:
    with pytest.raises(NotPermitted):
        views.save_view(office.desk, officer, "audit", "Log", CONTENT)


def test_what_a_view_names_and_the_office_knows_no_more_is_told(office: Office) -> None:
    gone = (
        ChosenValue("fund", "A fund that closed", "A fund that closed"),
        ChosenValue("stage", "no_stage", "An old stage"),
        ChosenValue("colour", "red", "Red"),
    )
    kept = ViewContent("", (*CONTENT.chosen, *gone), (ViewColumn("old", 80),), (ViewSort("old"),))
    with office.desk.database.reading() as connection:
        missing = view_queries.missing_values(connection, APPLICATIONS, kept)
    assert missing == gone
    content, told = fitted(kept, {"reference"}, {"reference"}, missing)
    assert content == ViewContent("", CONTENT.chosen)
    assert len(told) == 4
    assert "column “old”" in told[0]


def opened_with(office: Office, actor: Actor) -> int | None:
    row = views.views_of(office.desk, actor, LIST).opened_with
    return None if row is None else row.id
