"""Which program this is: version, licence, and the parts by others."""

import platform

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QTextBrowser

from pccdesk import __version__
from pccdesk.resources import resources_folder
from pccdesk.settings import log_folder, settings_file
from pccdesk.ui.rich_text import set_type
from pccdesk.ui.settings.section import Section, facts_of
from pccdesk.ui.widgets.labels import Card

_NOTICES = "NOTICES.md"
_WITHOUT_FILE = (
    "PCCDesk is built on Qt for Python (LGPL-3.0), SQLAlchemy (MIT), ReportLab (BSD), openpyxl "
    "(MIT) and others. Their licences stand in the program’s own folder."
)


class AboutSection(Section):
    """What to tell whoever helps, and what the licences ask to be told."""

    title = "About"

    def build(self) -> None:
        """Make the cards."""
        card = Card("PCCDesk")
        card.add(
            facts_of(
                (
                    ("Version", __version__),
                    ("Licence", "MIT. It may be used, changed and passed on freely."),
                    ("Runs on", f"Python {platform.python_version()}, Qt {qVersion()}"),
                    ("System", platform.platform()),
                    ("Settings", str(settings_file().parent)),
                    ("Fault reports", str(log_folder())),
                )
            )
        )
        self.cards.add(card)
        notices = Card("Parts by others")
        self.notices = QTextBrowser()
        self.notices.setAccessibleName("Notices of the parts by others")
        self.notices.setProperty("quiet", True)
        self.notices.setMinimumHeight(320)
        self.notices.setOpenExternalLinks(False)
        self.notices.setOpenLinks(False)
        self.notices.document().setDocumentMargin(0)  # in line with the card's heading
        notices.add(self.notices)
        self.cards.add(notices)

    def load(self) -> None:
        """Show the notices that ship with the program."""
        self.notices.setMarkdown(_notices())
        set_type(self.notices)


def _notices() -> str:
    """Return the notices, from the program's own folder or from the source tree."""
    for folder in (resources_folder(), resources_folder().parent):
        path = folder / _NOTICES
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return _WITHOUT_FILE
