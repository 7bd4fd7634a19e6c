"""What the form says before the service does: the domain's problems, and what the round adds."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from pccdesk.domain.dates import format_instant
from pccdesk.domain.definitions import FormDefinition
from pccdesk.domain.errors import FieldProblem
from pccdesk.domain.forms import ApplicationForm, draft_problems, form_problems
from pccdesk.domain.money import format_pounds
from pccdesk.queries.funds import RoundRow

_NOTHING = Decimal(0)


def problems_of(
    form: ApplicationForm,
    definition: FormDefinition | None,
    chosen: RoundRow | None,
    entries: tuple[FieldProblem, ...],
    now: datetime,
    *,
    to_receive: bool,
) -> tuple[FieldProblem, ...]:
    """Return all that is wrong with a form, warnings included.

    What cannot be read at all (`entries`) comes instead of what the domain says of that field,
    and stops a draft too: saving would lose what was typed. Of a draft, the rest are warnings of
    the domain left out and those of the round kept.
    """
    found: list[FieldProblem] = []
    if chosen is None or definition is None:
        found.append(FieldProblem("round_code", "Choose the round."))
        found += draft_problems(form)
    elif to_receive:
        found += form_problems(form, definition)
    else:
        found += draft_problems(form)
    if chosen is not None:
        found += _round_warnings(form, chosen, now)
    found += _money_warnings(form)
    if to_receive and form.received_at is not None and form.received_at > now:
        sentence = "The time of receipt is in the future. Check the date and time."
        found.append(FieldProblem("received_at", sentence))
    unreadable = {each.field for each in entries}
    return (*entries, *(each for each in found if each.field not in unreadable))


def _round_warnings(
    form: ApplicationForm, chosen: RoundRow, now: datetime
) -> Iterator[FieldProblem]:
    received = form.received_at or now
    if chosen.closes_at < received:
        closed = f"The round closed on {format_instant(chosen.closes_at)}"
        yield FieldProblem("round_code", f"{closed}: the application counts as late.", warning=True)
    asked = form.amount_requested
    if asked is not None and asked > chosen.maximum:
        most = format_pounds(chosen.maximum)
        yield FieldProblem("amount_requested", f"The round gives at most {most}.", warning=True)
    if asked is not None and _NOTHING < asked < chosen.minimum:
        least = format_pounds(chosen.minimum)
        yield FieldProblem("amount_requested", f"The round gives at least {least}.", warning=True)


def _money_warnings(form: ApplicationForm) -> Iterator[FieldProblem]:
    asked = form.amount_requested
    parts = sum((line.from_grant for line in form.budget), _NOTHING)
    if asked is not None and parts and parts != asked:
        yield FieldProblem(
            "budget",
            f"The grant’s part of the budget is {format_pounds(parts)}, the amount asked for is "
            f"{format_pounds(asked)}.",
            warning=True,
        )
    match = sum((line.amount for line in form.match), _NOTHING)
    if asked is not None and form.total_cost and match and match + asked != form.total_cost:
        yield FieldProblem(
            "match",
            f"Match funding and grant are {format_pounds(match + asked)} together, the total cost "
            f"is {format_pounds(form.total_cost)}.",
            warning=True,
        )
