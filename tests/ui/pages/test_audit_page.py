"""The audit log: every entry in words, for those who may see it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from pccdesk.database.creation import open_database
from pccdesk.services.desk import Desk
from pccdesk.services.sign_in import sign_in
from pccdesk.ui.context import Target
from pccdesk.ui.navigation import PAGES, in_bar
from pccdesk.ui.pages.audit_page import AuditPage
from pccdesk.ui.start.office_window import build_window
from pccdesk.ui.window_settings import WindowSettings
from tests.new_office import PASSWORD


def test_the_log_says_what_was_done_and_only_to_those_who_may_see_it(
    qtbot: QtBot, sqlite_address: str, tmp_path: Path
) -> None:
    desk = Desk(open_database(sqlite_address))
    actor = sign_in(desk, "administrator", PASSWORD)
    window = build_window(desk, actor, WindowSettings(tmp_path / "window.ini"))
    window.show()
    window.navigate(Target("audit"))
    qtbot.waitUntil(lambda: not window.context.jobs.busy(), timeout=20_000)
    page = window.page()
    assert isinstance(page, AuditPage)
    model = page.list.model
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "Signed in" in first
    assert actor.full_name in first
    page.list.opened.emit(model.id_at(0))
    qtbot.waitUntil(lambda: bool(window.message_area.texts()), timeout=20_000)
    assert "no page of its own" in window.message_area.texts()[0]
    assert "audit" in {each.id for each in in_bar(PAGES, window.context)}
    window.close()
    window.deleteLater()
    desk.database.close()
    qtbot.wait(1)
