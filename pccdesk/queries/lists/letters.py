"""The list of letters that are kept."""

from dataclasses import dataclass
from datetime import datetime

from pccdesk.models.applications import Application
from pccdesk.models.decisions import Letter
from pccdesk.models.organisations import Organisation
from pccdesk.models.people import Person
from pccdesk.queries.listing import Listing, Sort


@dataclass(frozen=True, slots=True)
class LetterLine:
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


_letters = (
    Letter.__table__.join(Application.__table__, Application.id == Letter.application_id)
    .join(Organisation.__table__, Organisation.id == Application.organisation_id)
    .join(Person.__table__, Person.id == Letter.made_by)
)

LETTERS: Listing[LetterLine] = Listing(
    record=LetterLine,
    identity=Letter.__table__.c.id,
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
    joined=_letters,
    base=_letters,
    sorts={
        "reference": Application.__table__.c.reference,
        "organisation": Organisation.__table__.c.sort_name,
        "kind": Letter.__table__.c.kind,
        "made": Letter.__table__.c.made_at,
        "printed": Letter.__table__.c.printed_count,
    },
    default_sort=(Sort("made", descending=True),),
    filters={"kind": Letter.__table__.c.kind, "made_by": Person.__table__.c.full_name},
    texts=(
        Application.__table__.c.reference,
        Organisation.__table__.c.name,
        Organisation.__table__.c.comparable_name,
    ),
    labels=lambda key, value: f"{value} letter".capitalize() if key == "kind" else str(value),
)
