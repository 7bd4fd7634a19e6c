"""What is indexed, as data: another noun that shall be found is one more entry of `NOUNS`."""

from sqlalchemy import ColumnElement, func, literal, select

from pccdesk.models.applications import Application, ApplicationText, Attachment
from pccdesk.models.decisions import Award, Decision, DecisionItem, Letter
from pccdesk.models.organisations import Contact, FormerName, Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.models.people import Person
from pccdesk.models.search import ContentText
from pccdesk.queries.noun import Noun


def _joined(name: ColumnElement[str], condition: ColumnElement[bool]) -> ColumnElement[str]:
    return select(func.aggregate_strings(name, " ")).where(condition).scalar_subquery()


_application, _texts = Application.__table__.c, ApplicationText.__table__.c
_organisation, _former = Organisation.__table__.c, FormerName.__table__.c
_contact, _person = Contact.__table__.c, Person.__table__.c
_letter, _attachment = Letter.__table__.c, Attachment.__table__.c
_item, _decision = DecisionItem.__table__.c, Decision.__table__.c
_batch, _payment = PaymentBatch.__table__.c, Payment.__table__.c
_read = ContentText.__table__.c
_former_names = _joined(_former.name, _former.organisation_id == _organisation.id)
_award = Award.__table__.c

APPLICATIONS = Noun(
    number=1,
    name="applications",
    label="Application",
    icon="file-text",
    table=Application,
    source=Application.__table__.join(
        Organisation.__table__, _organisation.id == _application.organisation_id
    )
    .outerjoin(ApplicationText.__table__, _texts.application_id == _application.id)
    .outerjoin(Award.__table__, _award.application_id == _application.id),
    depends={
        Application: (_application.id, "id"),
        Award: (_application.id, "application_id"),
        ApplicationText: (_application.id, "application_id"),
        Organisation: (_application.organisation_id, "id"),
        FormerName: (_application.organisation_id, "organisation_id"),
    },
    shown=(_application.reference, _application.project_title, _organisation.name),
    words=lambda reference, title, name: (f"{reference}  {title}", name),
    place=("application", "", ""),
    numbers=(_application.reference, _organisation.postcode),
    names=(_application.project_title, _organisation.name, _former_names, _award.purpose),
    texts=(_texts.summary, _texts.what, _texts.who, _texts.place),
    json_texts=(_texts.answers,),
)
ORGANISATIONS = Noun(
    number=2,
    name="organisations",
    label="Organisation",
    icon="building-2",
    table=Organisation,
    source=Organisation.__table__,
    depends={
        Organisation: (_organisation.id, "id"),
        FormerName: (_organisation.id, "organisation_id"),
    },
    shown=(_organisation.name, _organisation.town, _organisation.postcode, _former_names),
    words=lambda name, town, postcode, former: (
        name,
        ", ".join(filter(None, (town, postcode, former and f"formerly {former}"))),
    ),
    place=("organisation", "", ""),
    numbers=(_organisation.postcode, _organisation.charity_number, _organisation.company_number),
    names=(_organisation.name, _former_names, _organisation.town),
    texts=(
        *(_organisation.address, _organisation.email, _organisation.website),
        *(_organisation.phone, func.replace(_organisation.phone, " ", "")),
    ),
)
CONTACTS = Noun(
    number=3,
    name="contacts",
    label="Contact",
    icon="user",
    table=Contact,
    source=Contact.__table__.join(
        Organisation.__table__, _organisation.id == _contact.organisation_id
    ),
    depends={Contact: (_contact.id, "id")},
    shown=(_contact.name, _contact.role, _organisation.name),
    words=lambda name, role, organisation: (name, ", ".join(filter(None, (role, organisation)))),
    place=("organisation", "", ""),
    opens=_contact.organisation_id,
    names=(_contact.name,),
    texts=(
        *(_contact.role, _contact.email),
        *(_contact.phone, func.replace(_contact.phone, " ", "")),
    ),
)
STAFF = Noun(
    number=4,
    name="staff",
    label="Colleague",
    icon="users",
    table=Person,
    source=Person.__table__,
    depends={Person: (_person.id, "id")},
    shown=(_person.full_name, _person.job_title),
    words=lambda name, title: (name, f"{title}: applications in hand" if title else ""),
    place=("applications", "", "owner={title}={title}"),
    names=(_person.full_name, _person.username, _person.job_title),
)
BATCHES = Noun(
    number=5,
    name="batches",
    label="Payment batch",
    icon="send",
    table=PaymentBatch,
    source=PaymentBatch.__table__,
    depends={PaymentBatch: (_batch.id, "id")},
    shown=(_batch.reference, _batch.count),
    words=lambda reference, count: (
        reference,
        f"{count:,} payments" if count != 1 else "1 payment",
    ),
    place=("payments", "", "batch={title}={title}"),
    numbers=(_batch.reference,),
)
DECISIONS = Noun(
    number=6,
    name="decisions",
    label="Decision",
    icon="gavel",
    table=DecisionItem,
    source=DecisionItem.__table__.join(Decision.__table__, _decision.id == _item.decision_id).join(
        Application.__table__, _application.id == _item.application_id
    ),
    depends={
        DecisionItem: (_item.id, "id"),
        Decision: (_item.decision_id, "id"),
        Application: (_item.application_id, "id"),
    },
    shown=(_decision.reference, _application.reference, _application.project_title),
    words=lambda decision, reference, title: (decision, f"{reference}  {title}"),
    place=("application", "decision", ""),
    opens=_item.application_id,
    numbers=(_decision.reference, _application.reference),
    texts=(_item.reasons, _item.conditions, _item.feedback),
)
LETTERS = Noun(
    number=7,
    name="letters",
    label="Letter",
    icon="mail",
    table=Letter,
    source=Letter.__table__.join(
        Application.__table__, _application.id == _letter.application_id
    ).outerjoin(ContentText.__table__, _read.sha256 == _letter.sha256),
    depends={Letter: (_letter.id, "id"), Application: (_letter.application_id, "id")},
    shown=(_letter.kind, _application.reference, _application.project_title),
    words=lambda kind, reference, title: (
        f"{kind.capitalize()} letter  {reference}",
        title,
    ),
    place=("application", "letters", ""),
    opens=_letter.application_id,
    numbers=(_application.reference,),
    names=(_letter.kind, literal("letter")),
    texts=(_read.text,),
)
DOCUMENTS = Noun(
    number=8,
    name="documents",
    label="Document",
    icon="paperclip",
    table=Attachment,
    source=Attachment.__table__.join(
        Application.__table__, _application.id == _attachment.application_id
    ).outerjoin(ContentText.__table__, _read.sha256 == _attachment.sha256),
    depends={
        Attachment: (_attachment.id, "id"),
        Application: (_attachment.application_id, "id"),
    },
    shown=(_attachment.file_name, _application.reference, _application.project_title),
    words=lambda file_name, reference, title: (file_name, f"{reference}  {title}"),
    place=("application", "documents", ""),
    opens=_attachment.application_id,
    numbers=(_application.reference,),
    names=(_attachment.file_name,),
    texts=(_read.text,),
    visible=(_attachment.removed_at.is_(None),),
)
PAYMENTS = Noun(
    number=9,
    name="payments",
    label="Payment",
    icon="banknote",
    table=Payment,
    source=Payment.__table__.join(
        Application.__table__, _application.id == _payment.application_id
    ),
    depends={Payment: (_payment.id, "id"), Application: (_payment.application_id, "id")},
    shown=(_payment.bacs_reference, _payment.instalment, _payment.of, _application.reference),
    words=lambda bacs, instalment, of, reference: (
        bacs,
        f"{reference}, payment {instalment} of {of}",
    ),
    place=("application", "payments", ""),
    opens=_payment.application_id,
    numbers=(_payment.bacs_reference,),
    visible=(_payment.bacs_reference != "",),
)
NOUNS = (
    *(APPLICATIONS, ORGANISATIONS, CONTACTS, STAFF, BATCHES, DECISIONS),
    *(LETTERS, DOCUMENTS, PAYMENTS),
)
"""Every noun, in the order in which equally good hits are shown; numbers are never reused."""
