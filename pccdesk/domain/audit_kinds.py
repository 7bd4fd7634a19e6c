"""What kinds of thing the audit log tells of, as auditors narrow it."""

from enum import StrEnum


class AuditKind(StrEnum):
    """A kind of audited action; the value says it in words."""

    READING = "Reading and exports"
    SIGN_INS = "Sign-ins"
    APPLICATIONS = "Applications and decisions"
    PAYMENTS = "Payments and bank details"
    LETTERS = "Letters"
    ORGANISATIONS = "Organisations"
    SET_UP = "People and set-up"


READING = frozenset(
    {
        "audit.countersign",
        "audit.export",
        "bank_account.see",
        "document.open",
        "letter.join",
        "letter.print",
        "letter.reprint",
        "list.copy",
        "list.export",
        "office.backup",
        "office.copied",
        "office.copy",
        "office.dump",
        "office.restore",
        "payment_batch.write",
        "report.finance",
    }
)
"""What was looked at or left the program, though no record changed by it."""

_SIGN_INS = frozenset(
    {
        *("person.sign_in", "person.sign_in_refused", "person.sign_out", "person.let_in"),
        *("person.lock", "person.unlock", "person.unlock_refused"),
    }
)

_BY_SUBJECT = {
    "application": AuditKind.APPLICATIONS,
    "bank_account": AuditKind.PAYMENTS,
    "document": AuditKind.APPLICATIONS,
    "eligibility": AuditKind.APPLICATIONS,
    "letter": AuditKind.LETTERS,
    "organisation": AuditKind.ORGANISATIONS,
    "payment": AuditKind.PAYMENTS,
    "payment_batch": AuditKind.PAYMENTS,
}


def kind_of(action: str) -> AuditKind:
    """Return the kind that an audited action is of."""
    if action in READING:
        return AuditKind.READING
    if action in _SIGN_INS:
        return AuditKind.SIGN_INS
    return _BY_SUBJECT.get(action.partition(".")[0], AuditKind.SET_UP)
