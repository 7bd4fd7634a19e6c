"""The saved views of all lists as commands of the search box: choosing one goes to its list."""

from collections.abc import Callable, Iterable

from pccdesk.queries.views import ViewRow
from pccdesk.ui.context import VIEW, Target
from pccdesk.ui.navigation import PAGES
from pccdesk.ui.search.rows import Command

_WITHIN = {"batches": ("payments", "Batches")}
"""The page and the name of lists that have no page of their own."""


def view_commands(
    found: Iterable[tuple[str, ViewRow]], go: Callable[[Target], object]
) -> tuple[Command, ...]:
    """Return a command for each saved view, given with its list's key."""
    return tuple(_command(key, row, go) for key, row in found)


def _command(list_key: str, row: ViewRow, go: Callable[[Target], object]) -> Command:
    titles = {page.id: page.title for page in PAGES}
    page, title = _WITHIN.get(list_key) or (list_key, titles[list_key])
    target = Target(
        page, tab=list_key if page != list_key else "", filter=f"{VIEW}={row.id}={row.name}"
    )
    whose = "yours" if row.mine else f"shared by {row.owner}"
    return Command(
        f"View: {row.name}", "layers", "", "", lambda: go(target), about=f"{title} · {whose}"
    )
