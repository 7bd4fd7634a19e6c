"""An organisation on its own, as its dialog shows it."""

from collections.abc import Sequence

from pccdesk.domain.organisations import OrganisationForm
from pccdesk.ui.form.organisation_fields import OrganisationFields
from pccdesk.ui.form.section import Section


class OrganisationSection(Section):
    """The fields of one organisation; problems have the names that services give them."""

    def __init__(self, districts: Sequence[tuple[str, str]]) -> None:
        super().__init__("organisation", "Organisation")
        self.organisation = OrganisationFields(self, "", districts)
        self.add(self.organisation)

    def form(self) -> OrganisationForm:
        """Return what was typed."""
        return self.organisation.form()
