"""Settings: the office, its people, one's own password and look, the database, the program."""

from PySide6.QtWidgets import QTabWidget

from pccdesk.ui.context import Target
from pccdesk.ui.page import Page, PageHeader
from pccdesk.ui.settings.about_section import AboutSection
from pccdesk.ui.settings.appearance_section import AppearanceSection
from pccdesk.ui.settings.database_section import DatabaseSection
from pccdesk.ui.settings.office_section import OfficeSection
from pccdesk.ui.settings.password_section import PasswordSection
from pccdesk.ui.settings.people_section import PeopleSection
from pccdesk.ui.settings.section import Section

SECTIONS: dict[str, type[Section]] = {
    "office": OfficeSection,
    "people": PeopleSection,
    "password": PasswordSection,
    "appearance": AppearanceSection,
    "database": DatabaseSection,
    "about": AboutSection,
}


class SettingsPage(Page):
    """One tab for each section; a section is made and read when it is come to."""

    title = "Settings"
    shows = frozenset({"office", "people", "backups"})

    def build(self) -> None:
        """Make the tabs."""
        self.column.addWidget(PageHeader("Settings"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Parts of Settings")
        self.tabs.setStyleSheet("QTabWidget::tab-bar { left: 24px; }")
        self.sections = {name: made(self.context) for name, made in SECTIONS.items()}
        for section in self.sections.values():
            self.tabs.addTab(section, section.title)
        self.tabs.currentChanged.connect(lambda _: self._read())
        self.column.addWidget(self.tabs, 1)

    def load(self, target: Target) -> None:
        """Show a section, the first where none is named."""
        super().load(target)
        if target.tab in self.sections:
            self.tabs.setCurrentWidget(self.sections[target.tab])
        self._read()

    def _read(self) -> None:
        front = self.tabs.currentWidget()
        if isinstance(front, Section):
            front.come_to()
