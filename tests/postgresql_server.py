"""A throw-away PostgreSQL server for the tests: made in seconds, gone with the test process."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

START_SECONDS = 60
INSTALLED_UNDER = Path("/usr/lib/postgresql")


class NoServerError(Exception):
    """This machine cannot run a PostgreSQL server; the sentence says why."""


def find_programs() -> Path:
    """Return the folder of the newest initdb and postgres on this machine.

    Raises:
        NoServerError: when there are none.
    """
    if os.name != "posix":
        raise NoServerError("The throw-away PostgreSQL server is run on Linux only.")
    versions = sorted(INSTALLED_UNDER.glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if versions:
        return versions[-1].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NoServerError("PostgreSQL's server is not installed here (Debian: postgresql).")


class PostgresqlServer:
    """One server on a Unix socket in a folder of its own, without a port and without fsync."""

    port = 5432

    def __init__(self) -> None:
        """Make the folder and start the server; raises NoServerError where there is none."""
        self._programs = find_programs()
        self._folder = Path(tempfile.mkdtemp(prefix="pccdesk-postgresql-"))
        try:
            self._initialise()
            self._process = self._start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def stop(self) -> None:
        """End the server and remove its folder."""
        self._process.terminate()
        try:
            self._process.wait(timeout=START_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def restart(self) -> None:
        """End the server as an administrator does, throwing everybody out, and start it again."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=START_SECONDS)
        self._process = self._start()

    @property
    def socket(self) -> str:
        """The path of the socket that the server listens on."""
        return str(self._folder / f".s.PGSQL.{self.port}")

    def address(self, database: str) -> str:
        """Return the address under which the program opens the database of that name."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self._folder))}"

    def guard(self, user: str, password: str) -> None:
        """Make a user whom the server lets in with a password only."""
        name = sql.Identifier(user)
        self._execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(password))
        )
        rules = self._folder / "data" / "pg_hba.conf"
        line = f"local all {user} scram-sha-256\n"
        rules.write_text(line + rules.read_text(encoding="utf-8"), encoding="utf-8")
        self._execute(sql.SQL("SELECT pg_reload_conf()").format())

    def let_do_everything(self, user: str, database: str) -> None:
        """Let a user do in one database what its owner may."""
        self.run(database, f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{user}"')

    def unguard(self, user: str, database: str) -> None:
        """Remove such a user."""
        self.run(database, f'DROP OWNED BY "{user}"')
        self.run(database, f'DROP ROLE "{user}"')
        rules = self._folder / "data" / "pg_hba.conf"
        kept = rules.read_text(encoding="utf-8").replace(f"local all {user} scram-sha-256\n", "")
        rules.write_text(kept, encoding="utf-8")

    def run(self, database: str, statements: str) -> None:
        """Run SQL in a database as the server's administrator."""
        with psycopg.connect(
            host=str(self._folder),
            port=self.port,
            user="postgres",
            dbname=database,
            autocommit=True,
        ) as connection:
            connection.execute(statements.encode())

    def create(self, database: str, template: str = "template0") -> None:
        """Create a database, as a copy of the template, which nobody may have open."""
        names = sql.Identifier(database), sql.Identifier(template)
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(*names))

    def drop(self, database: str) -> None:
        """Remove a database, and throw out whoever still has it open."""
        self._execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
        )

    def disconnect(self, database: str) -> None:
        """Throw out whoever has the database open, so that it can be copied."""
        self._execute(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
            ).format(sql.Literal(database))
        )

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=str(self._folder),
            port=self.port,
            user="postgres",
            dbname="postgres",
            autocommit=True,
        ) as connection:
            connection.execute(statement)

    def _initialise(self) -> None:
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self._folder, "nobody", "nogroup")
        command = self._as_its_user(
            *(str(self._programs / "initdb"), "--pgdata", str(self._folder / "data")),
            *("--username", "postgres", "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--no-sync", "--no-instructions"),
        )
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        if done.returncode:
            raise NoServerError(f"initdb failed: {done.stdout}{done.stderr}")

    def _settings(self) -> dict[str, str]:
        """Return what the server is started with."""
        return {
            "listen_addresses": "",
            "port": str(self.port),
            "unix_socket_directories": str(self._folder),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "shared_buffers": "32MB",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "autovacuum": "off",
        }

    def _start(self) -> subprocess.Popen[bytes]:
        settings = self._settings()
        command = self._as_its_user(
            *(str(self._programs / "postgres"), "-D", str(self._folder / "data")),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        )
        log = self._folder / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, cwd="/")
        self._wait(process, log)
        return process

    def _wait(self, process: subprocess.Popen[bytes], log: Path) -> None:
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up and process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                self._execute(sql.SQL("SELECT 1").format())
                return
            time.sleep(0.05)
        process.kill()
        process.wait()
        raise NoServerError(f"The PostgreSQL server did not start: {log.read_text()}")

    @staticmethod
    def _as_its_user(*command: str) -> list[str]:
        """Let the command end with this process even when that is killed, and not run as root."""
        prefix = ["setpriv", "--pdeathsig", "INT"]
        if os.geteuid() == 0:
            prefix += ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
        return [*prefix, *command]
