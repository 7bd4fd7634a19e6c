"""Documents of an application: attach, remove, put back, open."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Row, select

from pccdesk.domain.active_content import warning_of
from pccdesk.domain.applications import EDITABLE, Stage
from pccdesk.domain.audit import canonical
from pccdesk.domain.documents import SIZE_LIMIT, CheckedDocument, check_document, require_size
from pccdesk.domain.errors import EnvironmentFailed, NotFound, Refused
from pccdesk.domain.permissions import Actor, Permission, Reach, needs
from pccdesk.models.applications import Application, Attachment
from pccdesk.queries import documents, funds
from pccdesk.services.contents import keep_content, read_content, read_file
from pccdesk.services.desk import Desk
from pccdesk.services.reading_texts import keep_text, text_of
from pccdesk.services.work import Work, change
from pccdesk.services.workflow import open_application, reason_within_bounds, require_of_fund

_MOST_READ = SIZE_LIMIT + 1
_GONE = "The document is not there any more."


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document taken out to be looked at; `warning` says what another program might run."""

    file_name: str
    media_type: str
    content: bytes
    warning: str = ""


@dataclass(frozen=True, slots=True)
class _ReadDocument:
    """A checked document with its text, read before the change begins."""

    checked: CheckedDocument
    text: str


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def attach_file(
    desk: Desk, actor: Actor, application_id: int, version: int, kind: str, path: Path
) -> None:
    """Attach a file from the disk; a file over the limit is refused before it is read."""
    attach_files(desk, actor, application_id, version, ((kind, path),))


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def attach_files(
    desk: Desk,
    actor: Actor,
    application_id: int,
    version: int,
    files: Sequence[tuple[str, Path]],
) -> None:
    """Attach files from the disk, each as (kind, path): all of them, or none if one is refused."""
    require_of_fund(desk, actor, Permission.RECORD_APPLICATIONS, application_id)
    for _kind, path in files:
        with suppress(OSError):  # reading the file says what is wrong with it
            require_size(path.name, path.stat().st_size)
    checked = [
        (kind, _read(check_document(path.name, read_file(path, _MOST_READ))))
        for kind, path in files
    ]
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        numbers = [_attach(work, application, kind, document) for kind, document in checked]
        if numbers:
            work.keep_before(application, "document.attach", documents=numbers)


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def attach(
    desk: Desk,
    actor: Actor,
    application_id: int,
    version: int,
    kind: str,
    name: str,
    content: bytes,
) -> int:
    """Attach a document of a kind that the round's form asks for, or `other`; return its number.

    Raises `Refused` for a file that is too large, empty, or not what its name says.
    """
    require_of_fund(desk, actor, Permission.RECORD_APPLICATIONS, application_id)
    checked = _read(check_document(name, content))
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        number = _attach(work, application, kind, checked)
        work.keep_before(application, "document.attach", documents=[number])
        return number


def _read(checked: CheckedDocument) -> _ReadDocument:
    return _ReadDocument(checked, text_of(checked.content, checked.media_type))


