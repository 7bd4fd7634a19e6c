"""Say what kind of document each chosen or dropped file is, before it is attached."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from pccdesk.domain.definitions import DocumentWanted
from pccdesk.domain.documents import ACCEPTED, SIZE_LIMIT, clean_file_name
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords

OTHER = "other"


@dataclass(frozen=True, slots=True)
class AttachFiles:
    """Files to attach, as (kind of document, file)."""

    files: tuple[tuple[str, Path], ...]


class AttachDialog(CommandDialog):
    """Returns `AttachFiles`; each file begins as the kind that is missing next."""

    def __init__(
        self,
        paths: tuple[Path, ...],
        wanted: tuple[DocumentWanted, ...],
        missing: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        one = len(paths) == 1
        words = DialogWords(
            "Attach a document" if one else f"Attach {len(paths)} documents",
            f"{ACCEPTED}, up to {SIZE_LIMIT // 1024 // 1024} MB each.",
            "Attach",
        )
        super().__init__(words, parent)
        self._paths = paths
        for place, path in enumerate(paths):
            kinds = QComboBox()
            for each in wanted:
                kinds.addItem(each.label, each.code)
            kinds.addItem("Another document", OTHER)
            likely = missing[place] if place < len(missing) else OTHER
            kinds.setCurrentIndex(max(0, kinds.findData(likely)))
            self.form.add(
                f"kind_{place}", clean_file_name(path.name), kinds, hint="Kind of document"
            )
        self.ready()
        self.resize(600, min(320 + 90 * (len(paths) - 1), 640))

    def command(self) -> AttachFiles:
        """Return each file with its kind."""
        values = self.form.values()
        return AttachFiles(
            tuple((values[f"kind_{place}"], path) for place, path in enumerate(self._paths))
        )
