"""Two versions of a form field by field: mine, somebody else's, and what both began from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from pccdesk.ui.form.applicant_section import ApplicantSection
from pccdesk.ui.form.choice_boxes import ChoiceBoxes, YesNo
from pccdesk.ui.form.documents_section import DocumentsSection
from pccdesk.ui.form.rows_field import RowsField
from pccdesk.ui.form.section import Section
from pccdesk.ui.form.typed import typed_in
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.values import value_of

Key = tuple[str, str]
_NOT_GIVEN = "Not given"


@dataclass(frozen=True, slots=True)
class FieldState:
    """How one field stands: for comparing, for putting back, and in words.

    `is_text` tells that the words are what was typed, so that they can be edited.
    """

    label: str
    value: Any
    typed: Any
    shown: str
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which mine and theirs are not the same, with what both began from."""

    key: Key
    heading: str
    opened: FieldState
    theirs: FieldState
    mine: FieldState

    @property
    def by_both(self) -> bool:
        """Whether both changed it, so that only a person can say which is right."""
        return self.opened.value not in (self.mine.value, self.theirs.value)

    @property
    def mine_first(self) -> bool:
        """Whether mine is the one to keep unless the officer says otherwise."""
        return bool(self.mine.value != self.opened.value)


def states(sections: Iterable[Section]) -> dict[Key, FieldState]:
    """Return how every field of these sections stands; files to attach are nobody else's."""
    found: dict[Key, FieldState] = {}
    for section in sections:
        if isinstance(section, DocumentsSection):
            continue
        if isinstance(section, ApplicantSection):  # a new one is typed here, but is nobody else's
            found[section.code, "applicant"] = _applicant(section)
            continue
        for name, field in section.fields.items():
            found[section.code, name] = _state(field.control)
    return found


def differences(
    opened: Mapping[Key, FieldState],
    theirs: Mapping[Key, FieldState],
    mine: Mapping[Key, FieldState],
    headings: Mapping[str, str],
) -> tuple[Difference, ...]:
    """Return the fields that differ between mine and theirs, in the form's order."""
    return tuple(
        Difference(key, headings.get(key[0], ""), opened.get(key, other), other, own)
        for key, own in mine.items()
        if (other := theirs.get(key)) is not None and other.value != own.value
    )


def as_typed(chosen: Mapping[Key, Any]) -> dict[str, dict[str, Any]]:
    """Return chosen contents by section, as a form takes them back."""
    kept: dict[str, dict[str, Any]] = {}
    for (section, name), typed in chosen.items():
        kept.setdefault(section, {})[name] = typed
    return kept


def _state(control: QWidget) -> FieldState:
    typed = typed_in(control)
    is_text = isinstance(typed, str) and not isinstance(control, QComboBox | YesNo)
    return FieldState(
        control.accessibleName(), value_of(control), typed, _shown(control, typed), is_text
    )


def _applicant(section: ApplicantSection) -> FieldState:
    typed = section.typed()["applicant"]
    chosen = section.organisation_id()
    new = section.organisation()
    name = f"{isolated(new.name)} (new)" if new else typed["chosen"][1] if chosen else _NOT_GIVEN
    return FieldState("Applicant", (chosen, new is not None), typed, name)


def _shown(control: QWidget, typed: Any) -> str:
    if isinstance(control, QComboBox):
        return control.currentText() or _NOT_GIVEN
    if isinstance(control, QCheckBox):
        return "Yes" if control.isChecked() else "No"
    if isinstance(control, YesNo):
        return str(typed).capitalize() or _NOT_GIVEN
    if isinstance(control, ChoiceBoxes):
        return "\n".join(control.words()) or _NOT_GIVEN
    if isinstance(control, RowsField):
        return "\n".join(" · ".join(_cell(each) for each in row) for row in typed) or _NOT_GIVEN
    return str(typed or "").strip() or _NOT_GIVEN


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
