"""A throw-away PostgreSQL server that lets nobody in over the network without TLS."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

from tests.postgresql_server import PostgresqlServer

NAME = "localhost"
"""The one name that the server's certificate is made for."""


class Authority:
    """Somebody who signs certificates: one that the office trusts, or any other."""

    def __init__(self, folder: Path, name: str) -> None:
        """Make the root certificate."""
        self._folder, self._name = folder, name
        self.root = folder / f"{name}.pem"
        _openssl(
            *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", self.root),
        )

    def sign(self, host: str) -> tuple[Path, Path]:
        """Return a certificate for a host's name and its key."""
        certificate, key = self._folder / f"{host}.crt", self._folder / f"{host}.key"
        asked, names = self._folder / f"{host}.csr", self._folder / f"{host}.names"
        names.write_text(f"subjectAltName=DNS:{host}\n", encoding="utf-8")
        _openssl(
            *("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}"),
            *("-keyout", key, "-out", asked),
        )
        _openssl(
            *("x509", "-req", "-days", "2", "-in", asked, "-CA", self.root),
            *("-CAkey", self._folder / f"{self._name}.key", "-CAcreateserial"),
            *("-extfile", names, "-out", certificate),
        )
        return certificate, key


class TlsServer(PostgresqlServer):
    """A server on a port of its own with a certificate for `localhost`; `clerk` has a password."""

    def __init__(self, certificate: Path, key: Path, password: str) -> None:
        """Start it and let `clerk` in, encrypted and with a password only."""
        self._certificate, self._key = certificate, key
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        super().__init__()
        self.guard("clerk", password)
        rules = self._folder / "data" / "pg_hba.conf"
        rules.write_text(
            "local all postgres trust\nhostssl all clerk 127.0.0.1/32 scram-sha-256\n",
            encoding="utf-8",
        )
        self.run("postgres", "SELECT pg_reload_conf()")

    def network_address(self, database: str, query: str, host: str = NAME) -> str:
        """Return the clerk's address of a database over the network."""
        return f"postgresql://clerk@{host}:{self.port}/{database}?{query}"

    def _settings(self) -> dict[str, str]:
        for each, name in ((self._certificate, "server.crt"), (self._key, "server.key")):
            copied = self._folder / name
            shutil.copy(each, copied)
            copied.chmod(0o600)
            if os.geteuid() == 0:
                shutil.chown(copied, "nobody", "nogroup")
        return {
            **super()._settings(),
            "listen_addresses": "127.0.0.1",
            "ssl": "on",
            "ssl_cert_file": str(self._folder / "server.crt"),
            "ssl_key_file": str(self._folder / "server.key"),
        }


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(
        ["openssl", *map(str, arguments)], check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
