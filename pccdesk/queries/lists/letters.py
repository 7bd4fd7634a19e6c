"""The list of letters that are kept."""

from datetime import datetime
from typing import NamedTuple

from pccdesk.models.applications import Application
from pccdesk.models.decisions import Letter
from pccdesk.models.organisations import Organisation
from pccdesk.models.people import Person
from pccdesk.queries import search_nouns
from pccdesk.queries.listing import Join, Listing, Narrowing, Sort
from pccdesk.queries.ordering import by


class LetterLine(NamedTuple):
    """A kept letter in a list."""

    id: int
    application_id: int
    reference: str
    organisation_name: str
    kind: str
    made_at: datetime
    made_by: str
    template_version: int
    sha256: str
    current: bool
    printed_count: int


_letter, _application = Letter.__table__.c, Application.__table__.c
_organisation, _person = Organisation.__table__.c, Person.__table__.c

LETTERS: Listing[LetterLine] = Listing(
    record=LetterLine,
    identity=_letter.id,
    columns=(
        Letter.id,
        Application.id,
        Application.reference,
        Organisation.name,
        Letter.kind,
        Letter.made_at,
        Person.full_name,
        Letter.template_version,
        Letter.sha256,
        Letter.current,
        Letter.printed_count,
    ),
    table=Letter.__table__,
    joins=(
        Join(Application.__table__, _application.id == _letter.application_id),
        Join(Organisation.__table__, _organisation.id == _application.organisation_id),
        Join(Person.__table__, _person.id == _letter.made_by),
    ),
    sorts={
        "reference": by(_application.reference, _letter.id),
        "organisation": by(_organisation.sort_name, _organisation.id, _application.id, _letter.id),
        "kind": by(_letter.kind, _letter.id),
        "made": by(_letter.made_at, _letter.id),
        "printed": by(_letter.printed_count, _letter.id),
    },
    default_sort=(Sort("made", descending=True),),
    filters={
        "kind": Narrowing(_letter.kind),
        "made_by": Narrowing(_letter.made_by, _person.id, _person.full_name),
    },
    found_by=((search_nouns.APPLICATIONS, _letter.application_id),),
    labels=lambda key, value: f"{value} letter".capitalize() if key == "kind" else str(value),
)
