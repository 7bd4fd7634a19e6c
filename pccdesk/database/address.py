"""Where a database is: a file's path or a PostgreSQL address, told apart and shown safely."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pccdesk.domain.errors import Refused
from pccdesk.domain.paths import can_be_a_path

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_SERVER_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def parse_address(address: str) -> URL:
    """Return the address of a SQLite file or a PostgreSQL database; raises `Refused`."""
    typed = address.strip()
    if not typed:
        raise Refused("Say which database: a file’s path, or a PostgreSQL address.")
    if typed.startswith(_SERVER_SCHEMES):
        return _server_address(typed)
    if "://" in typed and not typed.startswith("sqlite:///"):
        raise Refused(
            f"“{typed.split('://', maxsplit=1)[0]}” databases cannot be used. Give a file’s path, "
            "or an address that begins with postgresql://."
        )
    if not can_be_a_path(typed):
        raise Refused("No file can be called so. Give the path of the database’s file.")
    try:
        path = Path(typed.removeprefix("sqlite:///")).expanduser()
    except RuntimeError as error:
        raise Refused(f"“{typed}” begins with a user who has no folder here.") from error
    if not path.absolute().name:
        raise Refused(f"“{typed}” is a folder. Give the path of the database’s file.")
    return URL.create("sqlite", database=str(path.absolute()))


def file_of(url: URL) -> Path | None:
    """Return the file of a SQLite address, or None for a server."""
    if url.get_backend_name() != "sqlite":
        return None
    return Path(str(url.database))


def shown(url: URL) -> str:
    """Return an address for the screen: the file's name, or server and database, no password."""
    path = file_of(url)
    if path is not None:
        return path.name
    return f"{url.database} on {url.host or 'this machine'}"


def default_encryption(url: URL) -> str:
    """Return the sslmode of an address that names none: over a network, never in the clear.

    https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS
    """
    host = str(url.host or url.query.get("host") or "")
    local = not host or host.startswith("/") or host in _THIS_MACHINE
    return "prefer" if local else "require"


def encryption_words(url: URL) -> str:
    """Return in words how a server's connection is protected; an empty text for a file."""
    if file_of(url) is not None:
        return ""
    mode = str(url.query.get("sslmode") or default_encryption(url))
    words = {
        "verify-full": "encrypted, and the server’s certificate is checked",
        "verify-ca": "encrypted, and the server’s certificate is checked but for its name",
        "require": "encrypted; the server’s certificate is not checked",
    }
    return words.get(mode, "encrypted if the server offers it") + f" (sslmode={mode})"


def _server_address(typed: str) -> URL:
    try:
        url = make_url(typed.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError) as error:
        raise Refused(
            "The address is not complete. Write it as postgresql://name@server/database."
        ) from error
    if not url.database:
        raise Refused("Add the database’s name: postgresql://name@server/database.")
    return url.set(drivername="postgresql+psycopg")
