"""The help pages that ship with the program: which there are, for which screen, and searching."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pccdesk.resources import read_text


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: `screens` and `dialogs` are where F1 opens it, `text` its Markdown."""

    id: str
    title: str
    screens: tuple[str, ...]
    dialogs: tuple[str, ...]
    text: str


@cache
def help_pages() -> tuple[HelpPage, ...]:
    """Return every help page in the order of the contents list."""
    index = tomllib.loads(read_text("help", "index.toml"))
    return tuple(
        HelpPage(
            each["id"],
            each["title"],
            tuple(each["screens"]),
            tuple(each.get("dialogs", ())),
            read_text("help", f"{each['id']}.md"),
        )
        for each in index["pages"]
    )


def page_of_screen(screen: str) -> HelpPage | None:
    """Return the help page of a page or tab of the window, if it has one."""
    return next((page for page in help_pages() if screen and screen in page.screens), None)


def page_of_dialog(names: Iterable[str]) -> HelpPage | None:
    """Return the help page of a dialog by its title, or its class and those it is made from."""
    pages = {name: page for page in help_pages() for name in page.dialogs}
    return next((pages[name] for name in names if name in pages), None)


def search(words: str) -> tuple[HelpPage, ...]:
    """Return the pages that hold every word typed; those with it in the title come first."""
    wanted = words.casefold().split()
    found = [
        page
        for page in help_pages()
        if all(word in f"{page.title}\n{page.text}".casefold() for word in wanted)
    ]
    return tuple(sorted(found, key=lambda page: not _in_title(page, wanted)))


def _in_title(page: HelpPage, wanted: list[str]) -> bool:
    return all(word in page.title.casefold() for word in wanted)
