"""The steps of an application's life as each person takes them at the window."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.file_dialogs import FileDialogs
from tests.end_to_end.officer import Officer
from tests.end_to_end.story import (
    ASHA,
    CLEO,
    FAY,
    OLIVE,
    OSCAR,
    PASSWORD,
    Application,
    Colleague,
    choose_documents,
    type_application,
)

CRITERIA = (
    "Need for the project",
    "Fit with the Police and Crime Plan",
    "Outcomes and how they are shown",
    "Able to deliver",
    "Value for money",
    "Community involvement and partners",
)


def come_in(officer: Officer, person: Colleague) -> None:
    """Let somebody else take the chair."""
    officer.sign_in_as(person.username, PASSWORD)


def receive(officer: Officer, form: Application, dialogs: FileDialogs, folder: Path) -> str:
    """Type an application with its documents and mark it as received; return its reference."""
    type_application(officer, form)
    choose_documents(officer, dialogs, folder)
    officer.press("Save and mark as received")
    officer.wait_for("is saved and marked as received.")
    said = next(line for line in officer.says().splitlines() if "marked as received" in line)
    return said.split()[0]


def open_application(officer: Officer, reference: str) -> None:
    """Open an application from the list."""
    officer.go("Applications")
    officer.open_row("Applications", reference)
    officer.wait_for("Tasks")


def check(officer: Officer) -> None:
    """Work the criteria out and pass the application to assessment."""
    officer.press("Start eligibility check")
    officer.wait_for("The criteria were worked out.")
    officer.tab("Eligibility")
    officer.wait_for("criteria are met")
    officer.press("Pass to assessment")
    officer.wait_for("Passed to assessment.")


def assess(officer: Officer, mark: str = "8") -> None:
    """Mark every criterion."""
    officer.press("Assess")
    for criterion in CRITERIA:
        officer.fill(f"{criterion}: mark from 0 to 10", mark)
        officer.fill(f"{criterion}: reason", "Clear evidence.")
    officer.press("Submit assessment")
    officer.wait_for("Your assessment is in")


def recommend(officer: Officer, amount: str = "2,400") -> None:
    """Recommend an amount."""
    officer.press("Recommend")
    officer.fill("Amount", amount)
    officer.fill("Reason", "Good value, and well supported.")
    officer.fill("Conditions", "Count who comes")
    officer.press("Recommend")
    officer.wait_for("Recommended for decision")


def approve(officer: Officer, amount: str = "£2,400") -> None:
    """Approve, after checking the answers."""
    officer.press("Approve")
    officer.fill("Reasons", "It gives young people something to do and so cuts disorder.")
    officer.tick("Declaration")
    officer.press("Check your answers")
    officer.wait_for("Check your answers")
    officer.press(f"Approve {amount}")
    officer.wait_for("Approved by decision")


def issue_letter(officer: Officer, dialogs: FileDialogs, path: Path) -> None:
    """Make the award letter, save a copy and print it."""
    officer.press("Issue award letter …")
    officer.wait_for("Preview: the letter as it would be made now.")
    officer.press("Issue award letter")
    officer.wait_for("The award letter is made and kept")
    officer.wait_for("The exact copy is kept.")
    dialogs.will_choose(path)
    officer.press("Save as …")
    officer.wait_for(f"Saved {path.name}.")
    officer.press("Print …")
    officer.wait_for("The printing is recorded.")


def accept(officer: Officer) -> None:
    """Record the signed slip."""
    officer.press("Record acceptance")
    officer.fill("Date on the slip", "t")
    officer.press("Record acceptance")
    officer.wait_for("The acceptance is recorded")


def record_account(officer: Officer, name: str) -> None:
    """Record the bank details on the organisation's page, come to from the payments' tab."""
    officer.tab("Payments")
    officer.press("Open organisation")
    officer.press("Record bank details …")
    officer.fill("Account name", name)
    officer.fill("Sort code", "10-79-99")
    officer.fill("Account number", "8883 7491")
    officer.fill("Statement or letter dated", "1/11/26")
    officer.press("Check your answers")
    officer.press("Record bank details")
    officer.wait_for("A second person must now check them.")


def check_account(officer: Officer) -> None:
    """Look at the bank details as the second person, and confirm them."""
    officer.tab("Payments")
    officer.press("Open organisation")
    officer.press("Show account details")
    officer.wait_for("88837491")
    officer.press("Confirm that they are right")
    officer.wait_for("The bank details are checked.")


def approve_payment(officer: Officer) -> None:
    """Approve the payment on the application's own page."""
    officer.press("Approve first payment …")
    officer.press("Approve payment")
    officer.wait_for("was approved for payment.")


def send_to_finance(officer: Officer, dialogs: FileDialogs, path: Path) -> None:
    """Put what is approved into a batch, save its workbook, and record it as paid."""
    officer.go("Payments")
    dialogs.will_choose(path)
    officer.press("Send approved payments to finance …")
    officer.press("Send 1 payment")
    officer.wait_for("was saved and read back")
    officer.tab("Batches")
    officer.select_row("Batches", "PB-2026-001")
    officer.press("Record as paid …")
    officer.fill("Paid on", "t")
    officer.fill("BACS reference", "BACS 4711")
    officer.press("Check your answers")
    officer.press("Record as paid")
    officer.wait_for("1 payment of PB-2026-001 recorded as paid.")


def complete(officer: Officer) -> None:
    """Close the award."""
    officer.press("Complete award")
    officer.press("Complete")
    officer.wait_for("Completed.")


def whole_life(
    officer: Officer, form: Application, dialogs: FileDialogs, folder: Path
) -> tuple[Path, Path]:
    """Take an application from received to complete; return the letter and the workbook."""
    letter, workbook = folder / "award letter.pdf", folder / "batch.xlsx"
    come_in(officer, OLIVE)
    reference = receive(officer, form, dialogs, folder)
    officer.wait_for("Tasks")
    check(officer)
    come_in(officer, ASHA)
    open_application(officer, reference)
    assess(officer)
    come_in(officer, OLIVE)
    open_application(officer, reference)
    recommend(officer)
    come_in(officer, CLEO)
    open_application(officer, reference)
    approve(officer)
    come_in(officer, OLIVE)
    open_application(officer, reference)
    issue_letter(officer, dialogs, letter)
    accept(officer)
    record_account(officer, form.organisation)
    come_in(officer, OSCAR)
    open_application(officer, reference)
    check_account(officer)
    come_in(officer, FAY)
    open_application(officer, reference)
    approve_payment(officer)
    send_to_finance(officer, dialogs, workbook)
    come_in(officer, OLIVE)
    open_application(officer, reference)
    complete(officer)
    return letter, workbook
