"""A list of as many made-up rows as a test asks for, none of them kept anywhere."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pccdesk.domain.money import format_money
from pccdesk.queries.listing import Filter, FilterChoice, Sort, Totals
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.palettes import Tone

STAGES = (
    ("Received", Tone.INFORMATION),
    ("Recommended", Tone.PROGRESS),
    ("Approved", Tone.SUCCESS),
)
NAMES = (
    "Fleetwood Sea Cadets",
    "Friends of Haworth Park",
    "Burnley Boys’ and Girls’ Club",
    "Skelmersdale and Up Holland Neighbourhood Watch and Community Garden Association",
    "Chorley Street Pastors",
)


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    reference: str
    name: str
    amount: Decimal
    stage: str
    tone: Tone


def row(number: int) -> Row:
    stage, tone = STAGES[number % len(STAGES)]
    amount = Decimal(250 + number % 90 * 25)
    return Row(number, f"CAF-2026-{number:04}", NAMES[number % len(NAMES)], amount, stage, tone)


COLUMNS = (
    Column("reference", "Reference", lambda row: row.reference, 150, sort="reference", link=True),
    Column("name", "Organisation", lambda row: row.name, 320, sort="name", fills=True),
    Column("stage", "Stage", lambda row: row.stage, 150, tone=lambda row: row.tone),
    Column(
        "amount", "Amount", lambda row: format_money(row.amount), 120, sort="amount", right=True
    ),
    Column("note", "Note", lambda _row: "", shown=False),
)


class LongList:
    """Rows 1 to `length`; a filter's text keeps those whose number ends with it."""

    list_key = ""
    opens_others = False

    def __init__(self, length: int) -> None:
        self.length = length
        self.rows_read = 0

    def first_rows(self, sort: Sequence[Sort], chosen: Filter, limit: int) -> Sequence[Row]:
        return [row(each) for each in self.ids(sort, chosen)[:limit]]

    def ids(self, sort: Sequence[Sort], chosen: Filter) -> "array[int]":
        found = array("q", range(1, self.length + 1))
        if chosen.text:
            found = array("q", (each for each in found if str(each).endswith(chosen.text)))
        return found[::-1] if sort and sort[0].descending else found

    def opened(self, sort: Sequence[Sort], chosen: Filter) -> "array[int]":
        return array("q", (self._owner(each) for each in self.ids(sort, chosen)))

    def rows(self, ids: Iterable[int]) -> dict[int, Row]:
        found = {each: row(each) for each in ids}
        self.rows_read += len(found)
        return found

    def totals(self, chosen: Filter) -> Totals:
        return Totals(len(self.ids((), chosen)), Decimal(1000))

    def choices(self, key: str, chosen: Filter) -> Sequence[FilterChoice]:
        assert key == "stage"
        share = len(self.ids((), chosen)) // len(STAGES)
        return [FilterChoice(name, name, share) for name, _tone in STAGES]

    def identity(self, row: Row) -> int:
        return row.id

    def opens(self, row: Row) -> int:
        return self._owner(row.id)

    def _owner(self, number: int) -> int:
        return number


class Instalments(LongList):
    """Rows of which three open one record, as an award's payments do."""

    opens_others = True

    def _owner(self, number: int) -> int:
        return 1000 + number % (self.length // 3)
