"""A list handed out: copied with its headers, or exported as a workbook, exactly as it shows."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from pccdesk.services import lists
from pccdesk.services.lists import ListAsked, ListExported
from pccdesk.ui.context import Context
from pccdesk.ui.dialog_help import answer_f1
from pccdesk.ui.dialogs.files import WORKBOOK, ask_save
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.itemmodels.list_source import ListSource
from pccdesk.ui.itemmodels.record_model import PAGE
from pccdesk.ui.lists.words import counted
from pccdesk.workbooks.cell_text import typed_safely

MOST_COPIED = 20_000
"""Rows that may be copied in one go; more is what exporting is for."""


class Shown(Protocol):
    """What is handed out: the list as the officer sees it."""

    def asked(self, ids: Sequence[int] | None) -> ListAsked:
        """Return what an export of these rows (None: all) is."""


class ListOutput:
    """Copies and exports for one list; `one` and `many` are what its rows are called."""

    def __init__(
        self, context: Context, source: ListSource, owner: QWidget, one: str, many: str
    ) -> None:
        self._context, self._source, self._owner = context, source, owner
        self._one, self._many = one, many

    def copy(self, columns: Sequence[Column], ids: "array[int]", asked: ListAsked) -> None:
        """Put rows on the clipboard, with headers; too many are refused with a way out.

        That many were copied is recorded before they are.
        """
        if len(ids) > MOST_COPIED:
            self._context.messages.warning(
                f"{len(ids):,} rows are too many to copy. Select up to {MOST_COPIED:,}, "
                "narrow the list, or export it (Ctrl+E)."
            )
            return
        desk, actor = self._context.desk, self._context.actor

        def work() -> str:
            text = _as_text(self._source, columns, ids)
            if asked.list_key:
                lists.record_copy(desk, actor, asked, len(ids))
            return text

        self._context.jobs.run_change(
            self._owner, "Copy rows", lambda _progress: work(), self._put_on_clipboard
        )

    def export(self, shown: Shown, selected: "array[int]", total: int) -> None:
        """Ask which rows where some are selected, and where to save; then write the workbook."""
        ids: array[int] | None = None
        if selected:
            which = self._ask_which(len(selected), total)
            if which is None:
                return
            ids = selected if which else None
        asked = shown.asked(ids)
        name = f"{asked.title} {self._context.today():%Y-%m-%d}.xlsx"
        path = ask_save(self._owner, f"Export {asked.title.lower()}", name, WORKBOOK)
        if path is not None:
            self.write(asked, path)

    def write(self, asked: ListAsked, path: Path) -> None:
        """Write a list's workbook behind the window; it can be cancelled and leaves nothing."""
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_change(
            self._owner,
            f"Export {asked.title.lower()}",
            lambda progress: lists.export_list(desk, actor, asked, path, progress),
            self._written,
        )

    def _written(self, done: ListExported) -> None:
        rows = counted(done.rows, self._one, self._many)
        self._context.messages.success(
            f"{done.path.name} was saved with {rows}. The audit log has a record of it."
        )

    def _put_on_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        rows = text.count("\n")
        whose = "its" if rows == 1 else "their"
        self._context.messages.information(
            f"Copied {counted(rows, self._one, self._many)} with {whose} headers."
        )

    def _ask_which(self, selected: int, total: int) -> bool | None:
        """Return whether to export the selected rows alone; None to export nothing."""
        question = QMessageBox(self._owner.window())
        question.setWindowTitle("Export")
        answer_f1(question)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText("Which rows should the workbook hold?")
        only = question.addButton(
            f"The {counted(selected, 'selected row', 'selected rows')}",
            QMessageBox.ButtonRole.AcceptRole,
        )
        every = question.addButton(f"All {total:,} of the list", QMessageBox.ButtonRole.YesRole)
        question.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(only)
        question.exec()
        if question.clickedButton() is only:
            return True
        return False if question.clickedButton() is every else None


def _as_text(source: ListSource, columns: Sequence[Column], ids: "array[int]") -> str:
    lines = ["\t".join(column.title for column in columns)]
    for start in range(0, len(ids), PAGE):
        part = ids[start : start + PAGE]
        rows = source.rows(part)
        lines += [
            "\t".join(typed_safely(" ".join(column.text(rows[each]).split())) for column in columns)
            for each in part
            if each in rows
        ]
    return "\n".join(lines)
