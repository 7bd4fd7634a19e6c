"""The warning that an organisation being typed seems to be there already, with a link to it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from pccdesk.domain.organisations import OrganisationForm
from pccdesk.queries.organisations import OrganisationMatch
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label


class SamePanel(QFrame):
    """Says that a new organisation seems to be there already, and offers it."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setProperty("tone", "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        self._words = label("", wrap=True)
        row.addWidget(self._words, 1)
        self.use = push_button(verb, kind="link")
        row.addWidget(self.use)
        self.match: OrganisationMatch | None = None
        self.hide()

    def show_matches(self, matches: tuple[OrganisationMatch, ...]) -> None:
        """Name the first organisation that looks like it, and say how many more do; or hide."""
        self.match = next(iter(matches), None)
        self.setVisible(self.match is not None)
        if self.match is not None:
            others = len(matches) - 1
            more = f", and {others} more like it" if others else ""
            self._words.setText(f"{in_words(self.match)} is there already{more}. Is it the same?")
            self.setAccessibleName(self._words.text())

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()


def facts_of(found: OrganisationMatch | OrganisationForm) -> str:
    """Return town, postcode and numbers of an organisation in one line."""
    facts = [found.town, found.postcode]
    facts += [f"charity {found.charity_number}"] if found.charity_number else []
    facts += [f"company {found.company_number}"] if found.company_number else []
    return " · ".join(filter(None, facts))


def in_words(match: OrganisationMatch) -> str:
    """Return an organisation's name and facts in one line."""
    return " · ".join(filter(None, (isolated(match.name), facts_of(match))))
