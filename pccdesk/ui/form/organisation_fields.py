"""The fields of an organisation, for the application form and for the organisation's dialog."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from pccdesk import reference
from pccdesk.domain.organisations import (
    OrganisationForm,
    is_postcode,
    postcode_sentence,
    tidy_postcode,
)
from pccdesk.domain.registrations import (
    charity_warning,
    company_warning,
    email_warning,
    phone_warning,
    tidy_number,
)
from pccdesk.queries.typed_before import TypedBefore
from pccdesk.ui.context import Context
from pccdesk.ui.form.completion import Completion
from pccdesk.ui.form.section import Section, Wanted
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.labels import label
from pccdesk.ui.widgets.text_fields import CheckedLine, PostcodeField, line_edit
from pccdesk.ui.widgets.wrapped_box import WrappedBox

_NAMES = (
    *("name", "kind", "charity_number", "company_number", "address", "town", "postcode"),
    *("district", "email", "phone", "website", "otherwise_funded"),
)
_ADDRESS_LINES = 4
OUTSIDE = (
    "{} is in none of the fourteen districts, or newer than the directory that ships with "
    "PCCDesk. The project may still be in Lancashire."
)


class OrganisationFields(QWidget):
    """Name, kind, numbers, address and how to reach the organisation.

    The fields are taken into `section` under `prefix` and their own name, such as
    `organisation.postcode`. The postcode suggests a district; it never sets one.
    """

    renamed = Signal()

    def __init__(self, section: Section, prefix: str, districts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._section, self._prefix = section, prefix
        self._districts = dict(districts)
        self._kind, self._district = _kinds(), _choice(districts, "Not known")
        self._postcode = PostcodeField(_postcode_warning)
        self._address = QPlainTextEdit()
        self._funded = WrappedBox("Already funded by another grant or contract of this office")
        self._suggest = push_button("", kind="link", clicked=self._use_suggestion)
        self._outside = label("", "warning", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._build()
        self._postcode.changed.connect(self._offer_district)
        self._district.currentIndexChanged.connect(lambda _: self._offer_district())
        self._offer_district()

    def form(self) -> OrganisationForm:
        """Return the organisation as it is typed."""
        values = {name: self._section.value(self._prefix + name) for name in _NAMES}
        values["address"] = tuple(
            line.strip() for line in self._address.toPlainText().split("\n") if line.strip()
        )
        values["kind"], values["district"] = values["kind"] or "", values["district"] or ""
        return OrganisationForm(**values)

    def set_form(self, form: OrganisationForm) -> None:
        """Show an organisation."""
        kept = {self._prefix + name: getattr(form, name) for name in _NAMES}
        kept[self._prefix + "address"] = "\n".join(form.address)
        self._section.put_typed(kept)

    def complete(self, context: Context) -> None:
        """Complete the town from those typed before."""
        line = self._section.fields[self._prefix + "town"].control
        if isinstance(line, QLineEdit):
            Completion(context, line, TypedBefore.TOWN)

    def clear(self) -> None:
        """Empty every field."""
        self.set_form(OrganisationForm(""))

    def _build(self) -> None:
        name = line_edit(longest=400)
        name.editingFinished.connect(self.renamed)
        self._postcode.editingFinished.connect(self.renamed)
        self._row(self._wanted("name", "Name of the organisation", name, share=1))
        charity = CheckedLine(lambda typed: charity_warning(tidy_number(typed)), width=200)
        company = CheckedLine(lambda typed: company_warning(tidy_number(typed)), width=200)
        for line in (charity, company):
            line.setMinimumWidth(line.maximumWidth())
            line.editingFinished.connect(self.renamed)
        self._row(
            self._wanted("kind", "Kind of organisation", self._kind, share=1),
            self._wanted("charity_number", "Charity number", charity, optional=True),
            self._wanted("company_number", "Company number", company, optional=True),
        )
        self._address.setTabChangesFocus(True)
        self._address.setFixedHeight(
            self._address.fontMetrics().lineSpacing() * _ADDRESS_LINES + 20
        )
        hint = "Up to four lines, without town and postcode."
        self._row(self._wanted("address", "Address", self._address, hint=hint, share=1))
        self._row(
            self._wanted("town", "Town", line_edit(longest=200), share=3),
            self._wanted("postcode", "Postcode", self._postcode),
            self._wanted("district", "District", self._district, share=2, optional=True),
        )
        self._column.addWidget(self._suggest)
        self._column.addWidget(self._outside)
        self._row(
            self._wanted("email", "E-mail", CheckedLine(email_warning), share=2, optional=True),
            self._wanted("phone", "Telephone", CheckedLine(phone_warning), share=1, optional=True),
            self._wanted("website", "Website", line_edit(longest=200), share=2, optional=True),
        )
        funded = self._section.make(
            Wanted(self._prefix + "otherwise_funded", self._funded.text(), self._funded)
        )
        funded.words.hide()  # the box says it itself
        self._column.addWidget(funded)

    def _wanted(
        self,
        name: str,
        words: str,
        control: QWidget,
        *,
        hint: str = "",
        share: int = 0,
        optional: bool = False,
    ) -> Wanted:
        return Wanted(self._prefix + name, words, control, hint, optional, share)

    def _row(self, *wanted: Wanted) -> None:
        self._column.addLayout(self._section.row_of(*wanted))

    def _offer_district(self) -> None:
        suggested = reference.suggest_district(self._postcode.value())
        name = self._districts.get(suggested or "", "")
        different = bool(name) and self._district.currentData() != suggested
        self._suggest.setText(f"Use {name}, which the postcode suggests")
        self._suggest.setAccessibleName(self._suggest.text())
        self._suggest.setVisible(different)
        typed = self._postcode.value()
        self._outside.setText(OUTSIDE.format(typed))
        self._outside.setVisible(is_postcode(typed) and suggested is None)

    def _use_suggestion(self) -> None:
        code = reference.suggest_district(self._postcode.value())
        self._district.setCurrentIndex(self._district.findData(code))
        self._district.setFocus()


def _kinds() -> QComboBox:
    kinds = [(each.code, each.label) for each in reference.organisation_kinds()]
    return _choice(kinds, "Not known")


def _choice(choices: Sequence[tuple[str, str]], nothing: str) -> QComboBox:
    box = QComboBox()
    box.setMinimumWidth(120)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItem(nothing, "")
    for code, words in choices:
        box.addItem(words, code)
    return box


def _postcode_warning(typed: str) -> str:
    return "" if is_postcode(tidy_postcode(typed)) else postcode_sentence(typed)
