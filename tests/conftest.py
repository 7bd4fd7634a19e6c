"""What every room's tests share: databases of both kinds, a clock, folders of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import pytest

from pccdesk.database.creation import open_database
from pccdesk.database.engine import Database
from pccdesk.domain.permissions import Actor
from pccdesk.services.desk import Desk
from pccdesk.services.sample import SAMPLE_NOW, make_sample_office
from pccdesk.services.sign_in import sign_in
from tests.clock import MORNING, Clock
from tests.guarded_server import guarded, ring
from tests.new_office import PASSWORD, make_new_office
from tests.office import Office
from tests.postgresql_server import NoServerError, PostgresqlServer
from tests.staff import add_staff

__all__ = ["guarded", "ring"]
"""Fixtures of a module of their own: pytest finds them here."""

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


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file that holds a new office, to be copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    make_new_office(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresqlServer) -> str:
    """Return the name of a PostgreSQL database that holds a new office, to be copied likewise."""
    postgresql_server.create("template_of_tests")
    make_new_office(postgresql_server.address("template_of_tests"))
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
    """Give the address of a SQLite file that holds a new office."""
    copy = tmp_path / "office.sqlite"
    shutil.copyfile(sqlite_template, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def postgresql_address(
    postgresql_server: PostgresqlServer, postgresql_template: str
) -> Iterator[str]:
    """Give the address of a PostgreSQL database that holds a new office."""
    name = f"office_{next(database_numbers)}"
    postgresql_server.create(name, postgresql_template)
    yield postgresql_server.address(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_address(request: pytest.FixtureRequest) -> str:
    """Give the address of a new office of one's own: each test runs on both kinds of database."""
    address: str = request.getfixturevalue(f"{request.param}_address")
    return address


@pytest.fixture
def database(database_address: str) -> Iterator[Database]:
    """Give the open database of a new office: each test runs on both kinds."""
    opened = open_database(database_address)
    yield opened
    opened.close()


@pytest.fixture
def desk(database: Database, clock: Clock) -> Desk:
    """Give the open desk of a new office, which goes by the test's clock."""
    return Desk(database, clock)


@pytest.fixture
def administrator(desk: Desk) -> Actor:
    """Sign the office's first and only person in."""
    return sign_in(desk, "administrator", PASSWORD)


@pytest.fixture(scope="session")
def staffed_sqlite_template(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a SQLite file that holds an office with people in every role."""
    path = tmp_path_factory.mktemp("template") / "staffed.sqlite"
    shutil.copyfile(sqlite_template, path)
    _add_staff(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def staffed_postgresql_template(
    postgresql_server: PostgresqlServer, postgresql_template: str
) -> str:
    """Return the name of a PostgreSQL database that holds an office with people likewise."""
    postgresql_server.create("staffed_template", postgresql_template)
    _add_staff(postgresql_server.address("staffed_template"))
    postgresql_server.disconnect("staffed_template")
    return "staffed_template"


def _add_staff(address: str) -> None:
    desk = Desk(open_database(address), Clock(MORNING))
    add_staff(desk, sign_in(desk, "administrator", PASSWORD))
    desk.database.close()


@pytest.fixture
def staffed_sqlite_address(staffed_sqlite_template: Path, tmp_path: Path) -> str:
    """Give the address of a SQLite file that holds an office with people in every role."""
    copy = tmp_path / "staffed.sqlite"
    shutil.copyfile(staffed_sqlite_template, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def staffed_postgresql_address(
    postgresql_server: PostgresqlServer, staffed_postgresql_template: str
) -> Iterator[str]:
    """Give the address of a PostgreSQL database that holds an office with people likewise."""
    name = f"staffed_{next(database_numbers)}"
    postgresql_server.create(name, staffed_postgresql_template)
    yield postgresql_server.address(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def staffed_address(request: pytest.FixtureRequest) -> str:
    """Give the address of an office with people in every role, of each kind of database."""
    address: str = request.getfixturevalue(f"staffed_{request.param}_address")
    return address


@pytest.fixture
def office(staffed_address: str, clock: Clock) -> Iterator[Office]:
    """Give an open office with people in every role: each test runs on both kinds of database."""
    opened = open_database(staffed_address)
    yield Office(Desk(opened, clock), clock)
    opened.close()


@pytest.fixture
def sqlite_office(staffed_sqlite_address: str, clock: Clock) -> Iterator[Office]:
    """Give such an office on SQLite alone, where the kind of database makes no difference."""
    opened = open_database(staffed_sqlite_address)
    yield Office(Desk(opened, clock), clock)
    opened.close()


@pytest.fixture(scope="session")
def sample_office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file that holds the sample office, made once, to be copied for each test."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    make_sample_office(str(path)).database.close()
    return path


@pytest.fixture
def sample_office_file(sample_office_template: Path, tmp_path: Path) -> Path:
    """Give a file of one's own that holds the sample office."""
    copy = tmp_path / "sample.sqlite"
    shutil.copyfile(sample_office_template, copy)
    return copy


@pytest.fixture
def sample_desk(sample_office_file: Path) -> Iterator[Desk]:
    """Give the open desk of the sample office, on the day that it was made for."""
    opened = open_database(str(sample_office_file))
    yield Desk(opened, lambda: SAMPLE_NOW)
    opened.close()
