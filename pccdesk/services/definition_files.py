"""Take in a fund's or a letter's file: next year's rounds and new wording without new code."""

from dataclasses import dataclass
from pathlib import Path

from pccdesk.domain.definitions import Content, parse_fund
from pccdesk.domain.errors import Refused
from pccdesk.domain.letters import wording_from
from pccdesk.domain.permissions import Actor, Permission, needs
from pccdesk.domain.toml_text import read_toml
from pccdesk.papers.award_letter import AWARD_PARTS, AWARD_PLACEHOLDERS
from pccdesk.papers.decline_letter import DECLINE_PARTS, DECLINE_PLACEHOLDERS
from pccdesk.resources import resource_path
from pccdesk.services.contents import read_file, write_whole
from pccdesk.services.desk import Desk
from pccdesk.services.funds import keep_definition, keep_fund
from pccdesk.services.work import Work, change

_LARGEST = 1024 * 1024
_VERSION_DIGITS = 9
_LETTERS = {
    "award": (AWARD_PARTS, AWARD_PLACEHOLDERS),
    "decline": (DECLINE_PARTS, DECLINE_PLACEHOLDERS),
}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a file brought: the fund's or letter's name, rounds and versions that are new."""

    name: str
    rounds: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was taken in, in words."""
        new = []
        if self.rounds:
            new.append(f"rounds {', '.join(self.rounds)}")
        if self.versions:
            new.append(f"new versions of {', '.join(self.versions)}")
        return f"{self.name}: {' and '.join(new) if new else 'nothing in it was new'}."


@needs(Permission.MANAGE_FUNDS)
def take_in_file(desk: Desk, actor: Actor, path: Path) -> TakenIn:
    """Take in a fund's file (TOML) with its new rounds, or a letter's with its new wording.

    Raises `Refused` for a file that is none, and for a part that changed under an old version.
    """
    desk.present(actor, Permission.MANAGE_FUNDS)
    content = read_file(path, _LARGEST + 1)
    if len(content) > _LARGEST:
        raise Refused(f"“{path.name}” is too large to be the file of a fund or a letter.")
    return _take_in(desk, actor, _parsed(content, path.name), path.name)


@needs(Permission.MANAGE_FUNDS)
def take_in_shipped(desk: Desk, actor: Actor) -> tuple[TakenIn, ...]:
    """Take in what ships with this version of the program and an older office lacks."""
    paths = [
        *sorted(resource_path("funds").glob("*.toml")),
        *sorted(resource_path("letters").glob("*.toml")),
    ]
    return tuple(take_in_file(desk, actor, path) for path in paths)


def is_shipped(code: str) -> bool:
    """Tell whether a fund's file ships with the program."""
    return any(path.stem == code for path in resource_path("funds").glob("*.toml"))


@needs(Permission.MANAGE_FUNDS)
def write_fund_file(actor: Actor, code: str, path: Path) -> None:
    """Write the file that a shipped fund came from, to be changed and taken in again."""
    actor.require(Permission.MANAGE_FUNDS)
    write_whole(path, resource_path("funds", f"{code}.toml").read_bytes())


def _parsed(content: bytes, name: str) -> Content:
    try:
        parsed: Content = read_toml(content)
    except ValueError as error:
        raise Refused(f"“{name}” is no file of a fund or a letter: {error}.") from error
    return parsed


def _take_in(desk: Desk, actor: Actor, content: Content, name: str) -> TakenIn:
    if "fund" in content:
        definition = parse_fund(content)
        with change(desk, actor, Permission.MANAGE_FUNDS) as work:
            kept = keep_fund(work, definition, content)
            return TakenIn(definition.name, kept.rounds, kept.versions)
    if content.get("code") not in tuple(_LETTERS):  # a tuple takes a list for an answer too
        raise Refused(f"“{name}” holds neither a fund nor the wording of a letter.")
    with change(desk, actor, Permission.MANAGE_FUNDS) as work:
        return _keep_wording(work, content)


def _keep_wording(work: Work, content: Content) -> TakenIn:
    wording = wording_from(content)
    wording.check(*_LETTERS[wording.code])
    if not wording.version.isdecimal() or len(wording.version) > _VERSION_DIGITS:
        raise Refused("A letter’s version is a whole number.")
    _definition, is_new = keep_definition(
        work, "letter", wording.code, int(wording.version), content
    )
    name = f"{wording.code.capitalize()} letter"
    work.audit("letter.wording", None, name, version=wording.version, new=is_new)
    return TakenIn(name, versions=("its wording",) if is_new else ())
