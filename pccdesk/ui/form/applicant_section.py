"""Who applies: found while typing, or added as a new organisation on the spot."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pccdesk.domain.organisations import OrganisationForm
from pccdesk.queries import organisations
from pccdesk.queries.look_alikes import look_alikes
from pccdesk.queries.organisations import OrganisationMatch, OrganisationRecord
from pccdesk.ui.context import Context
from pccdesk.ui.form.history_list import HistoryList
from pccdesk.ui.form.organisation_fields import OrganisationFields
from pccdesk.ui.form.same_panel import SamePanel, facts_of, in_words
from pccdesk.ui.form.section import Section, Wanted
from pccdesk.ui.form.suggestions import Suggestion, Suggestions
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import breakable, label
from pccdesk.ui.widgets.text_fields import line_edit

_WAIT = 150
_HINT = "Type part of its name, its postcode, or its charity or company number."


class ApplicantSection(Section):
    """Searching, chosen or new: one of the three is shown."""

    found = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__("applicant", "Applicant")
        self._context = context
        self._chosen: OrganisationMatch | None = None
        self._is_new = False
        self._new_fields: OrganisationFields | None = None
        self._editing: int | None = None
        self._search = line_edit(longest=300)
        self._suggestions = Suggestions(self._search)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._search_panel, self._chosen_panel = QWidget(), QFrame()
        self._new_panel = QWidget()
        self._new_column = QVBoxLayout(self._new_panel)
        self.history = HistoryList()
        self._build()
        self._wait.timeout.connect(self._ask)
        self._search.textEdited.connect(lambda _: self._wait.start())
        self._suggestions.chosen.connect(self._take)
        self._show()

    def set_districts(self, districts: Sequence[tuple[str, str]]) -> None:
        """Make the fields of a new organisation, once the districts are known."""
        if self._new_fields is None:
            self._new_fields = OrganisationFields(self, "organisation.", districts)
            self._new_fields.renamed.connect(self._look_for_same)
            self._new_fields.complete(self._context)
            self._new_column.addWidget(self._new_fields)

    def organisation_id(self) -> int | None:
        """Return the chosen organisation, or None."""
        return None if self._is_new or self._chosen is None else self._chosen.id

    def organisation(self) -> OrganisationForm | None:
        """Return the new organisation as typed, or None where one is chosen or looked for."""
        return self._new_fields.form() if self._is_new and self._new_fields else None

    def choose(self, match: OrganisationMatch, editing: int | None = None) -> None:
        """Take an organisation as the applicant; `editing` is left out of its history."""
        self._chosen, self._is_new = match, False
        self._editing = editing if editing is not None else self._editing
        self._name.setText(breakable(match.name))
        self._facts.setText(breakable(facts_of(match)))
        self._show()
        self._read_history()
        self.changed.emit()

    def clear(self) -> None:
        """Begin again with nobody chosen."""
        self._chosen, self._is_new, self._editing = None, False, None
        self._search.clear()
        if self._new_fields is not None:
            self._new_fields.clear()
        self._show()

    def typed(self) -> dict[str, Any]:
        """Return who is chosen and what was typed of a new organisation."""
        chosen = self._chosen
        known = [getattr(chosen, name) for name in OrganisationMatch.__slots__] if chosen else None
        return super().typed() | {"applicant": {"chosen": known, "new": self._is_new}}

    def put_typed(self, kept: Mapping[str, Any]) -> None:
        """Show what `typed` returned."""
        super().put_typed(kept)
        if "applicant" not in kept:
            return
        state = kept["applicant"] or {}
        if state.get("chosen"):
            self.choose(OrganisationMatch(*state["chosen"]))
        self._is_new = bool(state.get("new"))
        self._show()

    def add_new(self) -> None:
        """Show the fields of a new organisation, with what was searched for as its name."""
        self._is_new = True
        self._suggestions.close()
        name = self.fields["organisation.name"].control
        if self._search.text().strip() and not self.value("organisation.name"):
            self.put_typed({"organisation.name": self._search.text().strip()})
        self._show()
        name.setFocus()
        self.changed.emit()

    def search_again(self) -> None:
        """Look for another organisation; what was typed of a new one is kept."""
        self._is_new, self._chosen = False, None
        self._show()
        self._search.setFocus()
        self._search.selectAll()
        self.changed.emit()

    def _build(self) -> None:
        row = QHBoxLayout(self._search_panel)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        wanted = Wanted("organisation", "Find the organisation", self._search, _HINT)
        row.addWidget(self.make(wanted), 1)
        self._add = push_button("Add new organisation", icon="plus", clicked=self.add_new)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignBottom)
        self.add(self._search_panel)
        self._build_chosen()
        self._new_column.setContentsMargins(0, 0, 0, 0)
        self._new_column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(label("A new organisation", "strong"), 1)
        top.addWidget(
            push_button("Find an existing one instead", kind="link", clicked=self.search_again)
        )
        self._new_column.addLayout(top)
        self._same_panel = SamePanel("Choose it instead")
        self._same_panel.use.clicked.connect(lambda _=False: self._take(self._same_panel.match))
        self._new_column.addWidget(self._same_panel)
        self.add(self._new_panel)

    def _build_chosen(self) -> None:
        self._chosen_panel.setProperty("role", "field")
        column = QVBoxLayout(self._chosen_panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        self._name = label("", "strong", wrap=True)
        self._facts = label("", "muted", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        row.addLayout(words, 1)
        self._another = push_button("Choose another", clicked=self.search_again)
        row.addWidget(self._another)
        column.addLayout(row)
        column.addWidget(self.history)
        self.add(self._chosen_panel)

    def _show(self) -> None:
        chosen = self._chosen is not None and not self._is_new
        self._search_panel.setVisible(not chosen and not self._is_new)
        self._chosen_panel.setVisible(chosen)
        self._new_panel.setVisible(self._is_new)
        self._same_panel.show_matches(())

    def focus_field(self, name: str) -> bool:
        """Put the keyboard into a field; the applicant as a whole is the search line."""
        if name == "organisation" and self._chosen is not None and not self._is_new:
            self._another.setFocus()
            return True
        return super().focus_field(name)

    def _ask(self) -> None:
        typed = self._search.text().strip()
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self,
            lambda: desk.read(actor, organisations.search, typed),
            self._offer,
            key="search",
        )

    def _offer(self, matches: tuple[OrganisationMatch, ...]) -> None:
        typed = self._search.text().strip()
        if self._is_new or not typed:
            self._suggestions.close()
            return
        lines = [Suggestion(in_words(match), match) for match in matches]
        self._suggestions.offer([*lines, Suggestion(f"Add “{typed}” as a new organisation", None)])

    def _take(self, match: OrganisationMatch | None) -> None:
        if match is None:
            self.add_new()
            return
        self.choose(match)
        self._another.setFocus()

    def _read_history(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self,
            lambda: desk.read(actor, organisations.organisation, chosen.id),
            self._show_history,
            key="history",
        )

    def _show_history(self, record: OrganisationRecord) -> None:
        self._facts.setText(breakable(facts_of(record.form)))
        self.history.show_record(record, self._editing)
        self.found.emit(record)

    def _look_for_same(self) -> None:
        form = self.organisation()
        if form is None or not form.name:
            return
        desk, actor = self._context.desk, self._context.actor
        self._context.jobs.run_query(
            self,
            lambda: desk.read(actor, look_alikes, form),
            self._show_same,
            key="same",
        )

    def _show_same(self, matches: tuple[OrganisationMatch, ...]) -> None:
        self._same_panel.show_matches(matches if self._is_new else ())
