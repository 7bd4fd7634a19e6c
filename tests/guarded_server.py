"""A server that asks one of its users for a password, and a keyring of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from tests.postgresql_server import PostgresqlServer

SECRET = "p@ss/word topsecret"


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 5

    def __init__(self) -> None:
        """Begin with nothing kept."""
        super().__init__()  # type: ignore[no-untyped-call] # as keyring left it
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return what was kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.kept[service, username] = password


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    """Give the program a keyring of the test's own."""
    for name in ("PGPASSWORD", "PGPASSFILE"):
        monkeypatch.delenv(name, raising=False)
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def guarded(staffed_postgresql_address: str, postgresql_server: PostgresqlServer) -> Iterator[str]:
    """Give the address of an office on a server that asks one of its users for a password."""
    name = staffed_postgresql_address.partition("?")[0].rpartition("/")[2]
    postgresql_server.guard("clerk", SECRET)
    postgresql_server.let_do_everything("clerk", name)
    yield postgresql_server.address(name).replace("postgres@", "clerk@")
    postgresql_server.unguard("clerk", name)
