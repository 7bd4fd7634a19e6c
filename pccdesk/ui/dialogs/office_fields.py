"""The fields of the office's details, for the first start and for Settings."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPlainTextEdit

from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.text_fields import PostcodeField, line_edit

if TYPE_CHECKING:
    from pccdesk.services.offices import OfficeForm

_LONGEST = 120


def add_office_fields(form: Form) -> None:
    """Add the fields in the order in which a letterhead prints them."""
    form.add("name", "Name of the office", line_edit(longest=_LONGEST))
    address = QPlainTextEdit()
    address.setTabChangesFocus(True)
    height = address.fontMetrics().lineSpacing() * 3 + 20
    address.setFixedHeight(height)
    address.setMaximumWidth(400)
    form.add("address", "Address", address, hint="One line each, without the postcode")
    form.add("postcode", "Postcode", PostcodeField())
    form.add("phone", "Telephone", line_edit(width=240, longest=40), optional=True)
    form.add("email", "E-mail", line_edit(width=400, longest=_LONGEST), optional=True)
    form.add("website", "Website", line_edit(width=400, longest=_LONGEST), optional=True)
    form.add("area_name", "Area", line_edit(width=240, longest=_LONGEST), hint="As in “Lancashire”")
    form.add_section("Letters are signed by")
    form.add("signatory_name", "Name", line_edit(width=400, longest=_LONGEST))
    form.add("signatory_title", "Title", line_edit(width=400, longest=_LONGEST), optional=True)


def office_form(values: dict[str, Any]) -> "OfficeForm":
    """Return what was typed as the services take it."""
    from pccdesk.services.offices import OfficeForm

    lines = tuple(line.strip() for line in values["address"].splitlines() if line.strip())
    others = {name: values[name] for name in OfficeForm.__slots__ if name in values}
    return OfficeForm(**{**others, "address": lines})
