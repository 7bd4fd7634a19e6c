"""What the section on people reads and asks of the services, off the window's thread."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pccdesk.domain.permissions import Actor, Permission
from pccdesk.ui.dialogs.person_dialog import SavePerson
from pccdesk.ui.dialogs.sign_in_rules_dialog import ChangeRules

if TYPE_CHECKING:
    from pccdesk.queries.people import PersonRow
    from pccdesk.queries.sign_in import RulesRow, SessionRow
    from pccdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """Everything that the section shows, read at one moment."""

    people: "tuple[PersonRow, ...]" = ()
    funds: dict[str, str] = field(default_factory=dict)
    is_sample: bool = False
    locked: dict[int, datetime] = field(default_factory=dict)
    sessions: "tuple[SessionRow, ...]" = ()
    rules: "RulesRow | None" = None
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class GivenWord:
    """A one-time word as it was made, and until when it counts."""

    word: str = field(repr=False)
    until: datetime


def read_people(desk: "Desk", actor: Actor) -> PeopleRead:
    """Read people, sign-ins and rules, as far as the person may see them."""
    from pccdesk.queries import funds, people, sign_in

    now = desk.clock()
    manages, sees = (
        actor.may(each) for each in (Permission.MANAGE_PEOPLE, Permission.VIEW_SESSIONS)
    )
    return PeopleRead(
        desk.read(actor, people.people),
        {each.code: each.name for each in desk.read(actor, funds.funds)},
        desk.read(actor, people.is_sample_office),
        desk.read(actor, sign_in.locked_out, now) if manages else {},
        desk.read(actor, sign_in.sessions) if sees else (),
        desk.read(actor, sign_in.rules_row),
        now,
    )


def keep_person(
    desk: "Desk", actor: Actor, person: "PersonRow | None", command: SavePerson
) -> GivenWord | None:
    """Save a person; somebody new gets a one-time word, but in the sample office."""
    from pccdesk.queries.people import is_sample_office
    from pccdesk.services import people

    if person is not None:
        people.change_person(
            desk,
            actor,
            person.id,
            person.version,
            command.person,
            active=command.active,
            reason=command.reason,
        )
        return None
    number = people.add_person(desk, actor, command.person)
    return None if desk.read(actor, is_sample_office) else give_word(desk, actor, number, 1)


def give_word(desk: "Desk", actor: Actor, person_id: int, version: int) -> GivenWord:
    """Give a one-time word and say until when it counts."""
    from pccdesk.queries.sign_in import rules
    from pccdesk.services import passwords

    word = passwords.give_word(desk, actor, person_id, version)
    return GivenWord(word, desk.clock() + timedelta(hours=desk.read(actor, rules).word_hours))


def let_somebody_in(desk: "Desk", actor: Actor, person_id: int) -> None:
    """End a lock-out."""
    from pccdesk.services.sessions import let_in

    let_in(desk, actor, person_id)


def keep_rules(desk: "Desk", actor: Actor, version: int, command: ChangeRules) -> None:
    """Save the rules of signing in."""
    from pccdesk.services.passwords import change_rules

    change_rules(desk, actor, version, command.rules)
