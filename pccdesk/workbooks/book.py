"""A workbook being drawn: sheets written row by row, so that memory stays flat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self

from pccdesk.workbooks.appearance import (
    BAD,
    BAD_PALE,
    GOOD,
    GOOD_PALE,
    SIZE,
    Style,
    register_styles,
)
from pccdesk.workbooks.archive import Shown, Values, WorkbookArchive
from pccdesk.workbooks.cell_text import reads_as_formula, safe_text

if TYPE_CHECKING:
    from pccdesk.workbooks.row_writer import RowCell

AGREES = "Agrees"
DIFFERS = "DIFFERS"
_ROW_HEIGHT = 15  # points of a row whose height is not set
_PAGE_HEIGHT = 480  # points between the margins of A4 across, with a little to spare
_A4 = 9  # the file format's number for the paper


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of our own (without its equals sign) and what it comes to now.

    The value is shown by previews that do not calculate; Excel and LibreOffice work it out anew.
    """

    text: str
    value: Shown


CellValue = str | Decimal | int | date | Formula | None


@dataclass(frozen=True, slots=True)
class Properties:
    """What stands in the file's properties; `created` is shown as UTC."""

    title: str
    subject: str
    office: str
    created: datetime


class Book:
    """A write-only workbook with the office's styles; `to_bytes` ends it."""

    def __init__(self, properties: Properties) -> None:
        from openpyxl import Workbook
        from openpyxl.workbook.properties import CalcProperties

        # Any: the way to add a sheet of our own kind is not in the library's types.
        self._workbook: Any = Workbook(write_only=True)
        self.sheets: list[Sheet] = []
        register_styles(self._workbook)
        self._workbook.calculation = CalcProperties(fullCalcOnLoad=True)
        self._describe(properties)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Remove the temporary files of sheets that a failure or a cancel left open."""
        for sheet in self.sheets:
            sheet.discard()

    def _describe(self, properties: Properties) -> None:
        kept = self._workbook.properties
        when = properties.created.replace(tzinfo=None)
        kept.title, kept.subject = safe_text(properties.title), safe_text(properties.subject)
        kept.creator = kept.lastModifiedBy = safe_text(properties.office)
        kept.created = kept.modified = when
        kept.language = "en-GB"

    def add_sheet(self, title: str, index: int | None = None) -> "Sheet":
        """Add a sheet at a place (None: last) and return it."""
        from pccdesk.workbooks.row_writer import RowSheet

        worksheet = RowSheet(self._workbook, title)
        self._workbook._add_sheet(worksheet, index)  # noqa: SLF001 - no public way to add our own
        sheet = Sheet(worksheet)
        self.sheets.append(sheet)
        return sheet

    def define(self, name: str, reference: str) -> None:
        """Give cells a name that formulas and people can use."""
        from openpyxl.workbook.defined_name import DefinedName

        self._workbook.defined_names[name] = DefinedName(name, attr_text=reference)

    def to_bytes(self) -> bytes:
        """Close the workbook and return the file; the same content gives the same bytes."""
        from openpyxl.writer.excel import ExcelWriter

        file = BytesIO()
        self._workbook.active = 0
        archive = WorkbookArchive(file, self._values)
        ExcelWriter(self._workbook, archive).save()
        return file.getvalue()

    def _values(self, path: str) -> Values:
        for sheet in self.sheets:
            if sheet.worksheet.path.lstrip("/") == path:
                return sheet.formula_values
        return {}


class Sheet:
    """One sheet, written from its first row down."""

    def __init__(self, worksheet: Any) -> None:
        self.worksheet = worksheet
        self.title: str = worksheet.title
        self.row = 0
        self.formula_values: dict[str, Shown] = {}
        self._used = 0.0  # points of height since the last page break
        self._page: float | None = None

    def cell(self, column: int, style: Style, *, quoted: bool = False) -> "RowCell":
        """Return an empty cell of a column, to be filled and appended."""
        from pccdesk.workbooks.row_writer import RowCell

        return RowCell(self.worksheet, column, style.value, quoted=quoted)

    def _filled(self, column: int, value: CellValue, style: Style) -> "RowCell":
        if isinstance(value, str):
            cell = self.cell(column, style, quoted=reads_as_formula(value))
            cell.put_text(value)
            return cell
        cell = self.cell(column, style)
        if isinstance(value, Formula):
            cell.put_formula(value.text)
            self.formula_values[f"{cell.letter}{self.row}"] = value.value
        elif isinstance(value, date):
            cell.put_date(value)
        else:
            cell.put_number(value)
        return cell

    def append(
        self, values: Iterable[tuple[CellValue, Style] | None], height: float | None = None
    ) -> int:
        """Write a row of (value, style) and gaps; return its number. `height` is in points."""
        self.row += 1
        self._used += height or _ROW_HEIGHT
        if height is not None:
            self.worksheet.row_dimensions[self.row].height = height
        self.worksheet.append(
            [
                None if each is None else self._filled(column, *each)
                for column, each in enumerate(values, 1)
            ]
        )
        return self.row

    def gap(self, height: float = 12) -> None:
        """Leave an empty row."""
        self.append((), height)

    def discard(self) -> None:
        """Close the sheet and remove its temporary file, if it is not in a workbook yet."""
        if not self.worksheet.closed:
            self.worksheet.close()
            self.worksheet._writer.cleanup()  # noqa: SLF001 - no public way

    def print_at_scale(self, per_cent: int) -> None:
        """Print at a fixed scale, so that `keep_together` can say where pages end (A4 across)."""
        self.worksheet.sheet_properties.pageSetUpPr = _fit_to_page(fit=False)
        self.worksheet.page_setup.fitToHeight = self.worksheet.page_setup.fitToWidth = None
        self.worksheet.page_setup.scale = per_cent
        self._page = _PAGE_HEIGHT * 100 / per_cent

    def keep_together(self, height: float) -> None:
        """Begin a new page unless so many points of rows still fit on this one."""
        from openpyxl.worksheet.pagebreak import Break

        if self._page is not None and self._used + height > self._page:
            self.worksheet.row_breaks.append(Break(id=self.row))
            self._used = 0

    def hide(self) -> None:
        """Keep the sheet out of sight; it can be shown again from the menu."""
        self.worksheet.sheet_state = "hidden"

    def widths(self, widths: Iterable[float]) -> None:
        """Set column widths from A on, in characters."""
        from openpyxl.utils import get_column_letter

        for column, width in enumerate(widths, 1):
            # A character of the 10-point face is a little narrower than Excel's unit.
            self.worksheet.column_dimensions[get_column_letter(column)].width = width * SIZE / 10

    def print_on_a4(
        self, heading: str, office: str, *, landscape: bool = True, pages_wide: int = 1
    ) -> None:
        """Set up printing: A4, fitted to the width, page numbers, the heading in the margins."""
        sheet = self.worksheet
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = _A4
        sheet.sheet_properties.pageSetUpPr = _fit_to_page()
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
        sheet.page_setup.pageOrder = "overThenDown"
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
        for part, text in (
            (sheet.oddHeader.left, _margin_text(office)),
            (sheet.oddHeader.right, _margin_text(heading)),
            (sheet.oddFooter.left, _margin_text(self.title)),
            (sheet.oddFooter.right, "Page &P of &N"),
        ):
            part.text, part.size, part.font = text, 8, "Arial,Regular"

    def show_checks(self, cells: str) -> None:
        """Colour check cells: green where the sheet agrees with the database, red where not."""
        from openpyxl.formatting.rule import Rule
        from openpyxl.styles import Font, PatternFill
        from openpyxl.styles.differential import DifferentialStyle

        for word, ink, pale in ((AGREES, GOOD, GOOD_PALE), (DIFFERS, BAD, BAD_PALE)):
            self.worksheet.conditional_formatting.add(
                cells,
                Rule(
                    type="cellIs",
                    operator="equal",
                    formula=[f'"{word}"'],
                    dxf=DifferentialStyle(
                        font=Font(color=ink, bold=True),
                        fill=PatternFill(bgColor=pale, fill_type="solid"),
                    ),
                ),
            )


def _fit_to_page(*, fit: bool = True) -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=fit)


def _margin_text(text: str) -> str:
    return safe_text(text).replace("&", "&&")
