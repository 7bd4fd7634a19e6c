"""Where a database is: a file's path or a PostgreSQL address, told apart and shown safely."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from pccdesk.domain.errors import Refused

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
    path = Path(typed.removeprefix("sqlite:///")).expanduser()
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
