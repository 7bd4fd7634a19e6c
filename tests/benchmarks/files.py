"""The finance workbook against bare openpyxl, and letters against a bare ReportLab loop."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from html import escape
from io import BytesIO
from operator import attrgetter

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate
from sqlalchemy import select

from pccdesk.bootstrap import open_desk
from pccdesk.domain.applications import AWARDED
from pccdesk.models.applications import Application
from pccdesk.papers.award_letter import AwardLetter, draw_award_letter, draw_award_letters
from pccdesk.papers.joined import KeptLetter, join
from pccdesk.queries.letters import award_letter
from pccdesk.resources import resource_path
from pccdesk.services.desk import Desk
from pccdesk.workbooks.finance import draw_finance_workbook
from pccdesk.workbooks.finance_rows import BatchFacts, FinanceWorkbook, PaymentRow
from tests.benchmarks.measure import LARGE, Case, seconds
from tests.benchmarks.memory import peak
from tests.workbooks.finance_sample import CREATED, OFFICE, payments

_LINES_OF_A_PARAGRAPH = 4
_FEW_PAYMENTS, _FEW_LETTERS = 1_000, 10


def cases(desk: Desk, payment_count: int, letter_count: int) -> Iterator[Case]:
    """Give the cases of a workbook with so many payments and of so many letters."""
    yield from _cases_of_payments(payment_count)
    yield from _cases_of_letters(desk, letter_count)


def _cases_of_payments(payment_count: int) -> Iterator[Case]:
    yield Case(
        f"Finance workbook of {payment_count:,} payments",
        1.15,
        seconds(lambda: _workbook(payment_count)),
        seconds(lambda: _bare_workbook(payment_count)),
        "openpyxl write_only, the same cells with formats for dates and money, no header or totals",
    )
    yield Case(
        f"Finance workbook of {payment_count:,} payments: peak memory",
        1.3,
        lambda: peak(draw_payments, payment_count),
        lambda: peak(draw_payments, _FEW_PAYMENTS),
        f"bytes, with {_FEW_PAYMENTS:,} payments; the file itself is set apart",
        once=True,
    )


def _cases_of_letters(desk: Desk, letter_count: int) -> Iterator[Case]:
    letter = _an_award(desk)
    words = _words(letter)
    bare = (
        "ReportLab Platypus, one document, the same words, font and style made once, no emblem, "
        "no table, no tags"
    )
    for name, work in (
        (f"{letter_count:,} award letters in one file", _letters_at_once),
        (f"{letter_count:,} award letters made one by one, then joined", _letters),
    ):
        yield Case(
            name,
            1.3,
            seconds(partial(work, letter, letter_count)),
            seconds(lambda: _bare_letters(words, letter_count)),
            bare,
            from_rows=LARGE,
        )
    office = desk.database.file
    if office is None:
        raise LookupError("the office is not in a file")
    for name, task in (
        (f"{letter_count:,} award letters in one file", draw_at_once),
        (f"{letter_count:,} award letters made one by one, then joined", draw_and_join),
    ):
        yield Case(
            f"{name}: peak memory",
            1.3,
            lambda task=task: peak(task, office, letter_count),  # type: ignore[misc] # bound at once
            lambda task=task: peak(task, office, _FEW_LETTERS),  # type: ignore[misc] # bound at once
            f"bytes, with {_FEW_LETTERS} letters; the file itself is set apart",
            once=True,
        )


def draw_payments(count: str) -> bytes:
    """Return the workbook of so many payments."""
    return _workbook(int(count))


def draw_at_once(office: str, count: str) -> bytes:
    """Return so many letters of an office, drawn into one file."""
    return _letters_at_once(_letter_of(office), int(count))


def draw_and_join(office: str, count: str) -> bytes:
    """Return so many letters of an office, drawn one by one and joined."""
    return _letters(_letter_of(office), int(count))


def _letter_of(office: str) -> AwardLetter:
    desk = open_desk(office)
    letter = _an_award(desk)
    desk.database.close()
    return letter


@cache
def _total(count: int) -> Decimal:
    return sum((row.amount for row in payments(count)), Decimal(0))  # the office’s database has it


def _workbook(count: int) -> bytes:
    facts = BatchFacts("PB-2026-003", CREATED, count, _total(count))
    return draw_finance_workbook(FinanceWorkbook(OFFICE, facts, payments(count), "A. Officer"))


def _bare_workbook(count: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Payments")
    formats = {date: "DD/MM/YYYY", Decimal: "#,##0.00"}
    values_of = attrgetter(*(each.name for each in fields(PaymentRow)))
    for row in payments(count):
        cells = []
        for value in values_of(row):
            cell = WriteOnlyCell(sheet, value)
            if type(value) in formats:
                cell.number_format = formats[type(value)]
            cells.append(cell)
        sheet.append(cells)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _letters_at_once(letter: AwardLetter, count: int) -> bytes:
    references = (f"CAF-2026-{each:04}" for each in range(count))
    return draw_award_letters(replace(letter, reference=each) for each in references)


def _letters(letter: AwardLetter, count: int) -> bytes:
    return join(_Drawn(letter, count))


@dataclass(frozen=True)
class _Drawn(Collection[KeptLetter]):
    """Letters, each made when it is asked for, as the office reads those that it keeps."""

    letter: AwardLetter
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[KeptLetter]:
        for each in range(self.count):
            letter = replace(self.letter, reference=f"CAF-2026-{each:04}")
            yield KeptLetter(letter.reference, draw_award_letter(letter))

    def __contains__(self, letter: object) -> bool:
        return any(letter == each for each in self)


def _bare_letters(words: tuple[tuple[str, ...], ...], count: int) -> bytes:
    style = _style()
    written = BytesIO()
    story: list[Flowable] = []
    for _ in range(count):
        for page in words:
            story += [Paragraph(part, style) for part in page]
            story.append(PageBreak())
    SimpleDocTemplate(written, pagesize=A4).build(story)
    return written.getvalue()


def _an_award(desk: Desk) -> AwardLetter:
    """Return the letter of an award as the office's records have it."""
    with desk.database.reading() as connection:
        offered = select(Application.id).where(Application.stage.in_(AWARDED)).limit(1)
        return award_letter(connection, connection.scalars(offered).one(), desk.today())


@cache
def _style() -> ParagraphStyle:
    font = min(resource_path("fonts").rglob("*.ttf"))
    pdfmetrics.registerFont(TTFont("Bare", str(font)))
    return ParagraphStyle("Bare", fontName="Bare", fontSize=10.5, leading=14, spaceAfter=6)


def _words(letter: AwardLetter) -> tuple[tuple[str, ...], ...]:
    """Return the words of one letter, page by page, in paragraphs."""
    pages = []
    for page in PdfReader(BytesIO(draw_award_letter(letter))).pages:
        lines = [escape(each) for each in page.extract_text().splitlines()]
        starts = range(0, len(lines), _LINES_OF_A_PARAGRAPH)
        pages.append(tuple(" ".join(lines[each : each + _LINES_OF_A_PARAGRAPH]) for each in starts))
    return tuple(pages)
