"""What the program remembers for this user: recent databases and the theme; never a password."""

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pccdesk.domain.errors import EnvironmentFailed

if TYPE_CHECKING:
    from urllib.parse import SplitResult

RECENT_LIMIT = 10
PROGRAM = "pccdesk"
_SECRETS = frozenset({"password", "sslpassword"})


class DatabaseNotes(NamedTuple):
    """What is remembered about one database file.

    `backup_folder` is a full path, empty for the usual folder; `checked_on` the ISO day on which
    the file was last looked through; `advised` whether its place was advised against; `pg_dump`
    the full path of the program that dumps a server, empty for the newest that is found.
    """

    backup_folder: str = ""
    checked_on: str = ""
    advised: bool = False
    pg_dump: str = ""


class Settings(NamedTuple):
    """What is remembered. Addresses are files' full paths or PostgreSQL addresses.

    `trouble` is a sentence where the file could not be read; it is never saved.
    """

    last_database: str = ""
    recent_databases: tuple[str, ...] = ()
    theme: str = "system"
    trouble: str = ""
    notes: Mapping[str, DatabaseNotes] = MappingProxyType({})

    def with_database(self, address: str, *, as_last: bool = True) -> "Settings":
        """Return settings that remember a database as the newest, its password left out."""
        kept = without_password(address)
        others = [each for each in self.recent_databases if each != kept]
        last = kept if as_last or not self.last_database else self.last_database
        return self._replace(last_database=last, recent_databases=(kept, *others)[:RECENT_LIMIT])

    def without_database(self, address: str) -> "Settings":
        """Return settings that have forgotten a database; its file stays where it is."""
        gone = without_password(address)
        return self._replace(
            last_database="" if self.last_database == gone else self.last_database,
            recent_databases=tuple(each for each in self.recent_databases if each != gone),
        )


def settings_file() -> Path:
    """Return where this user's settings are kept; the folder may not exist yet."""
    return _folder("config", "XDG_CONFIG_HOME", ".config") / "settings.toml"


def data_folder() -> Path:
    """Return where this user's databases are kept unless another place is chosen."""
    return _folder("data", "XDG_DATA_HOME", ".local/share")


def log_folder() -> Path:
    """Return where reports of the program's own faults are kept."""
    import platformdirs

    return platformdirs.user_log_path(PROGRAM, appauthor=False)


def _folder(kind: str, variable: str, usual: str) -> Path:
    """Return this user's folder of a kind, as platformdirs does.

    On Linux the rule is two lines, and the library would be loaded before the first frame.
    """
    if sys.platform == "linux":
        chosen = Path(os.environ.get(variable, "").strip())
        return (chosen if chosen.is_absolute() else Path.home() / usual) / PROGRAM
    import platformdirs

    found: Path = getattr(platformdirs, f"user_{kind}_path")(PROGRAM, appauthor=False)
    return found


def read_settings() -> Settings:
    """Return what is remembered; a damaged file is set aside and a sentence put into `trouble`."""
    path = settings_file()
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        return Settings(trouble=f"Your settings cannot be read: {error.strerror} ({path}).")
    from pccdesk.domain.toml_text import read_toml

    try:
        return _from_content(read_toml(kept))
    except ValueError:
        return Settings(trouble=_set_aside(path))


