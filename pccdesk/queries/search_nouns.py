"""What is indexed, as data: another noun that shall be found is one more entry of `NOUNS`."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, bindparam, func, literal, select

from pccdesk.database.kept_statements import KeptStatement
from pccdesk.database.word_index import Entry, entry_id
from pccdesk.domain.permissions import Permission
from pccdesk.domain.searching import words_kept
from pccdesk.models.applications import Application, ApplicationText, Attachment
from pccdesk.models.base import Base
from pccdesk.models.decisions import Award, Decision, DecisionItem, Letter
from pccdesk.models.organisations import Contact, FormerName, Organisation
from pccdesk.models.payments import Payment, PaymentBatch
from pccdesk.models.people import Person
from pccdesk.models.search import ContentText
from pccdesk.queries.by_number import ByNumber
from pccdesk.queries.rows import AnySelect

Depends = Mapping[type[Base], tuple[ColumnElement[Any], str]]


@dataclass(frozen=True)
class Noun:
    """One kind of record that is found.

    `numbers` are references and the like, `names` what it is called, `texts` what else it says;
    the words of `numbers` and `names` are its head, which counts for more and forgives a slip.
    `shown` are the columns from which `words` makes title and context. `depends` says which of
    its records a changed row concerns: those whose column has the row's attribute as its value.
    `place` is page, tab and filter to go to; a filter is filled in with the title.
    """

    number: int
    name: str
    label: str
    icon: str
    table: type[Base]
    source: FromClause
    depends: Depends
    shown: tuple[Any, ...]
    words: Callable[..., tuple[str, str]]
    place: tuple[str, str, str]
    opens: ColumnElement[Any] | None = None
    numbers: tuple[Any, ...] = ()
    names: tuple[Any, ...] = ()
    texts: tuple[Any, ...] = ()
    json_texts: tuple[Any, ...] = ()
    visible: tuple[ColumnElement[bool], ...] = ()
    permission: Permission = Permission.VIEW

    @property
    def id(self) -> ColumnElement[int]:
        """The column of the record's own number."""
        return self.table.__table__.c.id

    @cached_property
    def query(self) -> AnySelect:
        """What is read of each record, to index it and to show it."""
        opens = self.id if self.opens is None else self.opens
        parts = (self.shown, self.numbers, self.names, self.texts, self.json_texts)
        every = [column.label(f"c{n}") for n, column in enumerate(c for p in parts for c in p)]
        query = select(self.id.label("number"), opens.label("opens"))
        return query.add_columns(*every).select_from(self.source).where(*self.visible)

    @cached_property
    def _parts(self) -> tuple[slice, ...]:
        """Where shown, numbers, names, texts and JSON texts stand among what is read."""
        parts = (self.shown, self.numbers, self.names, self.texts, self.json_texts)
        ends = tuple(accumulate(map(len, parts), initial=0))
        return tuple(slice(*each) for each in pairwise(ends))

    def records(
        self, connection: Connection, *conditions: ColumnElement[bool], limit: int | None = None
    ) -> list["Found"]:
        """Return what there is to index and to show of the records that meet some conditions."""
        query = self.query.where(*conditions).order_by(self.id)
        query = query if limit is None else query.limit(limit)
        return [self._found(row) for row in connection.execute(query).all()]

    def numbered(self, connection: Connection, numbers: Collection[int]) -> list["Found"]:
        """Return what there is to index and to show of records by their numbers, in no order."""
        return [self._found(row) for row in self._numbered.records(connection, numbers, _as_it_is)]

    @cached_property
    def _numbered(self) -> ByNumber:
        return ByNumber(self.id, self.query.where)

    @property
    def told_by(self) -> tuple[Any, ...]:
        """What an entry follows from; what is only shown of a record is read when it is found."""
        parts = (*self.numbers, *self.names, *self.texts, *self.json_texts)
        return (*parts, *self.visible, self.source)

    def concerned(
        self, connection: Connection, table: type[Base], values: Sequence[Any]
    ) -> list["Found"]:
        """Return the records that changed rows of a table concern, by the values `depends` names.

        One value is asked for at most saves, so that its query is made once.
        """
        if len(values) != 1:
            # In one parameter: SQLAlchemy would look at each value for what it may be.
            among: Any = bindparam(None, values, expanding=True)
            return self.records(connection, self.depends[table][0].in_(among))
        query = _concerned(self.number, table)
        return [self._found(row) for row in query.rows(connection, concerned=values[0])]

    def _found(self, row: Any) -> "Found":
        number, opens, *columns = row
        values = [value or "" for value in columns]
        shown, numbers, names, texts, json_texts = (values[part] for part in self._parts)
        for value in json_texts:
            texts += _strings(value)
        return Found(self, number, opens, shown, numbers, names, texts)


@dataclass(frozen=True, slots=True)
class Found:
    """One record as it is indexed and as it is shown."""

    noun: Noun
    number: int
    opens: int
    shown: list[Any]
    numbers: list[str]
    names: list[str]
    texts: list[str]

    @property
    def title(self) -> str:
        """What the record is called."""
        return self.noun.words(*self.shown)[0]

    @property
    def context(self) -> str:
        """What tells it from others of that name."""
        return self.noun.words(*self.shown)[1]

    def entry(self) -> Entry:
        """Return what the index keeps of the record."""
        head = words_kept(self.names, self.numbers)
        words = words_kept(self.texts, known=head)
        return Entry(entry_id(self.noun.number, self.number), head, words)


def _as_it_is(*row: Any) -> tuple[Any, ...]:
    return row


def _strings(value: str) -> Iterable[str]:
    try:
        answers = json.loads(value or "{}")
    except ValueError:  # altered by hand: there is nothing in it to be found by
        return []
    return [str(each) for each in answers.values()] if isinstance(answers, dict) else []


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


@cache
def _concerned(number: int, table: type[Base]) -> KeptStatement:
    noun = next(each for each in NOUNS if each.number == number)
    concerned = noun.depends[table][0] == bindparam("concerned")
    return KeptStatement(noun.query.where(concerned).order_by(noun.id))
