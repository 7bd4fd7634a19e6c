"""Whom a letter greets: title and family name where a title is known, else the full name.

Where a contact has no title on record none is guessed: “Dear Aisha Khan” is right for everybody,
as GOV.UK's style and Debrett's advise for somebody whose title is not known.
"""

from pccdesk.domain.organisations import tidy

_TITLES = frozenset(
    {
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd",
        "reverend", "fr", "father", "cllr", "councillor", "canon", "imam", "rabbi", "major",
        "captain", "col", "colonel", "lord", "lady", "baroness",
    }
)  # fmt: skip
_WITH_FORENAME = frozenset({"sir", "dame"})
_PARTICLES = frozenset(
    {
        "de", "da", "dos", "du", "del", "della", "di", "la", "le", "van", "von", "der",
        "den", "ter", "bin", "al", "el", "ap",
    }
)  # fmt: skip
_AFTER = frozenset(
    {
        "obe", "mbe", "cbe", "qpm", "dl", "jp", "phd", "ma", "ba", "bsc", "kc", "qc", "jr",
        "jnr",
    }
)  # fmt: skip
NOBODY = "Sir or Madam"
OFFICE_HOLDER = "The secretary"
"""To whom a letter is addressed where no contact is known."""


def greeted(name: str) -> str:
    """Return what follows “Dear”: `Ms Khan`, `Sir John`, `Aisha Khan`, or `Sir or Madam`."""
    words = tidy(name).replace(",", " ").split()
    while len(words) > 2 and _bare(words[-1]) in _AFTER:  # noqa: PLR2004 - a title and a name
        words.pop()
    if not words or name == OFFICE_HOLDER:
        return NOBODY
    title = _bare(words[0])
    if len(words) > 1 and title in _WITH_FORENAME:
        return f"{words[0]} {words[1]}"
    if len(words) < 2 or title not in _TITLES:  # noqa: PLR2004 - a title and a name
        return " ".join(words)
    return f"{words[0]} {' '.join(_family_name(words[1:]))}"


def _family_name(names: list[str]) -> list[str]:
    first = len(names) - 1
    while first > 1 and _bare(names[first - 1]) in _PARTICLES:
        first -= 1
    return names[first:]


def _bare(word: str) -> str:
    return word.rstrip(".").casefold()
