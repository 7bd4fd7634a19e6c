"""A server's password and certificate: asked for, kept only once they were accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from pccdesk.settings import with_password
from pccdesk.ui.start.database_fields import BrowsedField, add_database_fields, address_of
from pccdesk.ui.start.open_step import OpenStep
from pccdesk.ui.start.sign_in_step import SignInStep
from pccdesk.ui.start.start_window import StartWindow
from pccdesk.ui.widgets.form import Form
from tests.guarded_server import SECRET, Ring

Start = Callable[..., StartWindow]
SERVER = "postgresql://clerk@server.example/office"


def opening(window: StartWindow, address: str, password: str) -> None:
    """Say which database, with a password that is to be kept, and open it."""
    window.show_open()
    step = window.step
    assert isinstance(step, OpenStep)
    step.form.set_values({"address": address, "server_password": password})
    keep = step.form.control("keep_password")
    assert isinstance(keep, QCheckBox)
    keep.setChecked(True)
    step.go()


def test_a_password_is_kept_once_the_server_has_taken_it_and_not_before(
    qtbot: QtBot, start: Start, guarded: str, ring: Ring
) -> None:
    window = start()
    opening(window, guarded, "a wrong one")
    qtbot.waitUntil(
        lambda: (
            isinstance(window.step, OpenStep)
            and "did not accept" in window.step.summary.accessibleName()
        ),
        timeout=20_000,
    )
    assert ring.kept == {}
    assert isinstance(window.step, OpenStep)
    assert "wrong" not in str(window.step.form.values()["address"]), "no password stands in sight"
    opening(window, guarded, SECRET)
    qtbot.waitUntil(lambda: isinstance(window.step, SignInStep), timeout=20_000)
    qtbot.waitUntil(lambda: bool(ring.kept), timeout=5_000)
    assert list(ring.kept.values()) == [SECRET]


def test_a_root_certificate_is_browsed_for_where_certificates_are_checked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    form = Form()
    qtbot.addWidget(form)
    add_database_fields(form, "Where", new=False)
    field = form.field("certificate")
    form.set_values({"address": SERVER})
    assert field.isHidden()
    encryption = form.control("encryption")
    assert isinstance(encryption, QComboBox)
    encryption.setCurrentIndex(encryption.findData("verify-full"))
    assert not field.isHidden()
    root = tmp_path / "root of the office.pem"
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_arguments: (str(root), "Certificates")
    )
    control = form.control("certificate")
    assert isinstance(control, BrowsedField)
    assert control.browse.accessibleName() == "Browse for the root certificate"
    control.browse.click()
    typed = form.values()
    assert address_of(typed) == with_password(SERVER, "", "verify-full", str(root))
    assert "sslrootcert=" in address_of(typed)
    encryption.setCurrentIndex(0)
    assert field.isHidden()
    assert address_of(form.values()) == SERVER
    form.set_values({"address": str(tmp_path / "office.sqlite")})
    assert form.field("encryption").isHidden()
