"""Add a person, or change one: name, roles, limits, and whether they may sign in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from pccdesk.domain.errors import FieldProblem
from pccdesk.domain.permissions import Role
from pccdesk.ui.dialogs.delegation_fields import DelegationsField
from pccdesk.ui.dialogs.entry_dialog import EntryDialog
from pccdesk.ui.dialogs.role_fields import Funds, RolesField
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.widgets.text_fields import line_edit

if TYPE_CHECKING:
    from pccdesk.queries.people import PersonRow
    from pccdesk.services.people import PersonForm

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class SavePerson:
    """A person as typed, whether they may sign in, and why they give themselves something."""

    person: "PersonForm"
    active: bool
    reason: str = ""


class PersonDialog(EntryDialog):
    """Asks for a person; returns `SavePerson`. Without `present` it is a new one."""

    def __init__(
        self,
        funds: Funds,
        today: Callable[[], date],
        present: "PersonRow | None" = None,
        *,
        is_own: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        title = f"Change {isolated(present.full_name)}" if present else "Add a person"
        super().__init__(title, "Save person" if present else "Add person", parent=parent)
        self._present, self._is_own = present, is_own
        self._delegations = DelegationsField(funds, today)
        self._add_fields(funds)
        if present is not None:
            self._show_person(present)
        self.form.mark_saved()
        self.resize(780, 700)

    def command(self) -> SavePerson:
        """Return what was typed."""
        from pccdesk.services.people import PersonForm

        values = self.form.values()
        return SavePerson(
            PersonForm(
                values["username"],
                values["full_name"],
                values["job_title"],
                values["email"],
                None,
                values["roles"],
                values["delegations"],
            ),
            values.get("active", True),
            values.get("reason", ""),
        )

    def problems(self) -> tuple[FieldProblem, ...]:
        """Return what must be mended."""
        from pccdesk.services.people import person_problems

        command = self.command()
        found = list(person_problems(command.person))
        if self._delegations.problem():
            found.append(FieldProblem("delegations", self._delegations.problem()))
        decides = any(held.role is Role.DECISION_MAKER for held in command.person.roles)
        if decides and not command.person.delegations:
            sentence = "Without a limit this decision-maker cannot decide anything yet."
            found.append(FieldProblem("delegations", sentence, warning=True))
        return tuple(found)

    def _add_fields(self, funds: Funds) -> None:
        add = self.form.add
        add("full_name", "Full name", line_edit(width=400, longest=_LONGEST))
        add("job_title", "Job title", line_edit(width=400, longest=_LONGEST), optional=True)
        hint = "Letters a to z, digits and full stops, such as a.hussain"
        if self._present is not None:
            hint = "A username stays as it is: the audit log names people by it."
        username = line_edit(width=240, longest=_LONGEST)
        username.setReadOnly(self._present is not None)
        add("username", "Username", username, hint=hint)
        add("email", "E-mail", line_edit(width=400, longest=_LONGEST), optional=True)
        add("roles", "Roles", RolesField(funds))
        self.form.add_section(
            "Limits", "Up to how much a decision-maker may award in one decision."
        )
        add("delegations", "Delegated authority", self._delegations, optional=True)
        if self._is_own:
            add(
                "reason",
                "Reason",
                line_edit(width=400, longest=400),
                optional=True,
                hint="Only where you are the one administrator and give yourself a role that "
                "spends money, or a limit. The auditor sees it.",
            )
        word = "A one-time word is shown once the person is added: hand it to them."
        self.form.add_section("Signing in", "" if self._present else word)
        if self._present is not None:
            add(
                "active",
                "Account",
                QCheckBox("May sign in"),
                hint="Somebody who leaves is closed, not deleted: what they did stays on record.",
            )

    def _show_person(self, present: "PersonRow") -> None:
        self.form.set_values(
            {
                name: getattr(present, name)
                for name in ("full_name", "job_title", "username", "email", "active")
            }
            | {"roles": present.roles, "delegations": present.delegations}
        )
