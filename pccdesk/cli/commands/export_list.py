"""`pccdesk export-list`: a list as a workbook, as the window exports it."""

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import progress_line, say, say_json
from pccdesk.domain.errors import Refused

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.domain.views import ViewContent
    from pccdesk.services.desk import Desk

_SHOWN = 8
"""How many choices are named of a filter that has no such one."""
_LISTS = ("applications", "awards", "payments", "batches", "letters", "organisations", "audit")


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "export-list",
        "Write a list as a workbook.",
        "With its usual columns and order, or those of a saved view. The export is recorded.",
    )
    parser.add_argument("list", choices=_LISTS, help="which list")
    parser.add_argument("--view", metavar="NAME", help="a saved view of yours, or a shared one")
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="narrow it, such as stage=Received or year=2026/27; may be given several times",
    )
    parser.add_argument("--text", default="", metavar="WORDS", help="words typed in the filter")
    arguments.add_workbook(parser)
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the workbook and say how many rows it holds."""
    from pccdesk.queries.listing import Filter, Sort
    from pccdesk.services.lists import ListAsked, export_list
    from pccdesk.ui.lists.columns import COLUMNS

    with signed_in(options) as (desk, actor):
        view = _view(desk, actor, options.list, options.view)
        chosen: dict[str, list[tuple[Any, str]]] = {}
        for each in view.chosen:
            chosen.setdefault(each.key, []).append((each.value, f"{each.key}: {each.words}"))
        for pair in options.filter:
            key, value, words = _choice(desk, actor, options.list, pair)
            chosen.setdefault(key, []).append((value, words))
        text = options.text or view.text
        columns = {each.key: each for each in COLUMNS[options.list]}
        shown = [columns[each.key] for each in view.columns if each.shown and each.key in columns]
        asked = ListAsked(
            options.list,
            options.list.capitalize(),
            tuple(each.cell for each in shown or columns.values() if shown or each.shown),
            tuple(Sort(each.key, each.descending) for each in view.sort),
            Filter(text, {key: tuple(v for v, _ in pairs) for key, pairs in chosen.items()}),
            view=options.view or "The usual",
            narrowed=(
                *([f"Typed: {text}"] if text else []),
                *(words for pairs in chosen.values() for _, words in pairs),
            ),
        )
        done = export_list(desk, actor, asked, options.out, progress_line("Rows"))
    if options.json:
        say_json({"file": str(done.path), "list": options.list, "rows": done.rows})
    else:
        say(f"{done.path}: {done.rows:,} rows of {options.list}.")
    return 0


def _view(desk: "Desk", actor: "Actor", key: str, name: str | None) -> "ViewContent":
    from pccdesk.domain.views import ViewContent
    from pccdesk.services.views import views_of

    if name is None:
        return ViewContent()
    found = views_of(desk, actor, key).views
    row = next((each for each in found if each.name.casefold() == name.casefold()), None)
    if row is None:
        there = ", ".join(f"“{each.name}”" for each in found) or "none"
        raise Refused(f"There is no view “{name}” of {key} for you. There are: {there}.")
    return row.parsed()


def _choice(desk: "Desk", actor: "Actor", key: str, pair: str) -> tuple[str, Any, str]:
    from pccdesk.queries.listing import Filter
    from pccdesk.queries.lists import listing_of, permission_of

    name, _, wanted = pair.partition("=")
    listing = listing_of(key)
    if name not in listing.filters:
        raise Refused(f"{key} cannot be narrowed by “{name}”. Use: {', '.join(listing.filters)}.")
    choices = desk.read_as(actor, permission_of(key), listing.choices, name, Filter())
    for each in choices:
        if wanted.casefold() in {str(each.value).casefold(), each.label.casefold()}:
            return name, each.value, f"{name}: {each.label}"
    some = ", ".join(each.label for each in choices[:_SHOWN])
    if len(choices) > _SHOWN:
        some += f" and {len(choices) - _SHOWN:,} more"
    raise Refused(f"No row has {name} “{wanted}”. There are: {some}.")
