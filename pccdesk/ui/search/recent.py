"""The records somebody opened lately, kept over sessions by number alone.

What was typed to find them is not kept: it is mostly a name, and the settings are a plain file.
A number says nothing outside the office's database, which is asked for the title each time.
"""

from pccdesk.domain.permissions import Actor
from pccdesk.queries.recent import PAGES
from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from pccdesk.ui.form.kept_drafts import office_of
from pccdesk.ui.window_settings import WindowSettings

_MOST = 10


class RecentRecords:
    """The last ten records of one person in one office."""

    def __init__(self, desk: Desk, actor: Actor, settings: WindowSettings) -> None:
        self._settings = settings
        self._key = f"recent/{office_of(desk, actor.user_id)}"

    def places(self) -> tuple[tuple[str, int], ...]:
        """Return page and number of each, the newest first."""
        kept = self._settings.value(self._key, [])
        if not isinstance(kept, list):
            return ()
        return tuple(
            (each[0], each[1])
            for each in kept
            if isinstance(each, list)
            and len(each) == 2  # noqa: PLR2004 - a page and a number
            and each[0] in PAGES
            and isinstance(each[1], int)
        )[:_MOST]

    def note(self, target: Target) -> None:
        """Keep a record as the newest."""
        if target.page not in PAGES or target.record_id is None:
            return
        place = (target.page, target.record_id)
        others = [each for each in self.places() if each != place]
        self._settings.keep(self._key, [list(each) for each in (place, *others)][:_MOST])

    def forget(self) -> None:
        """Keep none any more."""
        self._settings.forget(self._key)
