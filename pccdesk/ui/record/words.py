"""A record's facts as pairs of words, shared by the tabs and by the side of a dialog."""

from decimal import Decimal

from pccdesk.domain.dates import FinancialYear, format_date, format_instant, months_between
from pccdesk.domain.definitions import Question, QuestionKind
from pccdesk.domain.money import format_money
from pccdesk.domain.organisations import ContactForm
from pccdesk.queries.records import RecordView
from pccdesk.reference import organisation_kinds
from pccdesk.ui.plain_text import isolated

Facts = tuple[tuple[str, str], ...]


def money(amount: Decimal | None) -> str:
    """Return pounds in figures, or nothing where no amount is given."""
    return "" if amount is None else format_money(amount)


def period(view: RecordView) -> str:
    """Return the project's first and last day, and how many months that is."""
    form = view.application.form
    if form.starts_on is None or form.ends_on is None:
        return " – ".join(format_date(each) for each in (form.starts_on, form.ends_on) if each)
    months = months_between(form.starts_on, form.ends_on)
    counted = f"{months} month{'s' if months != 1 else ''}"
    return f"{format_date(form.starts_on)} to {format_date(form.ends_on)} ({counted})"


def districts(view: RecordView) -> str:
    """Return the names of the project's districts."""
    return ", ".join(view.districts.get(each, each) for each in view.application.form.districts)


def priorities(view: RecordView) -> str:
    """Return the plan's priorities that the project serves, one on a line."""
    return "\n".join(view.priorities.get(each, each) for each in view.application.form.priorities)


def board(view: RecordView) -> str:
    """Return the name of the board that the application goes to."""
    return dict(view.form.boards).get(view.application.form.board, "")


def received(view: RecordView) -> str:
    """Return when the application came, and how."""
    form = view.application.form
    if form.received_at is None:
        return ""
    return f"{format_instant(form.received_at)}, {form.channel.replace('_', ' ')}"


def round_words(view: RecordView) -> str:
    """Return the round with its fund and financial year."""
    year = FinancialYear(view.application.financial_year).slash
    return f"{view.application.fund_name}, {view.application.round_title} ({year})"


def contact(person: ContactForm | None) -> str:
    """Return a contact, a line each for name and role, e-mail, telephone."""
    if person is None:
        return ""
    named = f"{isolated(person.name)}, {isolated(person.role)}" if person.role else person.name
    return "\n".join(each for each in (named, person.email, person.phone) if each)


def address(view: RecordView) -> str:
    """Return the applicant's address, a line each."""
    form = view.organisation
    return "\n".join(each for each in (*form.address, form.town, form.postcode) if each)


def registration(view: RecordView) -> str:
    """Return the applicant's charity and company numbers."""
    form = view.organisation
    numbers = (("Charity", form.charity_number), ("Company", form.company_number))
    return ", ".join(f"{words} {number}" for words, number in numbers if number)


def organisation_kind(view: RecordView) -> str:
    """Return the applicant's kind in words."""
    labels = {each.code: each.label for each in organisation_kinds()}
    return labels.get(view.organisation.kind, view.organisation.kind)


def asked_for(view: RecordView) -> Facts:
    """Return what was asked for, for which time and places, as pairs."""
    form = view.application.form
    found: list[tuple[str, str]] = [
        ("Amount asked for", money(form.amount_requested)),
        ("Total cost", money(form.total_cost)),
        ("Unrestricted reserves", money(form.reserves)),
        ("Project dates", period(view)),
        ("Districts", districts(view)),
        ("Plan priorities", priorities(view)),
    ]
    if view.form.boards:
        found.append(("Board", board(view)))
    return tuple(found)


def answer(question: Question, text: str) -> str:
    """Return an answer as it is read: Yes for yes, several choices on a line each."""
    if question.kind is QuestionKind.YES_NO:
        return text.capitalize()
    return text
