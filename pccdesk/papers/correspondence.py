"""Who writes a letter, whom it goes to, and what stands around its text."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office as its letters show it on the day they are written.

    `logo` is a PNG or JPEG of the office's own; without one the shipped emblem stands there.
    """

    name: str
    address: tuple[str, ...]
    postcode: str
    telephone: str
    email: str
    signatory_name: str
    signatory_title: str
    website: str = ""
    logo: bytes | None = None

    @property
    def address_line(self) -> str:
        """The postal address in one line."""
        return ", ".join([*filter(None, self.address), self.postcode])


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is addressed to, in the lines of an envelope; empty lines are left out."""

    name: str
    organisation: str
    address: tuple[str, ...]
    postcode: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The address block from the name to the postcode."""
        lines = (self.name, self.organisation, *self.address, self.postcode)
        return tuple(line for line in lines if line.strip())


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """What stands around a letter's text; `copy_mark` is printed on each page of a reprint.

    `kind` is what the office calls the letter, such as "Award letter"; `references` are labels and
    values that stand beside the address, under the date. A letter a little
    longer than the `pages_wanted` is set denser.
    """

    letterhead: Letterhead
    addressee: Addressee
    dated: date
    reference: str
    references: tuple[tuple[str, str], ...]
    kind: str
    pages_wanted: int
    copy_mark: str = ""

    @property
    def title(self) -> str:
        """The document's title, for a viewer's title bar and whoever hears the letter."""
        return f"{self.kind} {self.reference}, {self.addressee.organisation}"
