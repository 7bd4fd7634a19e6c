"""The database's own failures, turned into sentences that say what is safe."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from pccdesk.domain.errors import EnvironmentFailed, PasswordNeeded

_WANTS_PASSWORD = ("no password supplied", "password authentication failed")
_SENTENCES: dict[str, str] = {
    "full": "The disk is full. Make room on it and try again.",
    "i/o error": ("The disk that holds “{name}” is full, or failed. Make room on it, or check it."),
    "readonly": "“{name}” cannot be written: the file or its folder is read-only.",
    "read-only": "“{name}” cannot be written: it is read-only.",
    "lock timeout": "“{name}” is busy with another officer’s change. Try again in a moment.",
    "locked": "“{name}” is busy with another officer’s change. Try again in a moment.",
    "unable to open": "“{name}” cannot be opened: check the folder and your access to it.",
    "no encryption": (
        "The server of “{name}” takes only encrypted connections. Add sslmode=verify-full to its "
        "address."
    ),
    "does not support ssl": (
        "The server of “{name}” offers no encryption (TLS), so nothing was sent to it. Have it set "
        "up; or, in a network that you trust, add sslmode=prefer to the address."
    ),
    "does not match host name": (
        "The server of “{name}” showed a certificate that was made for another name, so nothing "
        "was sent to it. Write the server’s name in the address as it stands in its certificate, "
        "or ask your IT department."
    ),
    "certificate file": (
        "The root certificate that “{name}” is checked with is not there or cannot be read. Choose "
        "the file that your IT department gave you; nothing was sent to the server."
    ),
    "certificate": (
        "The server of “{name}” did not prove who it is, so nothing was sent to it: its "
        "certificate is not one that you trust. Ask your IT department for the root certificate, "
        "and name it with sslrootcert= in the address."
    ),
    "invalid connection option": (
        "The address of “{name}” has an option that PostgreSQL does not know. Correct what stands "
        "behind the question mark."
    ),
    "permission denied": (
        "The server of “{name}” does not let this user do that. Ask your IT department: the help "
        "page “For the IT department” says what the everyday user needs."
    ),
}
"""By what the database says of itself, in small letters."""
_OF_ITSELF = ("permission denied", "invalid connection option")
"""What the database says in an error that would else be the program's own fault."""
_DAMAGED: dict[str, str] = {
    "not a database": (
        "“{name}” is not a PCCDesk database, or its beginning is damaged. If it was your office, "
        "keep it, and restore a backup: see the help on backups."
    ),
    "malformed": "“{name}” is damaged. Keep it, and restore a backup: see the help on backups.",
}
"""Of a file that nothing can be said to be safe in."""


class CommitBroken(EnvironmentFailed):
    """The connection broke while a change was committed: it was kept whole, or not at all."""


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn the database's own failures into sentences that say what is safe."""
    try:
        yield
    except OperationalError as error:
        if any(sign in str(error.orig) for sign in _WANTS_PASSWORD):
            raise PasswordNeeded(
                f"The server of “{name}” did not accept the name or password. Type the database’s "
                "password; nothing was changed."
            ) from None
        raise EnvironmentFailed(_sentence(error, name)) from error
    except DBAPIError as error:
        known = any(sign in str(error.orig) for sign in (*_DAMAGED, *_OF_ITSELF))
        if error.connection_invalidated or known:
            raise EnvironmentFailed(_sentence(error, name)) from error
        raise
    except sqlite3.Error as error:  # kept statements ask the driver itself
        damaged = any(sign in str(error) for sign in _DAMAGED)
        if isinstance(error, sqlite3.OperationalError) or damaged:
            raise EnvironmentFailed(_sentence(error, name)) from error
        raise


def _sentence(error: DBAPIError | sqlite3.Error, name: str) -> str:
    reason = str(error.orig if isinstance(error, DBAPIError) else error)
    said = reason.lower()
    kept = "Nothing of this change was kept; what was saved before is safe."
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return (
            f"The connection to “{name}” was lost. {kept} Try again in a moment: PCCDesk connects "
            "anew by itself."
        )
    for sign, sentence in _DAMAGED.items():
        if sign in said:
            return sentence.format(name=name)
    for sign, sentence in _SENTENCES.items():
        if sign in said:
            return f"{sentence.format(name=name)} {kept}"
    return f"The database “{name}” did not answer. {kept} ({reason.splitlines()[0]})"
