"""All sections together: what was typed, as an application's form, with its problems."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from inspect import GEN_RUNNING, getgeneratorstate
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pccdesk.domain.definitions import FormDefinition
from pccdesk.domain.errors import FieldProblem
from pccdesk.domain.forms import ApplicationForm
from pccdesk.queries.applications import ApplicationRecord
from pccdesk.ui.context import Context
from pccdesk.ui.form.applicant_section import ApplicantSection
from pccdesk.ui.form.contacts_section import ContactsSection
from pccdesk.ui.form.documents_section import DocumentsSection
from pccdesk.ui.form.filling import contact_of, match_of, rows_of
from pccdesk.ui.form.money_section import MoneySection
from pccdesk.ui.form.opening import Opening
from pccdesk.ui.form.places_section import PlacesSection
from pccdesk.ui.form.project_section import ProjectSection
from pccdesk.ui.form.question_section import QuestionSection, question_sections
from pccdesk.ui.form.receipt_section import ReceiptSection
from pccdesk.ui.form.round_section import RoundSection
from pccdesk.ui.form.section import Section
from pccdesk.ui.form.set_aside import SetAside
from pccdesk.ui.jobs import Steps
from pccdesk.ui.polishing import polish_in_steps
from pccdesk.ui.widgets.tab_order import put_in_tab_order, tab_stops
from pccdesk.ui.widgets.values import set_value

_TEXTS = ("project_title", "summary", "what", "who", "where")
_PLACES = ("starts_on", "ends_on", "districts", "priorities", "board")
_MONEY = ("amount_requested", "total_cost", "reserves")


class FormBody(QWidget):
    """The sections in the paper form's order; those that a fund words itself are made anew.

    It is empty until it is first opened. A form is made and filled behind its cover, and then
    uncovered from the top: whatever can be seen of it can be typed into.
    """

    changed = Signal()
    laid_out = Signal()
    round: RoundSection
    applicant: ApplicantSection
    contacts: ContactsSection
    places: PlacesSection
    money: MoneySection
    receipt: ReceiptSection

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._today: Callable[[], date] = context.today
        self._is_made = self._is_covered = False
        self.project: ProjectSection | None = None
        self.documents: DocumentsSection | None = None
        self.questions: list[QuestionSection] = []
        self.opening: Opening | None = None
        self._definition: FormDefinition | None = None
        self._aside = SetAside()
        self._laying = False
        self._round_steps: Steps | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)

    def sections(self) -> list[Section]:
        """Return the sections in order; none before the form was first opened."""
        if not self._is_made or self._definition is None:
            return [self.round, self.applicant] if self._is_made else []
        own: list[Section | None] = [self.round, self.applicant, self.contacts, self.project]
        own += [self.places, self.money, *self.questions, self.documents, self.receipt]
        return [section for section in own if section is not None]

    def definition(self) -> FormDefinition | None:
        """Return the form that is being filled in; None until a round is chosen."""
        return self._definition

    def open(self, opening: Opening, now: datetime, round_code: str = "") -> None:
        """Begin a form anew: the record's, or an empty one for a round."""
        for _step in self.open_in_steps(opening, now, round_code):
            pass
        self.uncover()

    def open_in_steps(self, opening: Opening, now: datetime, round_code: str = "") -> Steps:
        """Do what `open` does behind the cover, with the window's other events between."""
        self.opening = None
        record = opening.record
        if not self._is_made:
            yield from self._make()
        self.cover()
        yield
        self._forget()
        yield
        self.applicant.set_districts([(each.code, each.label) for each in opening.districts])
        yield
        self.places.set_districts(opening.districts)
        self.round.set_rounds(opening.rounds, now)
        self.round.choose(record.round_code if record else round_code)
        self.round.fix(fixed=record is not None)
        yield
        self.opening = opening
        yield from self._begin_round()
        if record is not None:
            yield
            yield from self._fill(record)

    def cover(self) -> None:
        """Take the form out of sight until it is uncovered; nothing can be typed into it."""
        self._is_covered = True
        if self._round_steps is not None:  # else they would uncover what is about to be emptied
            self._round_steps.close()
            self._round_steps = None
        for section in reversed(self.sections()):  # so that the keyboard goes away only once
            section.hide()

    def uncover(self) -> None:
        """Show at once whatever is still covered."""
        self._is_covered = False
        for section in self.sections():
            section.show()

    def uncover_in_steps(self, *, with_keyboard: bool) -> Steps:
        """Show section by section, each given its look before it is seen.

        The keyboard is put into the first field to be filled in as soon as it can be seen.
        """
        known = (self.round.chosen(), self.applicant.organisation_id(), None)
        begins_in = (self.round, self.applicant, self.contacts)[known.index(None)]
        while hidden := [each for each in self.sections() if each.isHidden()]:
            yield from polish_in_steps(hidden[0])
            if hidden[0] in self.sections():  # the first sections can be typed into meanwhile
                hidden[0].show()
            if with_keyboard and begins_in.isVisible():
                begins_in.focus_first()
                with_keyboard = False
            yield
        self._is_covered = False

    def form(self) -> ApplicationForm:
        """Return what was typed as the services take it."""
        self._finish_round()
        values = {
            name: section.value(name)
            for section in self.sections()
            for name in (*_TEXTS, *_PLACES, *_MONEY)
            if name in section.fields
        }
        chosen = self.round.chosen()
        return ApplicationForm(
            round_code=chosen.code if chosen else "",
            organisation_id=self.applicant.organisation_id(),
            organisation=self.applicant.organisation(),
            main_contact=self.contacts.contact("main_contact"),
            second_contact=self.contacts.contact("second_contact"),
            budget=self.money.budget(),
            match=self.money.match(),
            answers={
                code: answer
                for section in self.questions
                for code, answer in section.answers().items()
                if answer
            },
            received_at=self.receipt.received_at(),
            channel=self.receipt.channel(),
            **values | {"board": values.get("board") or ""},
        )

    def typed(self) -> dict[str, Any]:
        """Return everything as it was typed, by section; what only another fund asks for too."""
        self._finish_round()
        return self._aside.beside(self._shown())

    def _shown(self) -> dict[str, Any]:
        return {section.code: section.typed() for section in self.sections()}

    def put_typed(self, kept: Mapping[str, Any]) -> None:
        """Show what `typed` returned."""
        self._aside = SetAside()
        code = (kept.get("round") or {}).get("round_code") or ""
        if self.opening is not None and self.opening.record is None:
            self.round.choose(code)
            self._on_round()
            self._finish_round()
        for section in self.sections():
            own = kept.get(section.code)
            if section is not self.round and isinstance(own, Mapping):
                section.put_typed(own)
        self._aside.replace(kept, self._shown())
        self.changed.emit()

    def settle(self, record: ApplicationRecord) -> None:
        """Take up what saving settled: the organisation now has a number."""
        if self.opening is not None:
            self.opening = replace(self.opening, record=record)
        self._aside = SetAside()  # the round stays as it is now
        self.round.fix(fixed=True)
        self.applicant.choose(match_of(record), record.id)

    def entry_problems(self) -> tuple[FieldProblem, ...]:
        """Return what cannot be read in any section."""
        return tuple(each for section in self.sections() for each in section.entry_problems())

    def section_of(self, name: str) -> Section | None:
        """Return the section that a field stands in."""
        found = (each for each in self.sections() if each.field_of(name) is not None)
        return next(found, None)

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> None:
        """Put each problem beside its field and clear the others."""
        for section in self.sections():
            for field in section.fields.values():
                own = [each for each in problems if section.field_of(each.field) is field]
                grave = [each for each in own if not each.warning] or own
                sentences = "\n".join(each.sentence for each in grave)
                if sentences != field.problem():
                    field.show_problem(sentences, warning=all(each.warning for each in grave))

    def _tell(self) -> None:
        if not self._laying:
            self.changed.emit()

    def _make(self) -> Steps:
        """Make the sections that every form has."""
        self.round = RoundSection()
        self.applicant = ApplicantSection(self._context)
        yield
        self.contacts = ContactsSection(self._context)
        self.places = PlacesSection(self._today)
        yield
        self.money = MoneySection(self._context)
        yield
        self.receipt = ReceiptSection(self._today)
        for section in (
            *(self.round, self.applicant, self.contacts),
            *(self.places, self.money, self.receipt),
        ):
            section.setParent(self)  # a widget without a parent would show as a window
            section.changed.connect(self._tell)
        self.round.changed.connect(self._on_round)
        self.applicant.found.connect(self.contacts.set_organisation)
        self._is_made = True
        yield

    def _forget(self) -> None:
        self._laying = True
        self._definition = None
        self._aside = SetAside()
        self._drop_fund_sections()
        self.applicant.clear()
        self.contacts.set_organisation(None)
        for section in (self.contacts, self.places, self.money):
            for field in section.fields.values():
                set_value(field.control, None)
        self.receipt.show_receipt(None, "paper")
        self.show_problems(())
        self._laying = False

    def _on_round(self) -> None:
        self._finish_round()
        self._round_steps = self._choose_round()
        self._context.jobs.take_steps(self, self._round_steps, key="round")

    def _choose_round(self) -> Steps:
        yield from self._begin_round()
        if not self._is_covered:
            yield from self.uncover_in_steps(with_keyboard=False)

    def _finish_round(self) -> None:
        """Lay out at once what a round that was just chosen asks and is not there yet."""
        steps = self._round_steps
        if steps is not None and getgeneratorstate(steps) != GEN_RUNNING:
            self._round_steps = None
            for _step in steps:
                pass

    def _begin_round(self) -> Steps:
        chosen, opening = self.round.chosen(), self.opening
        if opening is None:
            return
        definition = opening.definition_of(chosen)
        if chosen is not None:
            self.places.set_priorities(opening.priorities_of(chosen))
        if definition != self._definition or not self._column.count():
            yield from self._lay_out(definition, opening)
        put_in_tab_order(widget for section in self.sections() for widget in tab_stops(section))

    def _lay_out(self, definition: FormDefinition | None, opening: Opening) -> Steps:
        self._aside.take(self._fund_sections())
        self._drop_fund_sections()
        if definition is not None:
            self.project = ProjectSection(definition)
            yield
            for questions in question_sections(definition, self._today):
                self.questions.append(questions)
                yield
            self.documents = DocumentsSection(definition.documents)
            self.documents.set_attached(opening.documents)
            self.places.set_definition(definition)
            for made in (self.project, *self.questions, self.documents):
                made.changed.connect(self._tell)
                self._aside.give_back(made)
        self._definition = definition
        shown = self.sections()
        for place, section in enumerate(shown):
            self._laying = True
            if self._column.indexOf(section) < 0:
                section.hide()  # until it is uncovered
            self._column.insertWidget(place, section)
            self._laying = False
            yield
        for own in (self.contacts, self.places, self.money, self.receipt):
            if own not in shown:
                own.hide()
        self.laid_out.emit()

    def _fund_sections(self) -> list[Section]:
        return [each for each in (self.project, *self.questions, self.documents) if each]

    def _drop_fund_sections(self) -> None:
        for section in self._fund_sections():
            self._column.removeWidget(section)
            section.hide()
            section.deleteLater()
        self.project, self.questions, self.documents = None, [], None

    def _fill(self, record: ApplicationRecord) -> Steps:
        form = record.form
        self._laying = True
        self.applicant.choose(match_of(record), record.id)
        for group in ("main_contact", "second_contact"):
            self.contacts.put_typed(contact_of(form, group))
        yield
        for section in self.sections():
            for name in (*_TEXTS, *_PLACES, *_MONEY):
                if name in section.fields:
                    set_value(section.fields[name].control, getattr(form, name))
        yield
        self.money.put_typed(rows_of(record.form))
        yield
        for questions in self.questions:
            questions.set_answers(dict(form.answers))
        self.receipt.show_receipt(form.received_at, form.channel)
        self._laying = False
