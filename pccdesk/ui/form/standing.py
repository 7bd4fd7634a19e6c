"""How each section of the form stands, from the problems that there are."""

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui.form.documents_section import DocumentsSection
from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.section import Section
from pccdesk.ui.form.section_list import SectionState, Standing


def standing_of(body: FormBody, problems: tuple[FieldProblem, ...]) -> tuple[SectionState, ...]:
    """Return the state of every section in order."""
    return tuple(_state(section, body, problems) for section in body.sections())


def _state(section: Section, body: FormBody, problems: tuple[FieldProblem, ...]) -> SectionState:
    own = [each for each in problems if body.section_of(each.field) is section]
    to_do = len({each.field for each in own if not each.warning})
    if isinstance(section, DocumentsSection):
        to_do += section.still_to_come()
    if to_do:
        return SectionState(section.code, section.heading, Standing.TO_DO, to_do)
    to_check = len({each.field for each in own})
    if to_check:
        return SectionState(section.code, section.heading, Standing.TO_CHECK, to_check)
    return SectionState(section.code, section.heading, Standing.COMPLETE)
