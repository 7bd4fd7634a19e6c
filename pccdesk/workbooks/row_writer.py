"""A write-only sheet that takes one styled cell a column, filled anew for each row.

openpyxl makes, styles and looks up a cell for every value, which takes longer than writing it.
It is imported with openpyxl, so only inside functions.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pccdesk.workbooks.cell_text import safe_text

_DAY_NOUGHT = date(1899, 12, 30).toordinal()  # day 0 of the file format's calendar
_MINUTES = 24 * 60
_FRACTION = Decimal("0.000000001")  # of a day; a minute is 700,000 times as much


class RowCell(Cell):
    """A cell whose place in a row and style are settled once."""

    __slots__ = ("letter", "number_of_style")

    def __init__(self, worksheet: Any, column: int, style: str, *, quoted: bool = False) -> None:
        """Make an empty cell; `quoted` marks text that would be taken for a formula."""
        super().__init__(worksheet, 1, column)
        self.style = style
        self.quotePrefix = quoted
        self.letter = get_column_letter(column)
        self.number_of_style: int = super().style_id

    @property
    def coordinate(self) -> str:
        """The address, such as `B7`."""
        return f"{self.letter}{self.row}"

    @property
    def style_id(self) -> int:
        """The style's number in the file."""
        return self.number_of_style

    @property
    def has_style(self) -> bool:
        """Always: an empty cell keeps its rule and format too."""
        return True

    def put_text(self, text: str) -> None:
        """Hold text as text, whatever it begins with."""
        self._value = safe_text(text)
        self.data_type = "s"

    def put_number(self, value: Decimal | int | None) -> None:
        """Hold a number, exact to the fifteen digits that a workbook keeps; or nothing."""
        number: Any = value  # the library's types know no decimals here; its writer does
        self._value = number
        self.data_type = "n"

    def put_date(self, value: date | None) -> None:
        """Hold a day as the file's day number; the style shows it as a date."""
        self.put_number(None if value is None else value.toordinal() - _DAY_NOUGHT)

    def put_moment(self, value: datetime | None) -> None:
        """Hold a day and its minutes, as the clock on the wall says them."""
        if value is None:
            self.put_number(None)
            return
        day = value.toordinal() - _DAY_NOUGHT
        minutes = Decimal(value.hour * 60 + value.minute) / _MINUTES
        self.put_number(day + minutes.quantize(_FRACTION))

    def put_formula(self, text: str) -> None:
        """Hold a formula of the program's own, given without its equals sign."""
        self._value = f"={text}"
        self.data_type = "f"


class RowSheet(WriteOnlyWorksheet):
    """A write-only sheet whose rows hold nothing but such cells and gaps."""

    def _values_to_row(self, values: Iterable[RowCell | None], row_idx: int) -> Iterator[RowCell]:
        for cell in values:
            if cell is not None:
                cell.row = row_idx
                yield cell
