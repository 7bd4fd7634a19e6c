"""Columns of a list as data: what they are called, show, sort by, and how wide they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pccdesk.ui.palettes import Tone
from pccdesk.workbooks.list_sheet import CellKind, ListColumn


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `text` makes a row's words; `tone` draws them as a status badge.

    `value` is the cell as a workbook holds it, of a `kind`; without it the words go there.
    `sort` names the list's sort key (empty: the column cannot be sorted by), `fills` lets it take
    what room is left, `shown` is whether it shows before the officer chooses.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    width: int = 120
    sort: str = ""
    right: bool = False
    link: bool = False
    fills: bool = False
    shown: bool = True
    tone: Callable[[Any], Tone] | None = None
    kind: CellKind = CellKind.TEXT
    value: Callable[[Any], Any] | None = None

    @property
    def cell(self) -> ListColumn:
        """The column as a workbook shows it."""
        return ListColumn(self.key, self.title, self.kind, self.value or self.text, self.width)
