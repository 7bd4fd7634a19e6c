"""The office, its people and an application, as they are typed at the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.end_to_end.file_dialogs import FileDialogs
from tests.end_to_end.officer import Officer

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PASSWORD = "three words remembered"
ROUND = "Community Action Fund – Winter 2026"
OFFICE = "Office of the Police and Crime Commissioner for Testshire"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the office: name, role, and for those who decide up to how much."""

    username: str
    name: str
    role: str
    limit: str = ""
    own_decisions: bool = False


OLIVE = Colleague("o.officer", "Olive Officer", "Officer")
OSCAR = Colleague("o.second", "Oscar Second", "Officer")
ASHA = Colleague("a.assessor", "Asha Assessor", "Assessor")
CLEO = Colleague(
    "c.commissioner", "Cleo Commissioner", "Decision-maker", "none", own_decisions=True
)
FAY = Colleague("f.finance", "Fay Finance", "Finance")
EVERYBODY = (OLIVE, OSCAR, ASHA, CLEO, FAY)


def make_database(officer: Officer, place: str) -> None:
    """Go through the wizard of a first start, from an empty folder to the first sign-in."""
    officer.press("Make a new database")
    officer.fill("Database", place)
    officer.press("Continue")
    officer.fill("Name of the office", OFFICE)
    officer.fill("Address", "PO Box 1\nCounty Hall\nPreston")
    officer.fill("Postcode", "pr10ld")
    officer.fill("Telephone", "01772 000000")
    officer.fill("E-mail", "office@example.org")
    officer.fill("Name", "Ann Example")
    officer.fill("Title", "Police and Crime Commissioner")
    officer.press("Continue")
    officer.fill("Full name", "Alex Admin")
    officer.fill("Job title", "Office manager")
    officer.fill("Username", "a.admin")
    officer.fill("Password", PASSWORD)
    officer.fill("The same password again", PASSWORD)
    officer.press("Make the database")
    officer.wait_for("Alex Admin")


def add_people(officer: Officer, *people: Colleague) -> None:
    """Add people on the settings page, as the administrator."""
    officer.go("Settings")
    officer.tab("People")
    for each in people:
        officer.press("Add a person")
        officer.fill("Full name", each.name)
        officer.fill("Job title", f"{each.role} of the office")
        officer.fill("Username", each.username)
        officer.tick(each.role)
        if each.limit:
            _give_limit(officer, each)
        officer.press("Add person")
        officer.take_word(each.username)
        officer.wait_for(f"{each.name} is saved.")


def _give_limit(officer: Officer, person: Colleague) -> None:
    officer.press("Add a limit")
    if person.limit == "none":
        officer.tick("No limit")
    else:
        officer.fill("Limit: up to", person.limit)
    if person.own_decisions:
        officer.choose("Limit: numbered as", "The Commissioner")


@dataclass(frozen=True, slots=True)
class Application:
    """What stands on the paper form, as far as tests vary it."""

    organisation: str = "Fylde Street Football"
    contact: str = "Jo Bloggs"
    title: str = "Friday football"
    amount: str = "2400"
    postcode: str = "FY8 1AA"
    starts: str = "4/1/27"
    what: str = "Two coached hours a week, and a tournament in March."

    def changed(self, **changes: str) -> Application:
        """Return it with other words."""
        return replace(self, **changes)


def type_application(officer: Officer, form: Application, round_title: str = ROUND) -> None:
    """Type a new application into the form's page, in the paper form's order."""
    officer.go("Applications")
    officer.menu("New …")
    officer.choose("Fund and round", round_title)
    officer.press("Add new organisation")
    officer.fill("Name of the organisation", form.organisation)
    officer.choose("Kind of organisation", "Voluntary")
    officer.fill("Address", "1 Promenade Road")
    officer.fill("Town", "Lytham St Annes")
    officer.fill("Postcode", form.postcode)
    officer.fill("Main contact: name", form.contact)
    officer.fill("Main contact: role", "Chair")
    officer.fill("Main contact: e-mail", "jo@example.org")
    officer.fill("Main contact: telephone", "01253 000000")
    officer.fill("Title of the project", form.title)
    officer.fill("Summary", "Football on Friday evenings for young people.")
    officer.fill("What will be done", form.what)
    officer.fill("Project starts", form.starts)
    officer.fill("Project ends", "31/3/27")
    officer.tick("Fylde")
    officer.tick("Tackle Crime and Anti-Social Behaviour (ASB)")
    officer.fill("Amount asked for", form.amount)
    officer.fill("Total cost of the project", "3,000")
    officer.fill("Unrestricted reserves", "£500.00")
    officer.fill("Budget line 1: What it is for", "Pitch and coaches")
    officer.fill("Budget line 1: Cost", "3000")
    officer.fill("Budget line 1: From this grant", form.amount)
    officer.fill("Match funding 1: From whom", "Subscriptions")
    officer.fill("Match funding 1: Amount", "600")
    _answer_questions(officer)


_TEXTS = {
    "What does your group do?": "Football for young people since 2009.",
    "How many people run the project?": "6",
    "How do you know that the project is needed?": "Residents and the youth council say so.",
    "Who have you talked to in the local policing team or the Community Safety Partnership?": (
        "PCSO Example, who supports it."
    ),
    "How many people will take part or benefit?": "40",
    "What will be different when the project ends?": "Fewer reports on Friday evenings.",
    "How will you show it?": "Registers, and reports before and after.",
}
_YES = (
    "Does your group have its own bank account with two signatories who are not related?",
    "Will you work with children, or with adults at risk?",
    "Has your committee agreed to this application, and is all of it true as far as you know?",
)
_NO = "Does anyone on your committee serve in the police, or has done so in the last two years?"


def _answer_questions(officer: Officer) -> None:
    for question, answer in _TEXTS.items():
        officer.fill(question, answer)
    for question in _YES:
        officer.tick(f"{question} Yes")
    officer.tick(f"{_NO} No")
    officer.tick("Young people aged 11 to 17")
    officer.choose("Do the people who run it have the DBS checks they need?", "Yes, all of them")


DOCUMENTS = {
    "constitution.pdf": "Constitution or set of rules",
    "accounts.pdf": "Latest annual accounts",
    "statement.pdf": "Bank statement or letter from the bank",
}


def choose_documents(officer: Officer, dialogs: FileDialogs, folder: Path) -> None:
    """Choose the three required documents on the form."""
    for name, wanted in DOCUMENTS.items():
        path = folder / name
        path.write_bytes(b"%PDF-1.4 " + name.encode())
        dialogs.will_choose(path)
        officer.press(f"Choose a file … {wanted}")
