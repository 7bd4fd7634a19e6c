"""What an earlier run of the program left unsaved, told at the sign-in with the way to it."""

import re
from pathlib import Path

from pccdesk.services.desk import Desk
from pccdesk.ui.context import Target
from pccdesk.ui.form.kept_drafts import KeptDraft, drafts_folder, office_of, read_draft
from pccdesk.ui.main_window import MainWindow

_NAME = re.compile(r"[0-9a-f]{16}-(?:([a-z_]+)-)?(new|\d+)-[0-9a-f]{8}")
_OF_ORGANISATION = "organisation"
Left = tuple[tuple[KeptDraft, Target], ...]


def left_drafts(desk: Desk, user_id: int) -> Left:
    """Return a person's drafts in an office, the newest first, each with where it is offered."""
    office = office_of(desk, user_id)
    found = []
    for path in drafts_folder().glob(f"{office}-*.json"):
        place, draft = _place_of(path), read_draft(path)
        if place is not None and draft is not None:
            found.append((draft, place))
    return tuple(sorted(found, key=lambda each: each[0].kept_at, reverse=True))


def tell_of_drafts(window: MainWindow) -> None:
    """Say above the page that is seen first what was left, and offer to go to the newest."""
    context = window.context
    desk, actor = context.desk, context.actor

    def tell(found: Left) -> None:
        if found:
            place = found[0][1]

            def go() -> None:
                window.navigate(place)

            context.messages.information(_words(found), "Go to it", go)

    context.jobs.run_query(window, lambda: left_drafts(desk, actor.user_id), tell, key="drafts")


def _words(drafts: Left) -> str:
    """Name the newest, and count the others."""
    more = len(drafts) - 1
    others = f" There {'is 1' if more == 1 else f'are {more}'} more." if more > 0 else ""
    return f"{drafts[0][0].words}.{others}"


def _place_of(path: Path) -> Target | None:
    named = _NAME.fullmatch(path.stem)
    if named is None:
        return None
    form, number = named[1], None if named[2] == "new" else int(named[2])
    if form is None:
        return Target("application_form", number)
    if number is None:
        return Target("organisations") if form == _OF_ORGANISATION else None
    return Target("organisation" if form == _OF_ORGANISATION else "application", number)
