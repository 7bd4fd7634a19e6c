"""The columns of every list."""

from collections.abc import Callable, Mapping
from typing import Any

from pccdesk.domain.applications import Stage
from pccdesk.domain.dates import to_london
from pccdesk.domain.payments import PaymentStage
from pccdesk.queries.lists import (
    ApplicationLine,
    AwardLine,
    LetterLine,
    OrganisationLine,
    PaymentLine,
)
from pccdesk.queries.payments import BatchRow
from pccdesk.queries.timelines import detail_words, in_words
from pccdesk.reference import organisation_kinds
from pccdesk.ui.itemmodels.columns import Column
from pccdesk.ui.lists import words
from pccdesk.ui.palettes import Tone
from pccdesk.ui.statuses import tone_of
from pccdesk.workbooks.list_sheet import CellKind

_OFTEN = 2
_DAY, _SUM = 102, 130
"""A day, and a sum up to £99,999,999.99, which is never to be cut short.

Columns are as wide as their longest usual words or their heading with its arrow. Those shown at
first fit a window 1280 wide with a name's room left over; the others are in the heading's menu.
"""
Get = Callable[[Any], Any]
"""What takes a cell’s value from a row."""


def _stage(row: ApplicationLine | AwardLine) -> str:
    return Stage(row.stage).label


def _tone(row: ApplicationLine | AwardLine | PaymentLine) -> Tone:
    return tone_of(row.stage)


def _payment_stage(row: PaymentLine) -> str:
    return PaymentStage(row.stage).label


def _kind(row: OrganisationLine) -> str:
    labels = {each.code: each.label for each in organisation_kinds()}
    return labels.get(row.kind, row.kind)


def _district(row: ApplicationLine | OrganisationLine) -> str:
    return row.district or ""


def _letter(row: LetterLine) -> str:
    return f"{row.kind.capitalize()} letter" + ("" if row.current else " (replaced)")


def _printed(row: LetterLine) -> str:
    return (
        ("Not yet", "Once")[row.printed_count]
        if row.printed_count < _OFTEN
        else (f"{row.printed_count:,} times")
    )


def _batch_stage(row: BatchRow) -> str:
    if row.stage == "prepared":
        return "Workbook not saved"
    if row.stage == "undone":
        return "Taken back"
    return f"{row.unpaid} of {row.count} with finance" if row.unpaid else "Paid"


def _batch_tone(row: BatchRow) -> Tone:
    if row.stage == "prepared":
        return Tone.WARNING
    if row.stage == "undone":
        return Tone.NEUTRAL
    return Tone.PROGRESS if row.unpaid else Tone.SUCCESS


def _money(
    key: str, title: str, get: Get, width: int, sort: str = "", *, shown: bool = True
) -> Column:
    return Column(
        key,
        title,
        lambda row: words.money(get(row)),
        width,
        sort,
        right=True,
        shown=shown,
        kind=CellKind.MONEY,
        value=get,
    )


def _whole(
    key: str, title: str, get: Get, width: int, sort: str = "", *, link: bool = False
) -> Column:
    return Column(
        key,
        title,
        lambda row: f"{get(row):,}",
        width,
        sort,
        right=not link,
        link=link,
        kind=CellKind.WHOLE,
        value=get,
    )


def _day(
    key: str, title: str, get: Get, width: int, sort: str = "", *, shown: bool = True
) -> Column:
    return Column(
        key,
        title,
        lambda row: words.day(get(row)),
        width,
        sort,
        shown=shown,
        kind=CellKind.DATE,
        value=get,
    )


def _day_of(
    key: str, title: str, get: Get, width: int, sort: str = "", *, shown: bool = True
) -> Column:
    return _day(key, title, lambda row: words.uk_day(get(row)), width, sort, shown=shown)


def _moment(key: str, title: str, get: Get, width: int, sort: str = "") -> Column:
    return Column(
        key,
        title,
        lambda row: words.moment(get(row)),
        width,
        sort,
        kind=CellKind.MOMENT,
        value=lambda row: to_london(get(row)),
    )


APPLICATIONS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 134, "reference", link=True),
    Column(
        "organisation",
        "Organisation",
        lambda row: row.organisation_name,
        230,
        "organisation",
        fills=True,
    ),
    Column("title", "Project", lambda row: row.project_title, 230, "title", fills=True),
    Column("stage", "Stage", _stage, 156, "stage", tone=_tone),
    Column("fund", "Fund", lambda row: row.fund_name, 204, "fund", shown=False),
    Column("round", "Round", lambda row: row.round_code, 106, "round", shown=False),
    Column("district", "District", _district, 174, "district", shown=False),
    _money("requested", "Asked for", lambda row: row.amount_requested, _SUM, "requested"),
    _money("awarded", "Awarded", lambda row: row.amount_awarded, _SUM, "awarded", shown=False),
    _day_of("received", "Received", lambda row: row.received_at, 110, "received"),
    Column("owner", "Officer", lambda row: row.owner_name, 134, "owner", shown=False),
    _day_of("changed", "Last change", lambda row: row.changed_at, 130, "changed", shown=False),
)

