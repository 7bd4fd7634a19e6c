"""How every workbook looks: one accent colour, a few named styles, number formats, widths."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.styles import Border, Font, NamedStyle
    from openpyxl.workbook import Workbook

ACCENT = "1F4E5F"
ACCENT_PALE = "E4EDF0"
BAND = "F6F9FA"
RULE = "D5DDE1"
INK = "1D2A30"
QUIET = "5B6B73"
GOOD, GOOD_PALE = "1E6B3A", "E3F1E7"
BAD, BAD_PALE = "A3221B", "FBE6E4"
WAITING_PALE = "FFF6DC"
FONT = "Arial"
SIZE = 10

MONEY_FORMAT = "£#,##0.00"
DATE_FORMAT = "dd/mm/yyyy"
MOMENT_FORMAT = "dd/mm/yyyy hh:mm"
WHOLE_FORMAT = "#,##0"
PERCENT_FORMAT = "0.0%"
TEXT_FORMAT = "@"


class Style(StrEnum):
    """The named styles of a workbook; they stand in Excel's own style list too."""

    TITLE = "Desk title"
    SUBTITLE = "Desk subtitle"
    SECTION = "Desk section"
    NOTE = "Desk note"
    HEADER = "Desk header"
    HEADER_RIGHT = "Desk header right"
    HEADER_CENTRE = "Desk header centre"
    TEXT = "Desk text"
    WRAPPED = "Desk wrapped text"
    CODE = "Desk code"
    MONEY = "Desk money"
    WHOLE = "Desk whole number"
    DATE = "Desk date"
    MOMENT = "Desk date and time"
    PERCENT = "Desk per cent"
    TOTAL = "Desk total"
    TOTAL_MONEY = "Desk total money"
    TOTAL_WHOLE = "Desk total number"
    TOTAL_PERCENT = "Desk total per cent"
    CHECK = "Desk check"
    HINT = "Desk hint"
    EXAMPLE = "Desk example"


_FORMATS = {
    Style.CODE: TEXT_FORMAT,
    Style.MONEY: MONEY_FORMAT,
    Style.TOTAL_MONEY: MONEY_FORMAT,
    Style.WHOLE: WHOLE_FORMAT,
    Style.TOTAL_WHOLE: WHOLE_FORMAT,
    Style.DATE: DATE_FORMAT,
    Style.MOMENT: MOMENT_FORMAT,
    Style.PERCENT: PERCENT_FORMAT,
    Style.TOTAL_PERCENT: PERCENT_FORMAT,
}
_RIGHT = {
    Style.HEADER_RIGHT,
    Style.MONEY,
    Style.WHOLE,
    Style.PERCENT,
    Style.TOTAL_MONEY,
    Style.TOTAL_WHOLE,
    Style.TOTAL_PERCENT,
}
_CENTRE = {Style.CODE, Style.DATE, Style.MOMENT, Style.CHECK, Style.HEADER_CENTRE}
_HEADERS = {Style.HEADER, Style.HEADER_RIGHT, Style.HEADER_CENTRE}
_TOTALS = {Style.TOTAL, Style.TOTAL_MONEY, Style.TOTAL_WHOLE, Style.TOTAL_PERCENT}
_BARE = {Style.TITLE, Style.SUBTITLE, Style.SECTION, Style.NOTE}
_SIZES = {Style.TITLE: 18, Style.SUBTITLE: 11, Style.SECTION: 12, Style.NOTE: 9, Style.HINT: 9}
_WRAPS = _HEADERS | {Style.WRAPPED, Style.HINT, Style.EXAMPLE}
_TOP = {Style.WRAPPED, Style.HINT, Style.EXAMPLE}


def register_styles(workbook: "Workbook") -> None:
    """Add every named style to a new workbook."""
    for style in Style:
        workbook.add_named_style(_named(style))


def _named(style: Style) -> "NamedStyle":
    from openpyxl.styles import Alignment, NamedStyle, PatternFill

    named = NamedStyle(name=style.value)
    named.font = _font(style)
    named.number_format = _FORMATS.get(style, "General")
    named.alignment = Alignment(
        horizontal=_horizontal(style),
        vertical="top" if style in _TOP else "center",
        wrap_text=style in _WRAPS,
        # LibreOffice prints some right-hand indents and not others, so figures have none.
        indent=0 if style in _BARE | _CENTRE | _RIGHT else 1,
    )
    if (fill := _fill(style)) is not None:
        named.fill = PatternFill("solid", start_color=fill, end_color=fill)
    if style not in _BARE:
        named.border = _border(style)
    return named


def _font(style: Style) -> "Font":
    from openpyxl.styles import Font

    bold = style in _HEADERS | _TOTALS | {Style.TITLE, Style.SECTION, Style.CHECK}
    colour = INK
    if style in _HEADERS:
        colour = "FFFFFF"
    elif style in {Style.TITLE, Style.SECTION}:
        colour = ACCENT
    elif style in {Style.SUBTITLE, Style.NOTE, Style.HINT, Style.EXAMPLE}:
        colour = QUIET
    italic = style is Style.EXAMPLE
    return Font(name=FONT, size=_SIZES.get(style, SIZE), bold=bold, italic=italic, color=colour)


def _horizontal(style: Style) -> str:
    if style in _RIGHT:
        return "right"
    return "center" if style in _CENTRE else "left"


def _fill(style: Style) -> str | None:
    if style in _HEADERS:
        return ACCENT
    if style in _TOTALS:
        return ACCENT_PALE
    return {Style.HINT: ACCENT_PALE, Style.EXAMPLE: WAITING_PALE}.get(style)


def _border(style: Style) -> "Border":
    from openpyxl.styles import Border, Side

    hair = Side(style="thin", color=RULE)
    if style in _TOTALS:
        return Border(top=Side(style="thin", color=ACCENT), bottom=Side("double", color=ACCENT))
    return Border(bottom=hair)
