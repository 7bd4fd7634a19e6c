"""Documents that came with the form: chosen here, attached as soon as the form is saved."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from pccdesk.domain.definitions import DocumentWanted
from pccdesk.domain.documents import ACCEPTED, SIZE_LIMIT, require_size
from pccdesk.domain.errors import Refused
from pccdesk.queries.documents import DocumentRow
from pccdesk.ui.dialogs.files import ask_open
from pccdesk.ui.form.section import Section
from pccdesk.ui.plain_text import isolated, plain_tip
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import ElidedLabel, label

_LINE = (
    f"Chosen files are attached when you save. {ACCEPTED}, up to "
    f"{SIZE_LIMIT // 1024 // 1024} MB each. More can be attached on the application’s own page."
)


class DocumentsSection(Section):
    """A line for each document that the round's form asks for."""

    def __init__(self, wanted: tuple[DocumentWanted, ...]) -> None:
        super().__init__("documents", "Documents", _LINE)
        self._wanted = wanted
        self._files: dict[str, str] = {}
        self._attached: dict[str, str] = {}
        self._names: dict[str, ElidedLabel] = {}
        self._buttons: dict[str, QPushButton] = {}
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        for row, each in enumerate(wanted):
            self._add(row, each)
        self.add(table)
        self._refusal = label("", "problem", wrap=True)
        self.add(self._refusal)
        self._show()

    def files(self) -> tuple[tuple[str, Path], ...]:
        """Return the chosen files that are not attached yet, as (kind, path)."""
        return tuple((code, Path(path)) for code, path in self._files.items())

    def still_to_come(self) -> int:
        """Return how many required documents are neither chosen nor attached."""
        here = self._files.keys() | self._attached.keys()
        return sum(each.required and each.code not in here for each in self._wanted)

    def set_attached(self, documents: tuple[DocumentRow, ...]) -> None:
        """Show what is attached already; chosen files among them are done with."""
        names: dict[str, list[str]] = {}
        for each in documents:
            names.setdefault(each.kind, []).append(each.file_name)
        self._attached = {kind: ", ".join(found) for kind, found in names.items()}
        self._show()

    def forget_files(self, done: tuple[str, ...]) -> None:
        """Take chosen files off the list, once they are attached."""
        self._files = {code: path for code, path in self._files.items() if code not in done}
        self._show()

    def typed(self) -> dict[str, Any]:
        """Return the paths of the chosen files."""
        return {"documents": dict(self._files)}

    def put_typed(self, kept: Any) -> None:
        """Show chosen files again."""
        files = kept.get("documents") or {}
        known = {each.code for each in self._wanted}
        self._files = {code: path for code, path in files.items() if code in known}
        self._show()

    def choose(self, code: str, path: str) -> None:
        """Take a file for a document; an empty path takes it off."""
        self._files.pop(code, None)
        if path:
            self._files[code] = path
        self._show()
        self.changed.emit()

    def focus_first(self) -> None:
        """Put the keyboard onto the first button."""
        for button in self._buttons.values():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _add(self, row: int, each: DocumentWanted) -> None:
        words = each.label if each.required else f"{each.label} (optional)"
        title = label(words, "label", wrap=True)
        title.setToolTip(plain_tip(each.hint))
        self._grid.addWidget(title, row, 0)
        name = ElidedLabel("", "muted")
        self._names[each.code] = name
        self._grid.addWidget(name, row, 1)
        button = push_button("Choose a file …", clicked=lambda: self._ask(each))
        self._buttons[each.code] = button
        self._grid.addWidget(button, row, 2)

    def _ask(self, each: DocumentWanted) -> None:
        if each.code in self._files:
            self.choose(each.code, "")
            return
        path = ask_open(self, f"Choose: {each.label}", "")
        if path is None:
            return
        try:
            require_size(path.name, path.stat().st_size)
        except (Refused, OSError) as error:
            unread = f"“{isolated(path.name)}” cannot be read. Check the file and choose it again."
            self._show(error.sentence if isinstance(error, Refused) else unread)
        else:
            self.choose(each.code, str(path))

    def _show(self, refusal: str = "") -> None:
        """Show every line; `refusal` is why the file just chosen was not taken."""
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        for each in self._wanted:
            path, attached = self._files.get(each.code), self._attached.get(each.code)
            text = Path(path).name if path else f"Attached: {attached}" if attached else "Not yet"
            self._names[each.code].set_full_text(text)
            button = self._buttons[each.code]
            button.setText("Take off" if path else "Choose a file …")
            button.setAccessibleName(f"{button.text()} {each.label}")
