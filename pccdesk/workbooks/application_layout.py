"""How the applications workbook is laid out: titles, marks and the hidden facts."""

from dataclasses import dataclass

from pccdesk.workbooks.fields import Field

APPLICATIONS = "Applications"
INSTRUCTIONS = "Instructions"
LISTS = "Lists"
FACTS = "PCCDesk"
FORMAT = "pccdesk-applications-1"

ROW_TITLE = "Row"
HINT_MARK = "Hint"
EXAMPLE_MARK = "Example"
REQUIRED_MARK = " *"
ROW_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """The round that a template is made for and read against."""

    code: str
    title: str
    fund: str
    form_version: int


def shown_title(field: Field) -> str:
    """Return a column's title as the template shows it, a star where it must be filled in."""
    return f"{field.title}{REQUIRED_MARK}" if field.required else field.title


def comparable_title(text: str) -> str:
    """Return a column's title for comparing: no case, star or doubled spaces."""
    return " ".join(text.replace("*", " ").split()).casefold()
