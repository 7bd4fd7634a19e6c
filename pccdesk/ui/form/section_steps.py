"""Going about in the form: to a field, to a section, to the next one; the list follows."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.section import Section
from pccdesk.ui.form.section_list import SectionList
from pccdesk.ui.page import ScrollColumn

_ABOVE, _ROUND = 8, 60


class SectionSteps(QObject):
    """Puts the keyboard where the officer wants it, and that place into view."""

    def __init__(self, body: FormBody, sections: SectionList, pane: ScrollColumn) -> None:
        super().__init__(body)
        self._body, self._sections, self._pane = body, sections, pane
        sections.jumped.connect(self.to_section)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def to_field(self, name: str) -> None:
        """Put the keyboard into a field by its stable name."""
        section = self._body.section_of(name)
        field = section.field_of(name) if section else None
        if section is not None and field is not None:
            self._body.uncover()
            section.focus_field(name)
            self._pane.ensureWidgetVisible(field, 0, _ROUND)

    def to_section(self, code: str) -> None:
        """Show a section from its heading on, with the keyboard in its first field."""
        self._body.uncover()
        for section in self._body.sections():
            if section.code == code:
                section.focus_first()
                self._sections.mark(code)
                top = self._body.y() + section.y()
                self._pane.verticalScrollBar().setValue(max(0, top - _ABOVE))

    def forward(self) -> None:
        """Go to the next section."""
        self._step(1)

    def back(self) -> None:
        """Go to the section before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        sections = self._body.sections()
        row = max(0, min(len(sections) - 1, self._sections.currentRow() + by))
        self.to_section(sections[row].code)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        section = now
        while section is not None and not isinstance(section, Section):
            section = section.parentWidget()
        if section is not None and self._body.isAncestorOf(section):
            self._sections.mark(section.code)
