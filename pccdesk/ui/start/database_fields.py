"""Which database: a path or an address typed, or a file browsed for; a server's password apart."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from pccdesk.settings import with_password
from pccdesk.ui.dialogs.files import ask_open, ask_save
from pccdesk.ui.start.opening import is_server
from pccdesk.ui.widgets.buttons import push_button
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.password_field import PasswordField
from pccdesk.ui.widgets.text_fields import line_edit
from pccdesk.ui.widgets.wrapped_box import WrappedBox

_CERTIFICATES = "Certificates (*.pem *.crt *.cer);;All files (*)"
_CHECKED = "verify-full"
_ENCRYPTIONS = (
    ("", "Always encrypted over a network"),
    (_CHECKED, "Always encrypted, and check the server’s certificate"),
    ("prefer", "Only if the server offers it: for a network that you trust"),
)
_KINDS = "PCCDesk databases (*.sqlite *.sqlite3 *.db);;All files (*)"


class BrowsedField(QWidget):
    """A line for a path, and Browse beside it; `ask` is given what is typed."""

    changed = Signal()

    def __init__(self, ask: Callable[[QWidget, str], Path | None], browse_name: str = "") -> None:
        super().__init__()
        self._ask = ask
        self.line = line_edit(longest=1000)
        self.line.textChanged.connect(lambda _: self.changed.emit())
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        self.browse = push_button("Browse …", clicked=self._browse)
        if browse_name:
            self.browse.setAccessibleName(browse_name)
        row.addWidget(self.browse)

    def value(self) -> str:
        """Return what was typed."""
        return self.line.text().strip()

    def set_value(self, value: str | None) -> None:
        """Show a path or an address."""
        self.line.setText(value or "")

    def _browse(self) -> None:
        found = self._ask(self, self.value())
        if found is not None:
            self.set_value(str(found))


def _ask_new(parent: QWidget, typed: str) -> Path | None:
    here = "" if is_server(typed) else typed
    return _with_ending(ask_save(parent, "New database", here or "office.sqlite", _KINDS))


def _ask_present(parent: QWidget, typed: str) -> Path | None:
    here = "" if is_server(typed) else typed
    return _with_ending(ask_open(parent, "Open a database", _KINDS, here))


def _with_ending(found: Path | None) -> Path | None:
    return found.with_suffix(".sqlite") if found is not None and not found.suffix else found


def _ask_certificate(parent: QWidget, typed: str) -> Path | None:
    return ask_open(parent, "Choose the root certificate", _CERTIFICATES, typed)


def _encryption_box() -> QComboBox:
    box = QComboBox()
    for mode, words in _ENCRYPTIONS:
        box.addItem(words, mode)
    return box


def address_of(typed: dict[str, Any]) -> str:
    """Return the address to connect with, from what was entered into these fields."""
    encryption = (typed["encryption"] if is_server(typed["address"]) else "") or ""
    certificate = typed["certificate"] if encryption == _CHECKED else ""
    return with_password(typed["address"], typed["server_password"], encryption, certificate)


def add_database_fields(
    form: Form, hint: str, *, new: bool, label_text: str = "Database"
) -> Callable[[], None]:
    """Add the address and, shown for a server only, its password; return what shows it."""
    address = BrowsedField(_ask_new if new else _ask_present)
    form.add("address", label_text, address, hint=hint)
    form.add(
        "server_password",
        "The server’s password",
        PasswordField(),
        hint="Used to connect; never kept in a file. Leave it empty where the keyring has it.",
        optional=True,
    )
    if not new:
        keep = WrappedBox("Keep the password in this computer’s keyring")
        form.add("keep_password", "", keep)
    form.add(
        "encryption",
        "Encryption",
        _encryption_box(),
        hint="What the address itself says stands above this.",
    )
    form.add(
        "certificate",
        "Root certificate",
        BrowsedField(_ask_certificate, "Browse for the root certificate"),
        hint="The file that your IT department gave you. Without one, yours of PostgreSQL’s.",
        optional=True,
    )
    own = ["server_password", "encryption", *([] if new else ["keep_password"])]
    encryption = form.control("encryption")

    def fit() -> None:
        server = is_server(address.value())
        for name in own:
            form.field(name).setVisible(server)
        chosen = encryption.currentData() if isinstance(encryption, QComboBox) else ""
        form.field("certificate").setVisible(server and chosen == _CHECKED)

    address.changed.connect(fit)
    if isinstance(encryption, QComboBox):
        encryption.currentIndexChanged.connect(lambda _place: fit())
    fit()
    return fit
