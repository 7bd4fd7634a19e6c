from PySide6.QtCore import QObject
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from pccdesk.queries.listing import Filter, Sort
from pccdesk.ui.itemmodels.record_model import PAGE, RecordModel
from pccdesk.ui.jobs import Jobs
from tests.ui.long_list import COLUMNS, LongList

WARNING = QAbstractItemModelTester.FailureReportingMode.Warning


def test_the_model_keeps_qts_own_rules_while_rows_come_and_go(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    model = RecordModel(LongList(2_000), COLUMNS, jobs, owner)
    tester = QAbstractItemModelTester(model, WARNING, owner)
    for sort, text in (((), ""), ((Sort("reference", descending=True),), ""), ((), "00")):
        with qtbot.waitSignal(model.complete):
            model.show_rows(sort, Filter(text))
        assert model.rowCount() == len(LongList(2_000).ids(sort, Filter(text)))
    assert tester.model() is model


def test_the_first_rows_stand_before_the_number_of_rows_is_known(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    model = RecordModel(LongList(5_000), COLUMNS, jobs, owner)
    seen: list[int] = []
    model.painted.connect(lambda: seen.append(model.rowCount()))
    with qtbot.waitSignal(model.complete):
        model.show_rows((), Filter())
    assert seen == [PAGE]
    assert model.rowCount() == 5_000


def test_a_list_asked_for_later_wins(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    model = RecordModel(LongList(100_000), COLUMNS, jobs, owner)
    model.show_rows((), Filter())
    model.show_rows((), Filter("999"))
    qtbot.waitUntil(lambda: not jobs.busy())
    assert model.rowCount() == 100


def test_a_long_way_through_the_list_keeps_few_rows(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    model = RecordModel(LongList(50_000), COLUMNS, jobs, owner)
    with qtbot.waitSignal(model.complete):
        model.show_rows((), Filter())
    for first in range(0, 50_000, PAGE):
        model.index(first, 0).data()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert len(model._rows) <= 40 * PAGE


def test_nothing_more_is_read_before_the_first_rows_are_drawn(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    model = RecordModel(LongList(2_000), COLUMNS, jobs, owner)
    asked, settled = list[int](), list[int]()

    def is_seen() -> bool:
        asked.append(model.rowCount())
        return len(asked) > 3

    model.is_seen = is_seen
    model.settled.connect(lambda: settled.append(len(asked)))
    with qtbot.waitSignal(model.complete):
        model.show_rows((), Filter())
    assert settled == [4]
    assert set(asked) == {PAGE}


def test_a_list_that_cannot_be_drawn_is_read_all_the_same(qtbot: QtBot, jobs: Jobs) -> None:
    owner = QObject()
    model = RecordModel(LongList(2_000), COLUMNS, jobs, owner)
    model.is_seen = lambda: False
    with qtbot.waitSignal(model.complete):
        model.show_rows((), Filter())
    assert model.rowCount() == 2_000
