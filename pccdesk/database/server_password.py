"""A server's password in the system's own keyring; never in a file, a log or an address.

libpq's own ways, PGPASSWORD and PGPASSFILE, stand above the keyring.
"""

import os

from sqlalchemy import URL

from pccdesk.database.address import file_of, parse_address
from pccdesk.domain.errors import EnvironmentFailed

_SERVICE = "PCCDesk"
_LIBPQ = ("PGPASSWORD", "PGPASSFILE")
NO_KEYRING = (
    "This computer has no keyring that works, so the server’s password is not kept: it is asked "
    "for each time."
)


def kept_password(url: URL) -> str | None:
    """Return the password that the keyring has for a server; None where it has none."""
    if any(name in os.environ for name in _LIBPQ):
        return None
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, _account(url))
    except (KeyringError, OSError, RuntimeError):
        return None


def keep_password(address: str, password: str) -> None:
    """Keep a server's password for the next time; raises `EnvironmentFailed` where none is kept."""
    import keyring
    from keyring.errors import KeyringError

    url = parse_address(address)
    if file_of(url) is not None or not password:
        return
    try:
        keyring.set_password(_SERVICE, _account(url), password)
    except (KeyringError, OSError, RuntimeError) as error:
        raise EnvironmentFailed(NO_KEYRING) from error


def _account(url: URL) -> str:
    return f"{url.username or ''}@{url.host or url.query.get('host', '')}:{url.port or 5432}"
