"""An office of each kind of database that the tests of one file share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from pccdesk.database.creation import open_database
from pccdesk.services.desk import Desk
from tests.clock import MORNING, Clock
from tests.office import Office


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """Give an office to tests that add applications of their own and mind no others'."""
    template = request.getfixturevalue(f"staffed_{request.param}_template")
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("shared") / "office.sqlite"
        shutil.copyfile(template, path)
        address = f"sqlite:///{path}"
    else:
        server = request.getfixturevalue("postgresql_server")
        name = f"shared_{request.module.__name__.rsplit('.', 1)[-1]}"
        server.create(name, template)
        address = server.address(name)
    clock = Clock(MORNING)
    opened = open_database(address)
    yield Office(Desk(opened, clock), clock)
    opened.close()
    if request.param == "postgresql":
        server.drop(name)
