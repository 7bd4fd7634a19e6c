"""Which view of a list somebody used last, in their own settings."""

from pccdesk.ui.window_settings import WindowSettings


class LastView:
    """The view of one list that was in use when it was left."""

    def __init__(self, settings: WindowSettings, list_key: str) -> None:
        self._settings, self._name = settings, f"list/{list_key}/view"

    def number(self) -> int | None:
        """Return its number; 0 for the usual, None where none was ever chosen."""
        kept = self._settings.value(self._name)
        if kept is None:
            return None
        return kept if isinstance(kept, int) else 0

    def keep(self, number: int) -> None:
        """Keep a view's number, or 0 for the usual."""
        self._settings.keep(self._name, number)
