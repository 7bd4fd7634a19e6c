"""Reading a written finance workbook back, to compare it with the database."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.workbooks.finance_columns import PAYMENTS

_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a finance workbook holds: payments, their sum in pounds, grant refs in order."""

    count: int
    control_total: Decimal
    grant_refs: tuple[str, ...]


def read_back(data: bytes) -> ReadBack:
    """Return what the file's payments sheet holds, read from the cells, not from the formulas.

    Raises `EnvironmentFailed` where the file is damaged, as after a full disk.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    titles = [each.title for each in PAYMENTS.columns]
    grant_ref = [each.attribute for each in PAYMENTS.columns].index("grant_ref")
    amount = [each.attribute for each in PAYMENTS.columns].index("amount")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        header, *rows = book.get_sheet_by_name(PAYMENTS.title).to_python()
    except (CalamineError, ValueError, KeyError) as error:
        raise _damaged() from error
    if [str(each) for each in header] != titles:
        raise _damaged()
    payments = [row for row in rows if str(row[grant_ref])]
    return ReadBack(
        len(payments),
        sum((_pounds(row[amount]) for row in payments), Decimal(0)),
        tuple(str(row[grant_ref]) for row in payments),
    )


def _pounds(value: object) -> Decimal:
    # The file holds binary numbers; to the penny they are what was written.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _damaged()
    return Decimal(repr(value)).quantize(_PENNY)


def _damaged() -> EnvironmentFailed:
    return EnvironmentFailed(
        "The finance workbook could not be read back, so it may be damaged. "
        "The payments are safe in the database: make the workbook again."
    )
