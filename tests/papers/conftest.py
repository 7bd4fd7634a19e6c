import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from pccdesk.domain.letters import parse_wording
from pccdesk.papers.award_letter import AwardLetter, Instalment
from pccdesk.papers.correspondence import Addressee, Letterhead
from pccdesk.papers.decline_letter import DeclineLetter
from pccdesk.resources import read_text

TERMS = (
    "The grant may be spent only on the purpose in this letter, within the period of the award.",
    "The grant may not be passed to another organisation without our written agreement.",
    "Tell us at once of any material change to the project, the organisation or its account.",
    "Keep invoices, receipts and records for six years and let our auditors see them when asked.",
    "Any money not spent by the end of the period is returned to us within 28 days.",
    "We may ask for the grant back, in whole or in part, if these terms are broken.",
    "Keep children and adults at risk safe: have a safeguarding policy and follow it.",
    "Acknowledge the fund, with its logo, on printed matter, online and in the press.",
    "Do not name or describe any service user in a way that could identify them.",
    "The award does not commit us to any further funding.",
)
MONITORING = (
    "Send the Expenditure and Evaluation form, with copies of invoices, by 31 March 2027.",
    "Tell us how many people took part, by age, gender, ethnicity and disability.",
    "Invite us to at least one session, and send us two photographs that we may publish.",
)


@pytest.fixture(scope="session")
def letterhead() -> Letterhead:
    return Letterhead(
        name="Office of the Police and Crime Commissioner for Lancashire",
        address=("PO Box 100", "County Hall", "Preston"),
        postcode="PR1 0LD",
        telephone="01772 533 587",
        email="commissioner@lancashire-pcc.gov.uk",
        signatory_name="Eleanor Whitworth",
        signatory_title="Chief Executive",
    )


@pytest.fixture(scope="session")
def addressee() -> Addressee:
    return Addressee(
        name="Mrs Patricia Holgate",
        organisation="Brierfield Youth and Community Association",
        address=("14 Railway Street", "", "Brierfield, Nelson"),
        postcode="BB9 5PX",
    )


@pytest.fixture(scope="session")
def award(letterhead: Letterhead, addressee: Addressee) -> AwardLetter:
    return AwardLetter(
        letterhead=letterhead,
        addressee=addressee,
        dated=date(2026, 6, 1),
        reference="CAF-2026-0012",
        decision_reference="2026/17",
        decision_date=date(2026, 5, 28),
        fund="Community Action Fund",
        round="spring round 2026",
        project="Friday Night Football and Mentoring",
        purpose="Weekly football and mentoring for 40 young people aged 11 to 17 in Brierfield: "
        "hire of the pitch, two qualified coaches and sports equipment.",
        amount=Decimal(2500),
        period_start=date(2026, 7, 1),
        period_end=date(2027, 3, 31),
        accept_by=date(2026, 6, 29),
        conditions=(
            "Coaches hold a current enhanced DBS certificate before the first session.",
            "The neighbourhood policing team is invited to a session in each school term.",
        ),
        instalments=(Instalment(1, Decimal(2500), "within 30 days of your acceptance"),),
        monitoring=MONITORING,
        terms=TERMS,
        wording=parse_wording(read_text("letters", "award.toml")),
    )


@pytest.fixture(scope="session")
def decline(letterhead: Letterhead, addressee: Addressee) -> DeclineLetter:
    return DeclineLetter(
        letterhead=letterhead,
        addressee=addressee,
        dated=date(2026, 6, 1),
        reference="CAF-2026-0031",
        decision_reference="2026/18",
        decision_date=date(2026, 5, 28),
        fund="Community Action Fund",
        round="spring round 2026",
        project="Safer Streets Light Festival",
        amount_requested=Decimal("2499.50"),
        reasons=("The round was oversubscribed, and other applications had higher marks.",),
        feedback=("Say what will change for the people of the area.", "Give two quotations."),
        wording=parse_wording(read_text("letters", "decline.toml")),
    )


@pytest.fixture(scope="session")
def page_texts() -> Callable[[bytes], list[str]]:
    """Return each page's text with every stretch of space as one."""

    def read(content: bytes) -> list[str]:
        pages = PdfReader(BytesIO(content)).pages
        return [re.sub(r"\s+", " ", page.extract_text()) for page in pages]

    return read
