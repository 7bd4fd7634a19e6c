"""Make a new database in three steps: where, the office, the first administrator."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pccdesk.settings import data_folder
from pccdesk.ui.dialogs.office_fields import add_office_fields, office_form
from pccdesk.ui.dialogs.password_fields import add_new_password_fields, new_password_problems
from pccdesk.ui.start.database_fields import add_database_fields, address_of
from pccdesk.ui.start.opening import place_problems
from pccdesk.ui.start.step import Ask, Step
from pccdesk.ui.widgets.text_fields import line_edit

if TYPE_CHECKING:
    from pccdesk.services.offices import OfficeForm
    from pccdesk.services.people import PersonForm


class PlaceStep(Step):
    """Where the new database is to be; nothing is made until the last step."""

    def __init__(self, go_on: Ask, back: Ask) -> None:
        super().__init__(
            "Where should the database be?",
            "Nothing is made before the last step.",
            "New database · step 1 of 3",
        )
        self._go_on = go_on
        add_database_fields(
            self.form,
            "A new file on a backed-up drive, or an empty PostgreSQL database: "
            "postgresql://name@server/database",
            new=True,
        )
        self.form.set_values({"address": str(data_folder() / "office.sqlite")})
        self.add(self.form)
        self.set_buttons("Continue", "Cancel", back)

    def address(self) -> str:
        """Return the address, with the server's password if one was typed."""
        typed = self.form.values()
        return address_of(typed)

    def go(self) -> None:
        """Go on to the office's details if a database can be made there."""
        if self.show_problems(place_problems(self.form.values()["address"])):
            self._go_on()


class OfficeStep(Step):
    """The office's details, as letters print them."""

    def __init__(self, go_on: Ask, back: Ask) -> None:
        super().__init__(
            "Your office",
            "As letters should print it. You can change it later, from a day on.",
            "New database · step 2 of 3",
        )
        self._go_on = go_on
        add_office_fields(self.form)
        self.form.set_values({"area_name": "Lancashire"})
        self.add(self.form)
        self.set_buttons("Continue", "Back", back)

    def office(self) -> "OfficeForm":
        """Return what was typed."""
        return office_form(self.form.values())

    def go(self) -> None:
        """Go on to the administrator if the details are complete."""
        from pccdesk.services.offices import office_problems

        if self.show_problems(office_problems(self.office())):
            self._go_on()


class AdministratorStep(Step):
    """The first administrator, who adds everybody else."""

    def __init__(self, make: Callable[[], None], back: Ask) -> None:
        super().__init__(
            "The first administrator",
            "Adds the other people of the office, and sets up funds and rounds.",
            "New database · step 3 of 3",
        )
        self._make = make
        add = self.form.add
        add("full_name", "Full name", line_edit(width=400, longest=80))
        add("job_title", "Job title", line_edit(width=400, longest=80), optional=True)
        add(
            "username",
            "Username",
            line_edit(width=240, longest=80),
            hint="Letters a to z, digits and full stops, such as a.hussain",
        )
        add_new_password_fields(self.form)
        self.add(self.form)
        self.set_buttons("Make the database", "Back", back)

    def administrator(self) -> "PersonForm":
        """Return what was typed."""
        from pccdesk.services.offices import first_administrator

        typed = self.form.values()
        return first_administrator(
            typed["username"], typed["full_name"], typed["job_title"], typed["password"] or None
        )

    def go(self) -> None:
        """Make the database if the person's details are complete."""
        from pccdesk.services.offices import administrator_problems

        typed = self.form.values()
        problems = administrator_problems(self.administrator(), is_sample=False)
        problems += new_password_problems(typed["password"], typed["again"])
        if self.show_problems(tuple(dict.fromkeys(problems))):
            self._make()
