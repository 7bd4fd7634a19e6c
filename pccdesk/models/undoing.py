"""What stood before a record's last change, while that change can be undone."""

from sqlalchemy.orm import Mapped, mapped_column

from pccdesk.models.base import Base, Code, Identity


class UndoPoint(Base):
    """What stood before the change that ends with one audit entry; the newest of each record.

    `before` is JSON. It may hold people's telephone numbers, so it stands here, where the next
    change writes over it, and not in the audit log, which keeps everything.
    """

    subject_kind: Mapped[str] = mapped_column(Code, primary_key=True)
    subject_id: Mapped[int] = mapped_column(Identity, primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(Identity)
    action: Mapped[str] = mapped_column(Code)
    before: Mapped[str]
