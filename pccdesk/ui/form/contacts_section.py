"""The main and the second contact; those that the organisation has are offered while typing."""

from functools import partial

from PySide6.QtWidgets import QLineEdit

from pccdesk.domain.organisations import ContactForm
from pccdesk.domain.registrations import email_warning, phone_warning
from pccdesk.queries.organisations import ContactRow, OrganisationRecord
from pccdesk.queries.typed_before import TypedBefore
from pccdesk.ui.context import Context
from pccdesk.ui.form.completion import Completion
from pccdesk.ui.form.section import Section, Wanted
from pccdesk.ui.form.suggestions import Suggestion, Suggestions
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.form import name_control
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.text_fields import CheckedLine, line_edit

_PARTS = ("name", "role", "email", "phone")
_GROUPS = (("main_contact", "Main contact"), ("second_contact", "Second contact (optional)"))


class ContactsSection(Section):
    """Two people with name, role, e-mail and telephone."""

    def __init__(self, context: Context) -> None:
        super().__init__("contacts", "Contacts")
        self._known: tuple[ContactRow, ...] = ()
        self._filled: dict[str, ContactRow] = {}
        self.suggestions: dict[str, Suggestions] = {}
        for group, heading in _GROUPS:
            self.add(label(heading, "strong"))
            lines: dict[str, QLineEdit] = {part: line_edit(longest=200) for part in _PARTS[:2]}
            lines |= {"email": CheckedLine(email_warning), "phone": CheckedLine(phone_warning)}
            self.add_row(
                Wanted(f"{group}.name", "Name", lines["name"], share=1),
                Wanted(f"{group}.role", "Role", lines["role"], optional=True, share=1),
            )
            self.add_row(
                Wanted(f"{group}.email", "E-mail", lines["email"], share=1),
                Wanted(f"{group}.phone", "Telephone", lines["phone"], share=1),
            )
            who = heading.removesuffix(" (optional)")
            for part, line in lines.items():  # read out alone, "Name" would not say whose
                words = self.fields[f"{group}.{part}"].words.text().removesuffix(" (optional)")
                name_control(line, f"{who}: {words.lower()}", "")
            self._complete(group, lines["name"])
            Completion(context, lines["role"], TypedBefore.JOB_TITLE)

    def set_organisation(self, record: OrganisationRecord | None) -> None:
        """Offer the contacts of an organisation while a name is typed."""
        self._known = record.contacts if record else ()

    def contact(self, group: str) -> ContactForm | None:
        """Return a contact as typed, or None where nothing was."""
        parts = [str(self.value(f"{group}.{part}")) for part in _PARTS]
        return ContactForm(*parts) if any(parts) else None

    def _complete(self, group: str, line: QLineEdit) -> None:
        made = Suggestions(line)
        self.suggestions[group] = made
        line.textEdited.connect(partial(self._offer, group))
        made.chosen.connect(partial(self._fill, group))

    def _offer(self, group: str, typed: str) -> None:
        wanted = typed.strip().casefold()
        fitting = [each for each in self._known if wanted in each.name.casefold()]
        lines = [
            Suggestion(
                " · ".join(filter(None, (isolated(each.name), isolated(each.role), each.email))),
                each,
            )
            for each in fitting
        ]
        self.suggestions[group].offer(lines if wanted else [])

    def _fill(self, group: str, contact: ContactRow) -> None:
        # What was typed by hand is never overwritten: only empty parts, and those that an
        # earlier choice filled in.
        before = self._filled.get(group)
        for part in _PARTS:
            name = f"{group}.{part}"
            standing = self.value(name)
            if part == "name" or not standing or (before and standing == getattr(before, part)):
                self.put_typed({name: getattr(contact, part)})
        self._filled[group] = contact