AWARDS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 134, "reference", link=True),
    Column(
        "organisation",
        "Organisation",
        lambda row: row.organisation_name,
        230,
        "organisation",
        fills=True,
    ),
    Column("purpose", "Purpose", lambda row: row.purpose, 230, "purpose", fills=True),
    Column("stage", "Stage", _stage, 136, "stage", tone=_tone),
    _money("amount", "Award", lambda row: row.amount, _SUM, "amount"),
    _money("paid", "Paid", lambda row: row.paid, _SUM),
    _day("starts", "Starts", lambda row: row.starts_on, _DAY, "starts", shown=False),
    _day("ends", "Ends", lambda row: row.ends_on, _DAY, "ends"),
    _day("accept_by", "Accept by", lambda row: row.accept_by, 118, "accept_by", shown=False),
    Column("fund", "Fund", lambda row: row.fund_name, 204, "fund", shown=False),
)

PAYMENTS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 134, "reference", link=True),
    Column(
        "organisation",
        "Organisation",
        lambda row: row.organisation_name,
        230,
        "organisation",
        fills=True,
    ),
    Column("instalment", "Instalment", lambda row: f"{row.instalment} of {row.of}", 98),
    _money("amount", "Amount", lambda row: row.amount, _SUM, "amount"),
    _day("due", "Due", lambda row: row.due_on, _DAY, "due"),
    Column("stage", "Stage", _payment_stage, 138, "stage", tone=_tone),
    Column("batch", "Batch", lambda row: row.batch_reference or "", 114, "batch"),
    _day("paid", "Paid", lambda row: row.paid_on, _DAY, "paid"),
    Column("fund", "Fund", lambda row: row.fund_name, 204, "fund", shown=False),
)

ORGANISATIONS: tuple[Column, ...] = (
    Column("name", "Organisation", lambda row: row.name, 300, "name", link=True, fills=True),
    Column("kind", "Kind", _kind, 222, "kind"),
    Column("town", "Town", lambda row: row.town, 134, "town"),
    Column("postcode", "Postcode", lambda row: row.postcode, 112, "postcode", shown=False),
    Column("district", "District", _district, 174, "district"),
    Column("charity", "Charity number", lambda row: row.charity_number, 134, shown=False),
    Column("company", "Company number", lambda row: row.company_number, 144, shown=False),
    _whole("applications", "Applications", lambda row: row.applications, 110),
    _money("awarded", "Awarded", lambda row: row.awarded, _SUM),
)

AUDIT: tuple[Column, ...] = (
    _whole("sequence", "Entry", lambda row: row.sequence, 80, "sequence", link=True),
    _moment("at", "When", lambda row: row.at, 140),
    Column("actor", "Who", lambda row: row.actor, 150, "actor"),
    Column("action", "What", lambda row: in_words(row.action), 210, "action"),
    Column("subject", "Record", lambda row: row.subject, 240, "subject", fills=True),
    Column("detail", "Detail", lambda row: detail_words(row.detail), 260, fills=True),
)

LETTERS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 138, "reference", link=True),
    Column(
        "organisation",
        "Organisation",
        lambda row: row.organisation_name,
        200,
        "organisation",
        fills=True,
    ),
    Column("kind", "Letter", _letter, 112, "kind"),
    _moment("made", "Made", lambda row: row.made_at, 140, "made"),
    Column("made_by", "By", lambda row: row.made_by, 150),
    Column("template", "Wording", lambda row: f"Version {row.template_version}", 100, shown=False),
    Column("printed", "Printed", _printed, 110, "printed"),
    Column("sha256", "Fingerprint", lambda row: row.sha256[:12], 130, shown=False),
)

BATCHES: tuple[Column, ...] = (
    Column("reference", "Batch", lambda row: row.reference, 140, "reference", link=True),
    _moment("made", "Made", lambda row: row.made_at, 150, "made"),
    Column("made_by", "By", lambda row: row.made_by, 180, fills=True),
    _whole("count", "Payments", lambda row: row.count, 100),
    _money("total", "Control total", lambda row: row.control_total, 140, "total"),
    Column("stage", "Stage", _batch_stage, 200, tone=_batch_tone),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "applications": APPLICATIONS,
    "awards": AWARDS,
    "payments": PAYMENTS,
    "batches": BATCHES,
    "letters": LETTERS,
    "organisations": ORGANISATIONS,
    "audit": AUDIT,
}
"""The columns of each list by the list's key."""
