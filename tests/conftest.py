"""What every room's tests share: databases of both kinds, a clock, folders of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from pccdesk.database.creation import create_database, open_database
from pccdesk.database.engine import Database
from tests.postgresql_server import NoServerError, PostgresqlServer

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MUST_NOT_SKIP = os.environ.get("PCCDESK_NO_SKIPS") == "1"
"""Set where everything that tests need is installed, so that a skip is a failure (.ci/run)."""


USER_FOLDERS = (
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"),
    *("WIN_PD_OVERRIDE_APPDATA", "WIN_PD_OVERRIDE_LOCAL_APPDATA"),  # platformdirs on Windows
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that was skipped where none may be; expected failures stay what they are."""
    report = yield
    if MUST_NOT_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        reason = call.excinfo.value if call.excinfo else ""
        report.longrepr = f"{item.nodeid} may not be skipped here: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a whole file that was skipped where none may be."""
    report = yield
    if MUST_NOT_SKIP and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} may not be skipped here: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the settings, data and database of whoever runs it."""
    for name in USER_FOLDERS:
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    for name in ("PCCDESK_DATABASE", "PCCDESK_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


MORNING = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)
"""Half past nine in Preston on 1 June 2026, in British summer time."""


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        """Start at an aware instant."""
        self.now = now

    def __call__(self) -> datetime:
        """Return the present instant in UTC, as the program's own clock does."""
        return self.now

    def advance(self, **time: float) -> None:
        """Move on by timedelta's words: advance(days=2, hours=1)."""
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """Give a clock that says half past nine on 1 June 2026 in Preston."""
    return Clock(MORNING)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """One throw-away server for each test process, started when a test first asks for it."""
    try:
        server = PostgresqlServer()
    except NoServerError as error:
        pytest.skip(str(error))
    yield server
    server.stop()


database_numbers = count(1)


def create_schema(address: str) -> None:
    """Make the program's own tables at an address, as a new office does."""
    create_database(address, MORNING).close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with the tables and nothing in them, to be copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    create_schema(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresqlServer) -> str:
    """Return the name of a PostgreSQL database with the tables and nothing in them."""
    postgresql_server.create("template_of_tests")
    create_schema(postgresql_server.address("template_of_tests"))
    postgresql_server.disconnect("template_of_tests")
    return "template_of_tests"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database of each kind without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'office.sqlite'}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = f"office_{next(database_numbers)}"
    server.create(name)
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def sqlite_address(sqlite_template: Path, tmp_path: Path) -> str:
    """Give the address of a fresh SQLite database with the program's tables."""
    copy = tmp_path / "office.sqlite"
    shutil.copyfile(sqlite_template, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def postgresql_address(
    postgresql_server: PostgresqlServer, postgresql_template: str
) -> Iterator[str]:
    """Give the address of a fresh PostgreSQL database with the program's tables."""
    name = f"office_{next(database_numbers)}"
    postgresql_server.create(name, postgresql_template)
    yield postgresql_server.address(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_address(request: pytest.FixtureRequest) -> str:
    """Give the address of a fresh database with the program's tables: each test runs on both."""
    address: str = request.getfixturevalue(f"{request.param}_address")
    return address


@pytest.fixture
def database(database_address: str) -> Iterator[Database]:
    """Give a fresh, open database with the program's tables: each test runs on both kinds."""
    opened = open_database(database_address)
    yield opened
    opened.close()
