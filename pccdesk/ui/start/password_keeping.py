"""A server's password that is to be kept in the keyring: once the server has taken it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pccdesk.domain.errors import DeskError

if TYPE_CHECKING:
    from pccdesk.ui.jobs import Jobs


class PasswordKeeping:
    """Holds a typed password until it was accepted; `failed` is told where none can be kept."""

    def __init__(self, owner: QObject, failed: Callable[[DeskError], None]) -> None:
        self._owner, self._failed = owner, failed
        self._wanted = ("", "")

    def ask(self, address: str, password: str) -> None:
        """Have the password of an address kept as soon as the server has accepted it."""
        self._wanted = (address, password)

    def accepted(self, address: str, jobs: "Jobs") -> None:
        """Keep the password of an address that could be opened, if that was asked."""
        (wanted, password), self._wanted = self._wanted, ("", "")
        if not password or wanted != address:
            return
        from pccdesk.ui.start import opening

        jobs.run_query(
            self._owner,
            lambda: opening.keep_server_password(address, password),
            lambda _: None,
            failed=self._failed,
        )

    def refused(self) -> None:
        """Forget a password that did not open anything."""
        self._wanted = ("", "")