def _attach(work: Work, application: Application, kind: str, read: _ReadDocument) -> int:
    checked = read.checked
    wanted = funds.form_definition(work.session.connection(), application.form_id).documents
    if kind not in {"other", *(each.code for each in wanted)}:
        raise Refused(f"“{kind}” is no kind of document that this round asks for.")
    digest = keep_content(work, checked.content)
    keep_text(work, digest, read.text)
    row = work.session.scalar(
        select(Attachment).where(
            Attachment.application_id == application.id,
            Attachment.kind == kind,
            Attachment.sha256 == digest,
        )
    )
    if row is not None and row.removed_at is None:
        raise Refused(f"“{row.file_name}” is attached already.")
    if row is None:
        row = Attachment(application_id=application.id, kind=kind, sha256=digest)
        work.session.add(row)
    row.file_name, row.media_type = checked.file_name, checked.media_type
    row.size, row.removed_at = len(checked.content), None
    row.added_by, row.added_at = work.person.user_id, work.now
    application.version += 1
    work.audit(
        "document.attach",
        application,
        application.reference,
        application.id,
        file=row.file_name,
        kind=kind,
        sha256=digest,
        **({"holds": list(checked.holds)} if checked.holds else {}),
    )
    return row.id


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def remove(
    desk: Desk,
    actor: Actor,
    application_id: int,
    version: int,
    attachment_id: int,
    reason: str = "",
) -> None:
    """Take a document off an application; its bytes and the record of it stay.

    `put_back` brings it back. A reason is kept in the audit log, where one is given.
    """
    why = reason_within_bounds(reason)
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        row = _of(work, application_id, attachment_id)
        if row.removed_at is not None:
            raise NotFound(_GONE)
        if application.stage not in EDITABLE:
            raise Refused(
                f"{application.reference} is at “{Stage(application.stage).label}”: what it was "
                "assessed on stays with it. Attach a newer document beside it."
            )
        row.removed_at = work.now
        _record(work, application, row, "document.remove", **({"reason": why} if why else {}))


@needs(Permission.RECORD_APPLICATIONS, reach=Reach.FUND)
def put_back(
    desk: Desk, actor: Actor, application_id: int, version: int, attachment_id: int
) -> None:
    """Put a document that was removed back, however long ago; the record of both stays."""
    with change(desk, actor, Permission.RECORD_APPLICATIONS) as work:
        application = open_application(work, application_id, version)
        row = _of(work, application_id, attachment_id)
        if row.removed_at is None:
            raise Refused(f"“{row.file_name}” is attached already.")
        row.removed_at = None
        _record(work, application, row, "document.put_back")


def _of(work: Work, application_id: int, attachment_id: int) -> Attachment:
    row = work.get(Attachment, attachment_id, "The document")
    if row.application_id != application_id:
        raise NotFound(_GONE)
    return row


def _record(
    work: Work, application: Application, row: Attachment, action: str, **more: str
) -> None:
    """Record what was done with a document, and how it is undone."""
    application.version += 1
    work.audit(
        action,
        application,
        application.reference,
        application.id,
        file=row.file_name,
        kind=row.kind,
        **more,
    )
    work.keep_before(application, action, documents=[row.id])


@needs(Permission.VIEW)
def open_document(desk: Desk, actor: Actor, attachment_id: int) -> OpenedDocument:
    """Return a document's name, type and bytes; who opened which, and when, is recorded.

    Opening it again, or saving it, counts as the same until the person signs in anew. Where it
    cannot be recorded nothing is shown: raises `EnvironmentFailed` saying so.
    """
    present = desk.present(actor, Permission.VIEW)
    with desk.database.reading() as connection:
        row = _opened_row(connection, attachment_id)
        content = read_content(connection, row.sha256)
        opened = {"file": row.file_name, "sign_in": present.session}
        known = present.session is not None and documents.was_opened(
            connection, row.reference, present.user_id, attachment_id, canonical(opened)
        )
    if not known:
        try:
            with change(desk, actor, Permission.VIEW) as work:
                attached = work.get(Attachment, attachment_id, "The document")
                # Not named as the application's own change, which it is not: the subject says it.
                work.audit(documents.OPENED, attached, row.reference, **opened)
        except EnvironmentFailed as failed:
            raise EnvironmentFailed(
                "The document is not shown, because it cannot be recorded that you open it. "
                f"{failed.sentence}"
            ) from failed
    warning = warning_of(row.media_type, content)
    return OpenedDocument(row.file_name, row.media_type, content, warning)


def _opened_row(connection: Connection, attachment_id: int) -> Row[str, str, str, str]:
    row = connection.execute(
        select(
            Attachment.file_name,
            Attachment.media_type,
            Attachment.sha256,
            Application.reference,
        )
        .join(Application, Application.id == Attachment.application_id)
        .where(Attachment.id == attachment_id)
    ).one_or_none()
    if row is None:
        raise NotFound("The document is not there any more.")
    return row
