"""Undo the last change of a record: a new change that names the old one, never a deletion."""

import json

from pccdesk.domain.errors import NotPermitted, Refused, Stale
from pccdesk.domain.permissions import Actor, open_to_all
from pccdesk.domain.undoing import LastChange, UndoRule, undo_objection
from pccdesk.models.applications import Application
from pccdesk.models.organisations import Organisation
from pccdesk.models.payments import PaymentBatch
from pccdesk.models.undoing import UndoPoint
from pccdesk.queries import undoing
from pccdesk.services.desk import Desk
from pccdesk.services.putting_back import PUT_BACK
from pccdesk.services.work import Work, change

_Subject = Application | Organisation | PaymentBatch
_TABLES: dict[str, tuple[type[_Subject], str, str]] = {
    Application.__name__: (Application, "application.undo", "The application"),
    Organisation.__name__: (Organisation, "organisation.undo", "The organisation"),
    PaymentBatch.__name__: (PaymentBatch, "payment_batch.undo", "The batch"),
}
"""What can be undone in: its table, the audited action, and its words."""


@open_to_all("It asks for the permission of the change that is undone: domain.undoing.")
def undo(desk: Desk, actor: Actor, kind: str, number: int, sequence: int) -> str:
    """Undo a record's last change, the one that ends with audit entry `sequence`; say which.

    `kind` is `Application`, `Organisation` or `PaymentBatch`. Raises `Stale` if anything was done
    to the record since, `NotPermitted` or `Refused` where the rules of `domain.undoing` forbid it.
    """
    with change(desk, actor) as work:
        if kind not in _TABLES:
            raise Refused(f"Nothing is undone in records of the kind “{kind}”.")
        table, action, what = _TABLES[kind]
        subject = work.get(table, number, what)
        name = subject.name if isinstance(subject, Organisation) else subject.reference
        last, rule = _still_last(work, kind, number, sequence, name)
        point = work.get(UndoPoint, (kind, number), "What stood before")
        PUT_BACK[rule.action](work, subject, json.loads(point.before))
        work.audit(
            action,
            subject,
            name,
            number if isinstance(subject, Application) else None,
            undone=last.sequence,
            undone_action=last.action,
            undid=last.words,
            **_stage_now(subject),
        )
        work.session.delete(point)
        return f"Undone: {last.words}."


def _still_last(
    work: Work, kind: str, number: int, sequence: int, name: str
) -> tuple[LastChange, UndoRule]:
    last = undoing.last_change(work.session.connection(), kind, number)
    if last is not None and last.sequence != sequence:
        raise Stale(
            f"{name} was changed meanwhile: {last.words}. Nothing was undone; look at it again."
        )
    sentence = undo_objection(last, work.person)
    if last is None or last.rule is None or sentence:
        permitted = last is None or last.rule is None or not last.kept
        raise (Refused if permitted else NotPermitted)(sentence)
    return last, last.rule


def _stage_now(subject: _Subject) -> dict[str, str]:
    return {"stage_after": subject.stage} if isinstance(subject, Application) else {}
