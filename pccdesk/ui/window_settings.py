"""What the window remembers between runs: its place, column layouts, chosen filters."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class WindowSettings:
    """A small INI file of the officer's own layout; losing it loses nothing of the office's."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def layout(self, key: str) -> QByteArray:
        """Return a kept window or header layout, empty if none was kept."""
        value = self._read(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def _read(self, key: str) -> object:
        """Return what stands under a key; of a kind that Python has not, as if nothing stood."""
        try:
            found: object = self._store.value(key)
        except RuntimeError:  # a damaged file can name any of Qt's kinds
            return None
        return found

    def keep_layout(self, key: str, layout: QByteArray) -> None:
        """Keep a window or header layout."""
        self._store.setValue(key, layout)

    def value(self, key: str, otherwise: object = None) -> object:
        """Return a kept plain value (text, number, list, dict), or `otherwise`."""
        text = self._read(key)
        if not isinstance(text, str):
            return otherwise
        import json  # not before the first frame where nothing is kept

        try:
            kept: object = json.loads(text)
        except (ValueError, RecursionError):
            return otherwise
        return kept

    def keep(self, key: str, value: object) -> None:
        """Keep a plain value under a name such as `theme/mode`."""
        import json

        self._store.setValue(key, json.dumps(value))

    def forget(self, key: str) -> None:
        """Drop a kept value, so that the program's own choice counts again."""
        self._store.remove(key)

    def flush(self) -> None:
        """Write what is kept to disk now."""
        self._store.sync()
