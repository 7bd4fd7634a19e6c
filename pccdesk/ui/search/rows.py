"""What the search box lists: a record or a command, as a row with its words in pieces."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QAction

from pccdesk.domain.marking import Piece, marked
from pccdesk.domain.permissions import refusal
from pccdesk.domain.searching import Query, holds, parse, words_kept
from pccdesk.queries.search import Hit
from pccdesk.ui.actions import ACTIONS, ActionEntry
from pccdesk.ui.context import Context, Target
from pccdesk.ui.navigation import PAGES, PageEntry
from pccdesk.ui.plain_text import unlettered

_COMMAND = "Command"
_NOT_HERE = "not on this page"


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One row: icon, kind, title, context, why it was found, and what choosing it does.

    A row that cannot be chosen now has no `choose`; its context says why.
    """

    icon: str
    label: str
    title: tuple[Piece, ...]
    context: tuple[Piece, ...]
    snippet: tuple[Piece, ...] = ()
    keys: str = ""
    choose: Callable[[], object] | None = None

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (plain(self.title), plain(self.context), plain(self.snippet), self.keys)
        return ", ".join(filter(None, (self.label, *parts)))


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the menus offer, as the search box lists it; `objection` says why not now.

    It is found by the words of its title and of what it is `about`, such as a view's list.
    """

    title: str
    icon: str
    keys: str
    objection: str
    run: Callable[[], object]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Visited:
    """A record that was opened in this window."""

    target: Target
    title: str
    icon: str
    kind: str


def plain(pieces: Iterable[Piece]) -> str:
    """Return pieces as one text."""
    return "".join(piece.text for piece in pieces)


def commands_of(context: Context, actions: dict[str, QAction]) -> tuple[Command, ...]:
    """Return the window's pages and actions, and those that are not for this person."""
    icons = {entry.id: entry.icon for entry in ACTIONS}
    icons |= {f"page:{page.id}": page.icon for page in PAGES}
    found = [
        Command(
            _title(name, action.text()),
            icons.get(name, ""),
            action.shortcut().toString(),
            "" if action.isEnabled() else _NOT_HERE,
            action.trigger,
        )
        for name, action in actions.items()
        if name != "search"
    ]
    withheld: list[tuple[str, PageEntry | ActionEntry]] = [
        (f"Go to {page.title}", page) for page in PAGES if not page.parent
    ]
    withheld += [(entry.text.replace("&", ""), entry) for entry in ACTIONS]
    for title, entry in withheld:
        if entry.permission is not None and not context.may(entry.permission):
            reason = refusal(context.actor, entry.permission)
            found.append(Command(title, entry.icon, "", reason, lambda: None))
    return tuple(found)


def command_rows(commands: Iterable[Command], typed: str, most: int) -> list[SearchRow]:
    """Return the commands that have every typed word, those that can be given now first."""
    query = parse(typed)
    fitting = [each for each in commands if holds(query, words_kept([each.title, each.about]))]
    fitting.sort(key=lambda each: bool(each.objection))
    return [
        SearchRow(
            each.icon or "chevron-right",
            _COMMAND,
            marked(query, each.title),
            _why_or_about(each, query),
            keys=each.keys,
            choose=None if each.objection else each.run,
        )
        for each in fitting[:most]
    ]


def _why_or_about(command: Command, query: Query) -> tuple[Piece, ...]:
    if command.objection:
        return (Piece(command.objection),)
    return marked(query, command.about) if command.about else ()


def hit_row(hit: Hit, go: Callable[[Target], object]) -> SearchRow:
    """Return a record that was found as a row."""
    target = Target(hit.page, hit.record_id, hit.tab, hit.filter)
    return SearchRow(
        hit.icon, hit.label, hit.title, hit.context, hit.snippet, choose=lambda: go(target)
    )


def visited_row(visited: Visited, go: Callable[[Target], object]) -> SearchRow:
    """Return a record opened before as a row."""
    title = (Piece(visited.title),)
    return SearchRow(visited.icon, visited.kind, title, (), choose=lambda: go(visited.target))


def visited_before(found: Iterable[tuple[str, int, str]]) -> tuple[Visited, ...]:
    """Return records opened in earlier sessions, as they are called now."""
    entries = {page.id: page for page in PAGES}
    return tuple(
        Visited(Target(page, number), title, entries[page].icon, entries[page].title)
        for page, number, title in found
    )


def forget_row(forget: Callable[[], object]) -> SearchRow:
    """Return the row that forgets which records were opened."""
    return SearchRow(
        "trash-2", _COMMAND, (Piece("Forget what was opened lately"),), (), choose=forget
    )


def _title(name: str, text: str) -> str:
    words = unlettered(text)
    return f"Go to {words}" if name.startswith("page:") else words
