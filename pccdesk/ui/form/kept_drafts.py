"""What is typed and not saved yet, kept in small files so that a crash loses nothing.

One file for each form being typed, named after the database, the officer and the form; written
whole, and removed once it is saved or thrown away.
"""

import hashlib
import json
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pccdesk.domain.dates import to_london
from pccdesk.services.contents import make_folder, write_whole
from pccdesk.services.desk import Desk
from pccdesk.ui.plain_text import isolated

_FORMAT = 1
_LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One form as it was typed, when, and the record's version it began from (0 for a new one)."""

    path: Path
    kept_at: datetime
    version: int
    title: str
    typed: dict[str, Any]

    @property
    def words(self) -> str:
        """How it is offered: `Recovered draft from 14:02: Friday football`."""
        local = to_london(self.kept_at)
        return (
            f"Recovered draft from {local:%H:%M} on {local.day} {local:%B}: {isolated(self.title)}"
        )


def drafts_folder() -> Path:
    """Return the folder in the user's data folder; it may not exist yet."""
    import platformdirs

    return platformdirs.user_data_path("pccdesk", appauthor=False) / "drafts"


def office_of(desk: Desk, user_id: int) -> str:
    """Return a name for one person in one office's database, which tells neither."""
    address = desk.database.url.render_as_string(hide_password=True)
    return hashlib.sha256(f"{address} {user_id}".encode()).hexdigest()[:16]


class DraftKeeper:
    """Keeps the draft of one form being typed; every form that is begun has a file of its own.

    `form` is the code of a dialog's form, such as `assess`; empty for the application's own.
    """

    def __init__(self, desk: Desk, user_id: int, record_id: int | None, form: str = "") -> None:
        office = office_of(desk, user_id)
        of = f"{form}-" if form else ""
        self._prefix = f"{office}-{of}{record_id or 'new'}-"
        self._own = self._new_file()

    def keep(self, now: datetime, version: int, title: str, typed: dict[str, Any]) -> None:
        """Write what is typed, whole; raises `EnvironmentFailed`."""
        content = {
            "format": _FORMAT,
            "kept_at": now.isoformat(),
            "version": version,
            "title": title,
            "typed": typed,
        }
        make_folder(self._own.parent)
        write_whole(self._own, json.dumps(content, ensure_ascii=False).encode())
        with suppress(OSError):
            self._own.chmod(0o600)  # names and telephone numbers of people

    def begin_another(self) -> None:
        """Keep from now on in a new file; what was kept so far is left over."""
        self._own = self._new_file()

    def _new_file(self) -> Path:
        return drafts_folder() / f"{self._prefix}{uuid.uuid4().hex[:8]}.json"

    def forget(self) -> None:
        """Remove this form's file: what it holds is saved or was thrown away."""
        with suppress(OSError):
            self._own.unlink(missing_ok=True)

    def left_over(self) -> KeptDraft | None:
        """Return the newest draft that an earlier run of the program left, if there is one."""
        found = (
            read_draft(path)
            for path in drafts_folder().glob(f"{self._prefix}*.json")
            if path != self._own
        )
        return max((each for each in found if each), key=lambda each: each.kept_at, default=None)


def discard(draft: KeptDraft) -> None:
    """Throw a draft away."""
    with suppress(OSError):
        draft.path.unlink(missing_ok=True)


def read_draft(path: Path) -> KeptDraft | None:
    """Return the draft that a file holds; None for half a file, or somebody else’s."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        content = json.loads(path.read_text(encoding="utf-8"))
        kept_at = datetime.fromisoformat(content["kept_at"])
        if (
            content["format"] != _FORMAT
            or not isinstance(content["typed"], dict)
            or kept_at.tzinfo is None
        ):
            return None
        return KeptDraft(
            path,
            kept_at,
            int(content["version"]),
            str(content["title"]),
            content["typed"],
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
