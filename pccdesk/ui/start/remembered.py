"""What the sign-in shows of a database before it has opened; losing it loses nothing."""

from typing import NamedTuple

from PySide6.QtCore import QCryptographicHash

from pccdesk.settings import without_password
from pccdesk.ui.window_settings import WindowSettings


class Remembered(NamedTuple):
    """The office's name, who signed in last, and whether it is the sample office."""

    office: str = ""
    username: str = ""
    is_sample: bool = False


def recall(settings: WindowSettings, address: str) -> Remembered:
    """Return what is remembered of a database, nothing if it was never signed in to."""
    kept = settings.value(_key(address))
    if not isinstance(kept, dict):
        return Remembered()
    office, username = kept.get("office"), kept.get("username")
    return Remembered(str(office or ""), str(username or ""), bool(kept.get("is_sample")))


def remember(settings: WindowSettings, address: str, what: Remembered) -> None:
    """Keep what the next sign-in shows; never a password."""
    settings.keep(_key(address), what._asdict())


def _key(address: str) -> str:
    # Qt's digest: the standard library's would load OpenSSL before the first frame.
    kind = QCryptographicHash.Algorithm.Sha256
    digest = QCryptographicHash.hash(without_password(address).encode(), kind)
    return f"start/{digest.toHex().toStdString()[:24]}"
