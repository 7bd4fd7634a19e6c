"""The columns of every list."""

from pccdesk.domain.applications import Stage
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

_OFTEN = 2


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


APPLICATIONS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 142, "reference", link=True),
    Column(
        "organisation", "Organisation", lambda row: row.organisation_name, 230, "organisation",
        fills=True,
    ),
    Column("title", "Project", lambda row: row.project_title, 230, "title", fills=True),
    Column("stage", "Stage", _stage, 150, "stage", tone=_tone),
    Column("fund", "Fund", lambda row: row.fund_name, 180, "fund", shown=False),
    Column("round", "Round", lambda row: row.round_code, 112, "round", shown=False),
    Column("district", "District", _district, 150, "district"),
    Column("requested", "Asked for", lambda row: words.money(row.amount_requested), 112,
           "requested", right=True),
    Column("awarded", "Awarded", lambda row: words.money(row.amount_awarded), 112, "awarded",
           right=True, shown=False),
    Column("received", "Received", lambda row: words.day_of(row.received_at), 104, "received"),
    Column("owner", "Officer", lambda row: row.owner_name, 140, "owner", shown=False),
    Column("changed", "Last change", lambda row: words.day_of(row.changed_at), 110, "changed",
           shown=False),
)  # fmt: skip

AWARDS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 142, "reference", link=True),
    Column(
        "organisation", "Organisation", lambda row: row.organisation_name, 230, "organisation",
        fills=True,
    ),
    Column("purpose", "Purpose", lambda row: row.purpose, 230, "purpose", fills=True),
    Column("stage", "Stage", _stage, 130, "stage", tone=_tone),
    Column("amount", "Award", lambda row: words.money(row.amount), 112, "amount", right=True),
    Column("paid", "Paid", lambda row: words.money(row.paid), 112, right=True),
    Column("starts", "Starts", lambda row: words.day(row.starts_on), 100, "starts", shown=False),
    Column("ends", "Ends", lambda row: words.day(row.ends_on), 100, "ends"),
    Column("accept_by", "Accept by", lambda row: words.day(row.accept_by), 100, "accept_by"),
    Column("fund", "Fund", lambda row: row.fund_name, 180, "fund", shown=False),
)  # fmt: skip

PAYMENTS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 142, "reference", link=True),
    Column(
        "organisation", "Organisation", lambda row: row.organisation_name, 230, "organisation",
        fills=True,
    ),
    Column("instalment", "Instalment", lambda row: f"{row.instalment} of {row.of}", 100),
    Column("amount", "Amount", lambda row: words.money(row.amount), 116, "amount", right=True),
    Column("due", "Due", lambda row: words.day(row.due_on), 104, "due"),
    Column("stage", "Stage", _payment_stage, 140, "stage", tone=_tone),
    Column("batch", "Batch", lambda row: row.batch_reference or "", 120, "batch"),
    Column("paid", "Paid", lambda row: words.day(row.paid_on), 104, "paid"),
    Column("fund", "Fund", lambda row: row.fund_name, 200, "fund", shown=False),
)  # fmt: skip

ORGANISATIONS: tuple[Column, ...] = (
    Column("name", "Organisation", lambda row: row.name, 300, "name", link=True, fills=True),
    Column("kind", "Kind", _kind, 232, "kind"),
    Column("town", "Town", lambda row: row.town, 120, "town"),
    Column("postcode", "Postcode", lambda row: row.postcode, 100, "postcode"),
    Column("district", "District", _district, 170, "district"),
    Column("charity", "Charity number", lambda row: row.charity_number, 130, shown=False),
    Column("company", "Company number", lambda row: row.company_number, 130, shown=False),
    Column("applications", "Applications", lambda row: f"{row.applications:,}", 106, right=True),
    Column("awarded", "Awarded", lambda row: words.money(row.awarded), 108, right=True),
)

AUDIT: tuple[Column, ...] = (
    Column("sequence", "Entry", lambda row: f"{row.sequence:,}", 80, "sequence", link=True),
    Column("at", "When", lambda row: words.moment(row.at), 140),
    Column("actor", "Who", lambda row: row.actor, 160, "actor"),
    Column("action", "What", lambda row: in_words(row.action), 230, "action"),
    Column("subject", "Record", lambda row: row.subject, 240, "subject", fills=True),
    Column("detail", "Detail", lambda row: detail_words(row.detail), 260, fills=True),
)

LETTERS: tuple[Column, ...] = (
    Column("reference", "Reference", lambda row: row.reference, 142, "reference", link=True),
    Column(
        "organisation", "Organisation", lambda row: row.organisation_name, 240, "organisation",
        fills=True,
    ),
    Column("kind", "Letter", _letter, 130, "kind"),
    Column("made", "Made", lambda row: words.moment(row.made_at), 140, "made"),
    Column("made_by", "By", lambda row: row.made_by, 150),
    Column("template", "Wording", lambda row: f"Version {row.template_version}", 100,
           shown=False),
    Column("printed", "Printed", _printed, 110, "printed"),
    Column("sha256", "Fingerprint", lambda row: row.sha256[:12], 130, shown=False),
)  # fmt: skip

BATCHES: tuple[Column, ...] = (
    Column("reference", "Batch", lambda row: row.reference, 140, "reference", link=True),
    Column("made", "Made", lambda row: words.moment(row.made_at), 150, "made"),
    Column("made_by", "By", lambda row: row.made_by, 180, fills=True),
    Column("count", "Payments", lambda row: f"{row.count:,}", 100, right=True),
    Column("total", "Control total", lambda row: words.money(row.control_total), 140, "total",
           right=True),
    Column("stage", "Stage", _batch_stage, 200, tone=_batch_tone),
)  # fmt: skip
