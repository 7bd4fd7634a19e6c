"""Saving what was typed: the application, then its documents, then reading back what stands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pccdesk.domain.errors import DeskError
from pccdesk.domain.forms import ApplicationForm
from pccdesk.domain.permissions import Actor
from pccdesk.domain.undoing import LastChange
from pccdesk.queries import applications, documents
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.queries.documents import DocumentRow
from pccdesk.queries.undoing import APPLICATION, last_change
from pccdesk.services import applications as recording
from pccdesk.services import documents as attaching
from pccdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class SaveOrder:
    """What is to be saved: a new application (`record_id` None) or one as it was seen."""

    form: ApplicationForm
    record_id: int | None
    version: int
    receive: bool
    files: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands after saving, and which files could not be attached."""

    record: ApplicationRecord
    documents: tuple[DocumentRow, ...]
    attached: tuple[str, ...]
    troubles: tuple[str, ...]
    last: LastChange | None = None
    """The record's last change, where one of before was changed: it can be offered to undo it."""


def save_application(desk: Desk, actor: Actor, order: SaveOrder) -> Saved:
    """Save an application and attach its files.

    Raises `Refused` where the application cannot be saved; a file that cannot be attached is
    told in `troubles`, the application stands.
    """
    number = _kept(desk, actor, order)
    attached, troubles = _attach(desk, actor, number, order.files)
    return Saved(
        desk.read(actor, applications.application, number),
        desk.read(actor, documents.documents, number),
        attached,
        troubles,
        desk.read(actor, last_change, APPLICATION, number) if order.record_id else None,
    )


def version_now(desk: Desk, actor: Actor, record_id: int) -> int:
    """Return the version that the record has at this moment."""
    return desk.read(actor, applications.application, record_id).version


def _kept(desk: Desk, actor: Actor, order: SaveOrder) -> int:
    if order.record_id is None:
        make: Callable[[Desk, Actor, ApplicationForm], int] = (
            recording.receive_new if order.receive else recording.save_new
        )
        return make(desk, actor, order.form)
    recording.save_changes(desk, actor, order.record_id, order.version, order.form)
    if order.receive:
        version = version_now(desk, actor, order.record_id)
        recording.receive(desk, actor, order.record_id, version)
    return order.record_id


def _attach(
    desk: Desk, actor: Actor, number: int, files: tuple[tuple[str, Path], ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    attached, troubles = [], []
    for kind, path in files:
        try:
            version = version_now(desk, actor, number)
            attaching.attach_file(desk, actor, number, version, kind, path)
        except DeskError as error:
            troubles.append(error.sentence)
        else:
            attached.append(kind)
    return tuple(attached), tuple(troubles)
