"""Documents are kept once, taken off without loss, and opened as they came."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from pccdesk.domain.applications import Stage
from pccdesk.domain.documents import SIZE_LIMIT
from pccdesk.domain.errors import EnvironmentFailed, NotFound, NotPermitted, Refused
from pccdesk.models.applications import Attachment
from pccdesk.models.offices import AuditEntry, Content
from pccdesk.services import documents
from tests.office import Office
from tests.services.untouched import refused_and_untouched

PDF = b"%PDF-1.4 minutes"


def attach(office: Office, one: int, name: str = "minutes.pdf", content: bytes = PDF) -> None:
    """Attach a document of another kind."""
    officer = office.who("officer")
    documents.attach(office.desk, officer, one, office.version(one), "other", name, content)


def attachment(office: Office, one: int) -> int:
    """Return the number of an application's last attachment."""
    with office.desk.database.reading() as connection:
        query = select(func.max(Attachment.id)).where(Attachment.application_id == one)
        return connection.scalar(query) or 0


def contents(office: Office) -> int:
    """Return how many contents are kept."""
    with office.desk.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(Content)) or 0


def test_the_same_bytes_are_kept_once_for_many_applications(office: Office) -> None:
    first, second = office.bring_to(Stage.DRAFT), office.bring_to(Stage.DRAFT)
    attach(office, first)
    attach(office, second, "../../the same.pdf")
    assert contents(office) == 1
    opened = documents.open_document(office.desk, office.who("auditor"), attachment(office, second))
    assert (opened.file_name, opened.media_type, opened.content) == (
        "the same.pdf", "application/pdf", PDF,
    )  # fmt: skip
    with refused_and_untouched(office.desk) as refused:
        attach(office, first)
    assert "is attached already" in refused.value.sentence


def test_a_document_that_is_taken_off_keeps_its_bytes_and_can_come_back(office: Office) -> None:
    one, officer = office.bring_to(Stage.DRAFT), office.who("officer")
    attach(office, one)
    number = attachment(office, one)
    documents.remove(office.desk, officer, one, office.version(one), number)
    assert contents(office) == 1
    assert documents.open_document(office.desk, officer, number).content == PDF
    with refused_and_untouched(office.desk, NotFound):
        documents.remove(office.desk, officer, one, office.version(one), number)
    attach(office, one)
    assert attachment(office, one) == number


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("minutes.pdf", b"", "is empty"),
        ("minutes.pdf", b"PK\x03\x04", "is not what its name says"),
        ("minutes.exe", PDF, "cannot be attached"),
        ("minutes.pdf", b"%PDF-" + bytes(SIZE_LIMIT), "the limit is 25 MB"),
    ],
)
def test_what_may_not_be_attached_leaves_no_trace(
    shared_office: Office, name: str, content: bytes, words: str
) -> None:
    one = shared_office.bring_to(Stage.DRAFT)
    with refused_and_untouched(shared_office.desk) as refused:
        attach(shared_office, one, name, content)
    assert words in refused.value.sentence


def test_a_file_of_200_megabytes_is_refused_without_being_read(
    shared_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "accounts.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(documents, "read_file", lambda *_args: pytest.fail("it was read"))
    one, officer = shared_office.bring_to(Stage.DRAFT), shared_office.who("officer")
    version = shared_office.version(one)
    with pytest.raises(Refused, match="has 200 MB; the limit is 25 MB"):
        documents.attach_file(shared_office.desk, officer, one, version, "accounts", path)


def test_a_file_on_the_disk_is_attached_or_the_reason_told(
    shared_office: Office, tmp_path: Path
) -> None:
    desk, officer = shared_office.desk, shared_office.who("officer")
    one = shared_office.bring_to(Stage.DRAFT)
    version = shared_office.version(one)
    for path, words in ((tmp_path / "missing.pdf", "There is no file"), (tmp_path, "is a folder")):
        with pytest.raises(EnvironmentFailed, match=words):
            documents.attach_file(desk, officer, one, version, "accounts", path)
    path = tmp_path / "accounts.pdf"
    path.write_bytes(PDF)
    documents.attach_file(desk, officer, one, version, "accounts", path)
    opened = documents.open_document(desk, officer, attachment(shared_office, one))
    assert opened.content == PDF


def test_a_kind_that_the_round_does_not_ask_for_is_refused(shared_office: Office) -> None:
    one, officer = shared_office.bring_to(Stage.DRAFT), shared_office.who("officer")
    version = shared_office.version(one)
    with refused_and_untouched(shared_office.desk) as refused:
        documents.attach(shared_office.desk, officer, one, version, "recipe", "x.pdf", PDF)
    assert "“recipe” is no kind of document" in refused.value.sentence


@pytest.mark.parametrize("username", ["assessor", "commissioner", "finance", "auditor"])
def test_only_officers_attach(shared_office: Office, username: str, tmp_path: Path) -> None:
    one, who = shared_office.bring_to(Stage.DRAFT), shared_office.who(username)
    version = shared_office.version(one)
    with refused_and_untouched(shared_office.desk, NotPermitted):
        documents.attach(shared_office.desk, who, one, version, "other", "x.pdf", PDF)
    with refused_and_untouched(shared_office.desk, NotPermitted):
        documents.attach_file(shared_office.desk, who, one, version, "other", tmp_path)


def test_a_pdf_with_a_script_is_taken_recorded_and_marked_when_it_is_opened(
    shared_office: Office,
) -> None:
    one = shared_office.bring_to(Stage.DRAFT)
    attach(shared_office, one, "form.pdf", b"%PDF-1.7 << /S /JavaScript /JS (app.alert(1)) >>")
    auditor = shared_office.who("auditor")
    opened = documents.open_document(shared_office.desk, auditor, attachment(shared_office, one))
    assert "holds a script" in opened.warning
    with shared_office.desk.database.reading() as connection:
        attached = select(AuditEntry.detail).where(AuditEntry.action == "document.attach")
        query = attached.order_by(AuditEntry.sequence.desc()).limit(1)
        assert json.loads(connection.scalar(query) or "")["holds"] == ["a script"]


@pytest.mark.parametrize(("name", "words"), [("letter.docx", "macros"), ("photo.png", "points")])
def test_what_is_unsafe_is_refused_and_leaves_no_trace(
    shared_office: Office, name: str, words: str
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr("word/document.xml", "<w/>")
        target.writestr("word/vbaProject.bin", "x")
    bomb = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes([0, 1, 0, 0]) * 2 + bytes(9)
    content = bomb if name == "photo.png" else packed.getvalue()
    one = shared_office.bring_to(Stage.DRAFT)
    with refused_and_untouched(shared_office.desk) as refused:
        attach(shared_office, one, name, content)
    assert words in refused.value.sentence