def save_settings(settings: Settings) -> None:
    """Write the settings whole or not at all; raises `EnvironmentFailed` where that fails."""
    import tomli_w

    path = settings_file()
    content: dict[str, Any] = {
        "last_database": settings.last_database,
        "recent_databases": list(settings.recent_databases),
        "theme": settings.theme,
    }
    if settings.notes:
        content["databases"] = {key: each._asdict() for key, each in settings.notes.items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace_whole(path, tomli_w.dumps(content).encode())
    except OSError as error:
        raise EnvironmentFailed(
            f"Your settings cannot be saved in “{path.parent}”: {error.strerror}. "
            "Your records are safe."
        ) from error


def remember_database(address: str, *, as_last: bool = True) -> None:
    """Remember a database that was opened or made; `as_last` opens it at the next start."""
    save_settings(read_settings().with_database(address, as_last=as_last))


def notes_of(address: str) -> DatabaseNotes:
    """Return what is remembered about a database; nothing yet for one that is new."""
    return read_settings().notes.get(without_password(address), DatabaseNotes())


def keep_notes(address: str, notes: DatabaseNotes) -> None:
    """Remember notes about a database; raises `EnvironmentFailed` where they cannot be saved."""
    settings = read_settings()
    save_settings(settings._replace(notes={**settings.notes, without_password(address): notes}))


def with_password(address: str, password: str, encryption: str = "", certificate: str = "") -> str:
    """Return a server's address with a password, used to connect and never kept.

    `encryption` is an sslmode of libpq's, `certificate` the path of the root certificate; what
    the address says of itself stands.
    """
    if "://" not in address or address.strip().startswith("sqlite:///"):
        return address
    from urllib.parse import parse_qsl, quote, urlencode, urlsplit

    parts = urlsplit(address.strip())
    user, at, server = parts.netloc.rpartition("@")
    secret = f":{quote(password, safe='')}" if password and user else ""
    said = dict(parse_qsl(parts.query))
    wanted = {"sslmode": encryption, "sslrootcert": certificate}
    query = {**{key: each for key, each in wanted.items() if each}, **said}
    whole = parts._replace(
        netloc=f"{user.partition(':')[0] if secret else user}{secret}{at}{server}",
        query=urlencode(query, safe="/") if query != said else parts.query,
    )
    return _joined(whole)


def without_password(address: str) -> str:
    """Return an address to keep: a file's full path, or a server's address without passwords."""
    typed = address.strip()
    if "://" not in typed or typed.startswith("sqlite:///"):
        return str(Path(typed.removeprefix("sqlite:///")).expanduser().absolute())
    from urllib.parse import parse_qsl, urlencode, urlsplit

    parts = urlsplit(typed)
    user, at, server = parts.netloc.rpartition("@")
    query = [pair for pair in parse_qsl(parts.query) if pair[0].lower() not in _SECRETS]
    bare = parts._replace(
        netloc=f"{user.partition(':')[0]}{at}{server}", query=urlencode(query, safe="/")
    )
    return _joined(bare)


def holds_password(address: str) -> bool:
    """Tell whether a password stands in a server's address."""
    if "://" not in address:
        return False
    from urllib.parse import parse_qsl, urlsplit

    try:
        parts = urlsplit(address.strip())
    except ValueError:  # no address at all, which is told where it is opened
        return False
    named = {key.lower() for key, _value in parse_qsl(parts.query)}
    return bool(parts.password) or not named.isdisjoint(_SECRETS)


def _joined(parts: "SplitResult") -> str:
    from urllib.parse import urlunsplit

    # An empty server's slashes would be dropped: postgresql:///name is not postgresql:/name.
    return (
        urlunsplit(parts)
        if parts.netloc
        else f"{parts.scheme}://{urlunsplit(parts._replace(scheme=''))}"
    )


def _from_content(content: dict[str, Any]) -> Settings:
    recent = content.get("recent_databases")
    names = recent if isinstance(recent, list) else []
    last, theme = content.get("last_database"), content.get("theme")
    return Settings(
        last_database=last if isinstance(last, str) else "",
        recent_databases=tuple(each for each in names if isinstance(each, str))[:RECENT_LIMIT],
        theme=theme if isinstance(theme, str) else "system",
        notes=_notes(content.get("databases")),
    )


def _notes(content: object) -> dict[str, DatabaseNotes]:
    if not isinstance(content, dict):
        return {}
    return {
        str(address): DatabaseNotes(
            str(kept.get("backup_folder", "")),
            str(kept.get("checked_on", "")),
            kept.get("advised") is True,
            str(kept.get("pg_dump", "")),
        )
        for address, kept in content.items()
        if isinstance(kept, dict)
    }


def _set_aside(path: Path) -> str:
    aside = path.with_name("settings.damaged.toml")
    try:
        path.replace(aside)
    except OSError:
        return f"Your settings file is damaged and was not read: {path}. Your records are safe."
    return (
        f"Your settings file was damaged, so PCCDesk starts afresh; it is kept as “{aside}”. "
        "Your records are safe: open your database again."
    )


def _replace_whole(path: Path, content: bytes) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".settings.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
