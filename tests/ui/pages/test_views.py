"""The views button of a list: choosing, saving, the mark, and links that change no view."""

from __future__ import annotations

from collections.abc import Callable

from pccdesk.services import views
from pccdesk.ui.context import Target
from pccdesk.ui.pages.applications_page import ApplicationsPage
from pccdesk.ui.pages.payments_page import PaymentsPage
from pccdesk.ui.widgets.list_views import ListViews
from tests.ui.pages.desk_window import DeskWindow, chips

Sit = Callable[[str], DeskWindow]
PLACE = Target("applications")


def view_button(page: ApplicationsPage) -> ListViews:
    assert page.list.views is not None
    return page.list.views


def saved(officer: DeskWindow, page: ApplicationsPage, name: str) -> int:
    content = page.list.arrangement()
    number = views.save_view(officer.desk, officer.actor, "applications", name, content)
    view_button(page).read()
    officer.settle()
    return number


def use(officer: DeskWindow, page: ApplicationsPage, number: int) -> None:
    button = view_button(page)
    button.use(button.views.named(number))
    officer.settle()


def test_a_view_brings_back_filter_columns_and_order(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, PLACE)
    page.list.filters.choose("stage", "received", "Received")
    page.list.table.sort_wanted.emit(0, False)
    page.list.table.setColumnHidden(7, True)
    officer.settle()
    before, ids = page.list.arrangement(), list(page.list.model.ids())
    number = saved(officer, page, "Received")
    view_button(page).use(None)
    officer.settle()
    assert (chips(page.list), page.list.table.isColumnHidden(7)) == ([], False)
    use(officer, page, number)
    assert page.list.arrangement() == before
    assert list(page.list.model.ids()) == ids


def test_a_view_that_looks_different_now_is_marked_until_it_is_saved(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, PLACE)
    use(officer, page, saved(officer, page, "All of it"))
    button = view_button(page)
    assert button.accessibleName() == "View: All of it"
    page.list.filters.choose("stage", "received", "Received")
    officer.settle()
    assert button.accessibleName() == "View: All of it (changed)"
    button.save()
    officer.settle()
    assert button.accessibleName() == "View: All of it"
    assert button.in_use is not None
    assert [each.words for each in button.in_use.parsed().chosen] == ["Received"]


def test_a_link_that_narrows_the_list_changes_no_view(sit: Sit) -> None:
    officer = sit("officer")
    page = officer.go(ApplicationsPage, PLACE)
    number = saved(officer, page, "All of it")
    use(officer, page, number)
    officer.go(ApplicationsPage, Target("applications", filter="stage=received=Received"))
    button = view_button(page)
    assert button.accessibleName() == "View: All of it (changed)"
    row = views.views_of(officer.desk, officer.actor, "applications").named(number)
    assert row is not None
    assert row.parsed().chosen == ()


def test_the_view_in_use_survives_a_restart_with_what_was_changed(sit: Sit) -> None:
    first = sit("officer")
    page = first.go(ApplicationsPage, PLACE)
    page.list.filters.choose("stage", "received", "Received")
    first.settle()
    use(first, page, saved(first, page, "Received"))
    page.list.table.setColumnHidden(7, True)
    page.list.table.arranged.emit()
    first.qtbot.wait(450)
    first.window.close()
    again = sit("officer").go(ApplicationsPage, PLACE)
    assert chips(again.list) == ["Stage: Received"]
    assert again.list.table.isColumnHidden(7)
    assert view_button(again).accessibleName() == "View: Received (changed)"


def test_the_batches_of_home_open_narrowed(sit: Sit) -> None:
    finance = sit("finance")
    link = Target("payments", tab="batches", filter="stage=prepared=Workbook not saved")
    page = finance.go(PaymentsPage, link)
    assert chips(page.batches) == ["Stage: Workbook not saved"]
    assert chips(page.payments) == []
