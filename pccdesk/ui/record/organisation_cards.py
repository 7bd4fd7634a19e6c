"""The cards of an organisation's record that only tell: details, contacts, awards, bank details."""

from collections.abc import Sequence

from pccdesk.domain.dates import format_date
from pccdesk.domain.money import format_money
from pccdesk.queries.bank_accounts import AccountRow
from pccdesk.queries.organisations import OrganisationRecord
from pccdesk.reference import districts
from pccdesk.services.bank_accounts import AccountDetails
from pccdesk.ui.palettes import Tone
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card, label


def details_card(record: OrganisationRecord) -> Card:
    """Return who an organisation is, former names included."""
    form = record.form
    names = {each.code: each.name for each in districts()}
    card = Card("Details")
    facts = [
        ("Address", "\n".join([*form.address, form.town, form.postcode]).strip()),
        ("District", names.get(form.district, "")),
        ("Charity number", form.charity_number),
        ("Company number", form.company_number),
        ("E-mail", form.email),
        ("Telephone", form.phone),
        ("Website", form.website),
    ]
    if record.former_names:
        facts.append(("Former names", "\n".join(record.former_names)))
    if form.otherwise_funded:
        facts.append(("Funding", "Already funded or commissioned by the office"))
    card.add(FactsGrid(tuple(facts)))
    return card


def contacts_card(record: OrganisationRecord) -> Card:
    """Return whom to write to."""
    card = Card("Contacts")
    card.add(
        FactsGrid(
            tuple(
                (
                    each.name,
                    " · ".join(part for part in (each.role, each.email, each.phone) if part),
                )
                for each in record.contacts
            )
        )
        if record.contacts
        else label("None yet.", "muted")
    )
    return card


def published_card(record: OrganisationRecord) -> Card:
    """Return the awards that were published before this program kept them."""
    card = Card("Awards published earlier")
    card.add(
        FactsGrid(
            tuple(
                (f"{each.year} · {each.fund_name}", f"{format_money(each.amount)} · {each.place}")
                for each in record.published
            )
        )
    )
    return card


def account_state(record: OrganisationRecord) -> tuple[str, Tone]:
    """Return how its bank details stand, in words and tone."""
    if not record.has_account:
        return "No bank details", Tone.NEUTRAL
    if not record.account_checked:
        return "Bank details not checked", Tone.WARNING
    return "Bank details checked", Tone.SUCCESS


def account_line(record: OrganisationRecord) -> str:
    """Return what is to be done about its bank details."""
    if not record.has_account:
        return "Nothing can be paid before the account is recorded and checked by two people."
    if not record.account_checked:
        return "Recorded, and waiting to be checked against the evidence by a second person."
    return "Recorded and checked. Who looks at them in full is written to the audit log."


def masked_facts(account: AccountRow) -> tuple[tuple[str, str], ...]:
    """Return of an account what everybody may see who may see any."""
    return (
        ("Account name", account.account_name),
        ("Account number", account.masked_number),
        ("Evidence dated", format_date(account.evidence_on)),
    )


def account_facts(account: AccountDetails) -> tuple[tuple[str, str], ...]:
    """Return an account in full; that it is looked at is recorded before."""
    code = account.sort_code
    facts: Sequence[tuple[str, str]] = (
        ("Account name", account.account_name),
        ("Sort code", f"{code[:2]}-{code[2:4]}-{code[4:]}"),
        ("Account number", account.account_number),
        ("Roll number", account.roll_number),
        ("Supplier number", account.supplier_number),
        ("Evidence dated", format_date(account.evidence_on)),
    )
    return tuple(facts)
