"""All that the form needs to know before it is shown, read in one go off the window's thread."""

from dataclasses import dataclass

from pccdesk.domain.definitions import FormDefinition
from pccdesk.domain.permissions import Actor, Permission
from pccdesk.queries import applications, documents, funds, offices
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.queries.documents import DocumentRow
from pccdesk.queries.funds import RoundRow
from pccdesk.queries.offices import Choice
from pccdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Opening:
    """Rounds with their forms and priorities, the districts, and the record to be changed."""

    rounds: tuple[RoundRow, ...]
    definitions: dict[int, FormDefinition]
    priorities: dict[str, tuple[Choice, ...]]
    districts: tuple[Choice, ...]
    record: ApplicationRecord | None = None
    documents: tuple[DocumentRow, ...] = ()

    def definition_of(self, chosen: RoundRow | None) -> FormDefinition | None:
        """Return the form that counts: the record's own version, else the round's."""
        if self.record is not None:
            return self.definitions.get(self.record.form_id)
        return self.definitions.get(chosen.form_id) if chosen else None

    def priorities_of(self, chosen: RoundRow) -> tuple[Choice, ...]:
        """Return the plan's priorities for a round, and those that the record has besides."""
        offered = self.priorities.get(chosen.code, ())
        if self.record is None:
            return offered
        codes = {each.code for each in offered}
        wanted = [code for code in self.record.form.priorities if code not in codes]
        named = {each.code: each for each in self.priorities.get("", ())}
        return offered + tuple(named.get(code, Choice(code, code)) for code in wanted)


def read_opening(desk: Desk, actor: Actor, record_id: int | None) -> Opening:
    """Read what the form needs; raises `NotFound` for a record that is gone.

    Rounds of funds in which the officer may not record applications are left out.
    """
    record = desk.read(actor, applications.application, record_id) if record_id else None
    rounds = tuple(
        each
        for each in desk.read(actor, funds.rounds)
        if actor.may(Permission.RECORD_APPLICATIONS, each.fund_code)
        or (record is not None and each.id == record.round_id)
    )
    forms = {each.form_id for each in rounds} | ({record.form_id} if record else set())
    days = {each.code: each.closes_at.date() for each in rounds}
    by_day = {day: desk.read(actor, offices.priorities, day) for day in set(days.values())}
    return Opening(
        rounds,
        {number: desk.read(actor, funds.form_definition, number) for number in forms},
        {code: by_day[day] for code, day in days.items()}
        | {"": desk.read(actor, offices.priorities) if record else ()},
        desk.read(actor, offices.districts),
        record,
        desk.read(actor, documents.documents, record_id) if record_id else (),
    )
