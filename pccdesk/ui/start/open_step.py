"""Open an existing database: a file or a server; the ones opened before a click away."""

from collections.abc import Callable

from pccdesk.ui.start.choice_button import ChoiceButton
from pccdesk.ui.start.database_fields import add_database_fields, address_of
from pccdesk.ui.start.opening import is_server
from pccdesk.ui.start.places import database_name
from pccdesk.ui.start.step import Ask, Step
from pccdesk.ui.widgets.labels import label


class OpenStep(Step):
    """Says which database; `open_it` is given the address with the password, if one was typed.

    `keep` is told first that the password is to be kept once the server has taken it.
    """

    def __init__(
        self,
        recent: tuple[str, ...],
        open_it: Callable[[str], None],
        back: Ask,
        keep: Callable[[str, str], None] = lambda _address, _password: None,
    ) -> None:
        super().__init__("Open a database")
        self._open, self._keep = open_it, keep
        add_database_fields(
            self.form,
            "A file’s path, or postgresql://name@server/database",
            new=False,
        )
        self.add(self.form)
        self.recent = tuple(
            ChoiceButton(
                "database",
                database_name(each),
                each if is_server(each) else _folder(each),
                lambda address=each: self._take(address),  # type: ignore[misc] # bound now
                one_line=True,
            )
            for each in recent
        )
        if self.recent:
            self.add(label("Opened before", "section"))
        for choice in self.recent:
            self.add(choice)
        self.set_buttons("Open", "Back", back)

    def show_address(self, address: str) -> None:
        """Show which database was meant, so that it can be mended."""
        self.form.set_values({"address": address})

    def go(self) -> None:
        """Open what is typed."""
        typed = self.form.values()
        self.clear_problems()
        address = address_of(typed)
        if typed["keep_password"] and is_server(typed["address"]):
            self._keep(address, typed["server_password"])
        self._open(address)

    def _take(self, address: str) -> None:
        self.show_address(address)
        self.go()


def _folder(address: str) -> str:
    return address.replace("\\", "/").rpartition("/")[0]
