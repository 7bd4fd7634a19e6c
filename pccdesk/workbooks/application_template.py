"""The spreadsheet that an officer downloads for a round, fills in and brings back."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pccdesk.workbooks.appearance import DATE_FORMAT, MONEY_FORMAT, TEXT_FORMAT, Style
from pccdesk.workbooks.application_layout import (
    APPLICATIONS,
    EXAMPLE_MARK,
    FACTS,
    FORMAT,
    HINT_MARK,
    INSTRUCTIONS,
    LISTS,
    ROW_LIMIT,
    ROW_TITLE,
    RoundSheet,
    shown_title,
)
from pccdesk.workbooks.book import Book, CellValue, Properties, Sheet
from pccdesk.workbooks.fields import BUDGET_LINES, MATCH_LINES, TEXT_KINDS, Field, FieldKind
from pccdesk.workbooks.incoming_file import column_letters

_FIRST_ROW = 5
_WIDTHS = {
    FieldKind.LONG_TEXT: 40,
    FieldKind.TEXT: 26,
    FieldKind.EMAIL: 26,
    FieldKind.CHOICE: 26,
    FieldKind.CHOICES: 34,
    FieldKind.YES_NO: 13,
    FieldKind.MONEY: 15,
    FieldKind.DATE: 15,
    FieldKind.WHOLE: 13,
}
_FORMATS = {FieldKind.MONEY: MONEY_FORMAT, FieldKind.DATE: DATE_FORMAT, FieldKind.WHOLE: "0"}
_YES_NO = ("Yes", "No")


def draw_template(
    office: str, round_sheet: RoundSheet, fields: Sequence[Field], made: datetime
) -> bytes:
    """Return the template workbook of a round as a file; `made` is an instant in UTC."""
    title = f"Applications to {round_sheet.title}"
    properties = Properties(title, f"Template for round {round_sheet.code}", office, made)
    with Book(properties) as book:
        instructions = book.add_sheet(INSTRUCTIONS)
        instructions.print_on_a4(title, office, landscape=False)
        _draw_instructions(instructions, office, round_sheet, fields)
        sheet = book.add_sheet(APPLICATIONS)
        sheet.print_on_a4(title, office, pages_wide=6)
        lists = _draw_lists(book, fields)
        _draw_applications(sheet, fields, lists)
        facts = book.add_sheet(FACTS)
        facts.hide()
        for name, value in (
            ("format", FORMAT),
            ("round", round_sheet.code),
            ("form version", str(round_sheet.form_version)),
        ):
            facts.append([(name, Style.TEXT), (value, Style.CODE)])
        return book.to_bytes()


def _draw_lists(book: Book, fields: Sequence[Field]) -> dict[str, str]:
    """Write each list of choices in a column of a hidden sheet; return references by field."""
    sheet = book.add_sheet(LISTS)
    sheet.hide()
    columns: list[tuple[str, tuple[str, ...]]] = [("yes_no", _YES_NO)]
    columns += [
        (each.code, tuple(choice.label for choice in each.choices))
        for each in fields
        if each.choices
    ]
    sheet.append([(name, Style.HEADER) for name, _labels in columns])
    for number in range(max(len(labels) for _name, labels in columns)):
        sheet.append(
            [
                (labels[number], Style.TEXT) if number < len(labels) else None
                for _name, labels in columns
            ]
        )
    return {
        name: f"{LISTS}!${column_letters(place)}$2:${column_letters(place)}${len(labels) + 1}"
        for place, (name, labels) in enumerate(columns, 1)
    }


def _draw_applications(sheet: Sheet, fields: Sequence[Field], lists: dict[str, str]) -> None:
    worksheet = sheet.worksheet
    sheet.widths((10, *(_WIDTHS.get(each.kind, 18) for each in fields)))
    worksheet.freeze_panes = f"C{_FIRST_ROW}"
    worksheet.print_title_rows = "2:2"
    for place, each in enumerate(fields, 2):
        _format_column(sheet, column_letters(place), each)
        _offer_list(sheet, column_letters(place), each, lists)
    sheet.append(_sections(fields), 22)
    sheet.append([(ROW_TITLE, Style.HEADER), *((shown_title(f), Style.HEADER) for f in fields)], 34)
    sheet.append([(HINT_MARK, Style.HINT), *((each.hint, Style.HINT) for each in fields)], 40)
    example: list[tuple[CellValue, Style]] = [(EXAMPLE_MARK, Style.EXAMPLE)]
    example += [(each.example, Style.EXAMPLE) for each in fields]
    sheet.append(example, 30)


def _sections(fields: Sequence[Field]) -> Iterator[tuple[CellValue, Style] | None]:
    yield None
    last = ""
    for each in fields:
        yield (each.section, Style.SECTION) if each.section != last else None
        last = each.section


def _format_column(sheet: Sheet, letter: str, field: Field) -> None:
    from openpyxl.styles import Alignment

    column = sheet.worksheet.column_dimensions[letter]
    column.number_format = (
        TEXT_FORMAT if field.kind in TEXT_KINDS else _FORMATS.get(field.kind, "General")
    )
    column.alignment = Alignment(vertical="top", wrap_text=field.kind is FieldKind.LONG_TEXT)


def _offer_list(sheet: Sheet, letter: str, field: Field, lists: dict[str, str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    source = lists.get("yes_no" if field.kind is FieldKind.YES_NO else field.code)
    if source is None:
        return
    offered = DataValidation(type="list", formula1=source, allow_blank=True)
    # Several choices stand in one cell, so a list of several may only offer, not insist.
    offered.showErrorMessage = field.kind is not FieldKind.CHOICES
    offered.errorTitle, offered.error = field.title[:30], "Choose one from the list."
    offered.add(f"{letter}{_FIRST_ROW}:{letter}{_FIRST_ROW + ROW_LIMIT}")
    sheet.worksheet.data_validations.append(offered)


def _draw_instructions(
    sheet: Sheet, office: str, round_sheet: RoundSheet, fields: Sequence[Field]
) -> None:
    sheet.widths((2, 34, 22, 12, 62))
    sheet.worksheet.sheet_view.showGridLines = False
    sheet.append([None, (f"Applications to {round_sheet.title}", Style.TITLE)], 32)
    sheet.append([None, (office, Style.SUBTITLE)], 18)
    note = f"{round_sheet.fund} · round {round_sheet.code} · form {round_sheet.form_version}"
    sheet.append([None, (note, Style.NOTE)], 16)
    sheet.gap()
    sheet.append([None, ("How to fill it in", Style.SECTION)], 24)
    for number, line in enumerate(_HOW, 1):
        sheet.append([None, (f"{number}.  {line}", Style.SUBTITLE)], 18)
    sheet.gap()
    sheet.append([None, ("The columns", Style.SECTION)], 24)
    titles = ("Column", "Part", "Needed", "What to enter")
    sheet.append([None, *((title, Style.HEADER) for title in titles)], 22)
    for each in _explained(fields):
        needed = "Yes" if each.required else ""
        words = (_spoken_title(each), each.section, needed, _what(each))
        sheet.append([None, *((text, Style.WRAPPED) for text in words)])


def _explained(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield the fields, of the numbered lines only the first."""
    return (each for each in fields if not each.group or each.group.endswith(".1"))


def _spoken_title(field: Field) -> str:
    last = {"Budget": BUDGET_LINES, "Match funding": MATCH_LINES}.get(field.section)
    if not field.group or last is None:
        return field.title
    return field.title.replace(" 1 ", f" 1 to {last} ")


_HOW = (
    "Fill in one row of the sheet “Applications” for each application, below the example.",
    "Columns with a star must be filled in. The rows marked Hint and Example are not read.",
    "Budget lines stand side by side: an item, its cost and the part the grant pays, up to six.",
    "Match funding likewise, up to three; more lines can be added in the program afterwards.",
    "Several districts or priorities: put a semicolon between them.",
    "Keep the titles as they are. Columns may be moved; those without a star may be deleted.",
    "Documents are added to each application in the program after the import.",
    "In PCCDesk choose Applications, Bring in a spreadsheet: nothing is kept until you say so.",
)


def _what(field: Field) -> str:
    if field.choices and field.kind is FieldKind.CHOICE:
        return "One of: " + ", ".join(choice.label for choice in field.choices)
    return field.hint or ("Text" if field.kind not in TEXT_KINDS else "As written")
