"""The order that Next and Previous follow: the whole list, however long and whenever known."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from pccdesk.queries.listing import Filter
from pccdesk.queries.records import Neighbours
from pccdesk.ui.context import Target
from pccdesk.ui.history import History
from pccdesk.ui.itemmodels.record_model import PAGE, RecordModel
from pccdesk.ui.jobs import Jobs
from pccdesk.ui.list_order import ListOrder, beside_in_list, each_once, place_in_list, row_in
from tests.ui.long_list import COLUMNS, Instalments, LongList


def test_a_record_opened_before_the_rest_is_known_goes_on_beyond_the_first_page(
    qtbot: QtBot, jobs: Jobs
) -> None:
    owner = QObject()
    model = RecordModel(LongList(3_000), COLUMNS, jobs, owner)
    seen: list[tuple[ListOrder, int]] = []
    told: list[str] = []

    def open_the_last_row() -> None:
        target = Target("application", model.id_at(PAGE - 1), order=model.order)
        assert target.order is not None
        target.order.when_whole(lambda: told.append("whole"))
        place = place_in_list(target)
        assert place is not None
        assert (place.words, place.beside.next_id) == (f"{PAGE} of {PAGE}", None)
        seen.append((model.order, model.id_at(PAGE - 1)))

    model.painted.connect(open_the_last_row)
    with qtbot.waitSignal(model.complete):
        model.show_rows((), Filter())
    (order, number), ids = seen[0], model.ids()
    assert told == ["whole"]
    place = order.place_of(number)
    assert place is not None
    assert place.words == f"{PAGE} of 3,000"
    assert (place.beside.previous_id, place.beside.next_id) == (ids[PAGE - 2], ids[PAGE])


def test_stepping_through_a_whole_list_meets_each_record_once() -> None:
    numbers = array("q", range(5_000, 0, -1))
    order = ListOrder(numbers)
    met = array("q")
    here: int | None = numbers[0]
    while here is not None:
        met.append(here)
        place = order.place_of(here)
        assert place is not None
        here = place.beside.next_id
    assert met == numbers


def test_a_record_that_the_list_does_not_hold_has_no_place() -> None:
    target = Target("application", 9, order=ListOrder(array("q", (1, 2, 3))))
    assert place_in_list(target) is None
    assert beside_in_list(target).next_id is None
    assert place_in_list(Target("application", 2)) is None


def test_a_place_is_the_same_with_and_without_its_list() -> None:
    order = ListOrder(array("q", (1, 2)))
    assert Target("application", 1, order=order) == Target("application", 1)
    history = History()
    history.go(Target("application", 1))
    history.go(Target("application", 1, order=order))
    assert not history.can_go_back
    assert history.here is not None
    assert history.here.order is order


def test_only_the_newest_lists_are_kept_on_the_way_back() -> None:
    history = History()
    for number in range(8):
        history.go(Target("application", number, order=ListOrder(array("q", (number,)))))
    back = [history.here, *(history.back() for _ in range(7))]
    assert [each is not None and each.order is not None for each in back] == [True] * 3 + [
        False
    ] * 5


def test_a_numbers_row_is_found_among_others_that_end_in_the_same_byte() -> None:
    ids = array("q", [*range(5, 5 + 256 * 40, 256), *range(70_000, 75_000), 1 << 40])
    for row in (0, 7, 39, 40, 3_000, len(ids) - 1):
        assert row_in(ids, ids[row]) == row
    for number in (5 + 256 * 40, 6, 75_000, 1 << 41):
        assert row_in(ids, number) == -1
    assert row_in(array("q"), 5) == -1


def test_records_that_come_again_are_met_once_from_the_row_that_was_opened() -> None:
    rows = array("q", (7, 8, 7, 9, 8, 5, 7, 6))
    assert each_once(rows, 4, 8).tolist() == [9, 8, 5, 7, 6]
    assert each_once(rows, 0, 7).tolist() == [7, 8, 9, 5, 6]
    assert each_once(rows, 7, 6).tolist() == [9, 8, 5, 7, 6]
    assert each_once(rows, 2, 7).tolist() == [8, 7, 9, 5, 6]


def test_a_row_that_moved_meanwhile_is_looked_for_and_one_that_went_stands_alone() -> None:
    rows = array("q", (3, 1, 2))
    assert each_once(rows, 0, 1).tolist() == [3, 1, 2]
    assert each_once(rows, 9, 2).tolist() == [3, 1, 2]
    assert each_once(rows, 1, 4).tolist() == [4]


def test_rows_of_another_record_hand_on_the_order_of_those_records(
    qtbot: QtBot, jobs: Jobs
) -> None:
    source = Instalments(9)
    owner = QObject()
    model = RecordModel(source, COLUMNS, jobs, owner)
    with qtbot.waitSignal(model.complete):
        model.show_rows((), Filter())
    found = model.opened_from(5)
    assert found is not None
    record_id, order = found
    assert record_id == 1002
    assert not order.whole
    qtbot.waitUntil(lambda: order.whole)
    place = order.place_of(record_id)
    assert place is not None
    assert (place.count, place.beside) == (3, Neighbours(1001, 1000))
    assert model.opened_from(99) is None
