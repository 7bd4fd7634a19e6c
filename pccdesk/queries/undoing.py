"""The last change of a record, and whether what stood before it is known."""

from sqlalchemy import ColumnElement, Connection, and_, select

from pccdesk.domain.errors import NotFound
from pccdesk.domain.undoing import LastChange
from pccdesk.models.applications import Application
from pccdesk.models.funds import Fund
from pccdesk.models.offices import AuditEntry
from pccdesk.models.payments import PaymentBatch
from pccdesk.models.undoing import UndoPoint
from pccdesk.queries.timelines import in_words

APPLICATION = Application.__name__
CHANGES_NOTHING = ("bank_account.see", "document.open")
"""What is passed over: to look at something is in nobody's way who undoes what was done."""


def last_change(connection: Connection, kind: str, number: int) -> LastChange | None:
    """Return the last thing done to a record of a kind (`Application`, `PaymentBatch` …)."""
    query = (
        select(
            AuditEntry.sequence,
            AuditEntry.action,
            AuditEntry.actor_id,
            AuditEntry.actor,
            AuditEntry.at,
            UndoPoint.action.label("undoable"),
            Fund.code.label("fund_code"),
        )
        .outerjoin(
            UndoPoint,
            and_(
                UndoPoint.subject_kind == kind,
                UndoPoint.subject_id == number,
                UndoPoint.sequence == AuditEntry.sequence,
            ),
        )
        .outerjoin(Application, Application.id == AuditEntry.application_id)
        .outerjoin(Fund, Fund.id == Application.fund_id)
        .where(_about(kind, number), AuditEntry.action.not_in(CHANGES_NOTHING))
        .order_by(AuditEntry.sequence.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    # A change may end with a lesser entry, as starting the checks ends with their outcome.
    action = row.undoable or row.action
    return LastChange(
        row.sequence,
        action,
        in_words(action),
        row.actor_id,
        row.actor,
        row.at,
        row.undoable is not None,
        row.fund_code,
    )


def record_called(connection: Connection, reference: str) -> tuple[str, int]:
    """Return kind and number of the application or batch with a reference; raises `NotFound`."""
    wanted = reference.strip().upper()
    tables: tuple[type[Application | PaymentBatch], ...] = (Application, PaymentBatch)
    for table in tables:
        number = connection.scalar(select(table.id).where(table.reference == wanted))
        if number is not None:
            return table.__name__, number
    raise NotFound(f"No application and no batch is called “{wanted}”.")


def _about(kind: str, number: int) -> ColumnElement[bool]:
    if kind == APPLICATION:
        return AuditEntry.application_id == number
    return and_(AuditEntry.subject_kind == kind, AuditEntry.subject_id == number)
