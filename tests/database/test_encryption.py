"""A server that demands TLS: reached by who checks its certificate, and by nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pccdesk.bootstrap import open_desk
from pccdesk.cli import office as cli_office
from pccdesk.cli import terminal
from pccdesk.database.address import encryption_words, parse_address
from pccdesk.domain.errors import DeskError, EnvironmentFailed, PasswordNeeded
from pccdesk.services.backups import make_backup
from pccdesk.services.verification import verify
from pccdesk.settings import with_password
from tests.cli.running import Commands
from tests.conftest import MUST_NOT_SKIP
from tests.database.tls_server import NAME, Authority, TlsServer
from tests.new_office import PASSWORD, make_new_office
from tests.postgresql_server import NoServerError

SECRET = "p@ss word topsecret"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give the authority that the office trusts."""
    if shutil.which("openssl") is None and not MUST_NOT_SKIP:
        pytest.skip("openssl is not installed here.")
    return Authority(tmp_path_factory.mktemp("trusted"), "trusted")


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[TlsServer]:
    """Give a server with an office, whose certificate that authority signed."""
    try:
        made = TlsServer(*authority.sign(NAME), SECRET)
    except NoServerError as none:
        pytest.skip(str(none))
    made.create("office")
    local = f"postgresql://postgres@/office?host={Path(made.socket).parent}&port={made.port}"
    make_new_office(local)
    made.let_do_everything("clerk", "office")
    made.run("office", 'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "clerk"')
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def no_password_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a password that this machine's user has set out of these tests."""
    monkeypatch.delenv("PGPASSFILE", raising=False)
    monkeypatch.setenv("PGPASSWORD", SECRET)


def checked_by(root: Path) -> str:
    """Return what an address says to have the certificate checked."""
    return f"sslmode=verify-full&sslrootcert={root}"


def refusal(address: str) -> str:
    """Return the sentence with which an address is refused."""
    with pytest.raises(EnvironmentFailed) as refused:
        open_desk(address)
    assert SECRET not in refused.value.sentence
    return refused.value.sentence


def test_an_office_is_reached_encrypted_and_checked_and_backed_up_over_it_too(
    server: TlsServer, authority: Authority, tmp_path: Path
) -> None:
    address = server.network_address("office", checked_by(authority.root))
    assert "the server’s certificate is checked" in encryption_words(parse_address(address))
    desk = open_desk(address)
    with desk.database.reading() as connection:
        encrypted = connection.exec_driver_sql(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).scalar()
    assert encrypted is True
    assert verify(desk).sound
    made = make_backup(desk, tmp_path / "kept")
    desk.database.close()
    assert made.dump is not None
    assert made.dump.trouble == ""


def test_a_server_that_another_authority_signed_for_is_not_trusted(
    server: TlsServer, tmp_path: Path
) -> None:
    other = Authority(tmp_path, "other")
    sentence = refusal(server.network_address("office", checked_by(other.root)))
    assert "did not prove who it is, so nothing was sent to it" in sentence


def test_a_server_under_another_name_than_its_certificates_is_not_trusted(
    server: TlsServer, authority: Authority
) -> None:
    sentence = refusal(
        server.network_address("office", checked_by(authority.root), host="127.0.0.1")
    )
    assert "a certificate that was made for another name, so nothing was sent" in sentence


def test_a_root_certificate_that_is_not_there_is_told(server: TlsServer, tmp_path: Path) -> None:
    sentence = refusal(server.network_address("office", checked_by(tmp_path / "none.pem")))
    assert "The root certificate" in sentence
    assert "is not there or cannot be read" in sentence


def test_a_server_that_demands_tls_lets_nobody_in_without(server: TlsServer) -> None:
    sentence = refusal(server.network_address("office", "sslmode=disable"))
    assert "takes only encrypted connections. Add sslmode=verify-full" in sentence


def test_the_password_of_a_copys_target_is_asked_for_and_nothing_is_made_without(
    server: TlsServer,
    authority: Authority,
    staffed_sqlite_address: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pccdesk = Commands(capsys)
    monkeypatch.delenv("PGPASSWORD")
    monkeypatch.setenv("PCCDESK_PASSWORD", PASSWORD)
    server.create("copied")
    server.run(
        "copied", "GRANT ALL ON SCHEMA public TO clerk; GRANT ALL ON DATABASE copied TO clerk"
    )
    address = server.network_address("copied", checked_by(authority.root))
    command = ("copy", "--from", staffed_sqlite_address, "--to", address, "--as", "administrator")
    refused = pccdesk(*command)
    assert refused.code == 1
    assert "did not accept the name or password" in refused.err
    asked: list[str] = []

    def type_it(question: str) -> str:
        asked.append(question)
        return SECRET

    for module in (cli_office, terminal):
        monkeypatch.setattr(module, "is_interactive", lambda: True)
        monkeypatch.setattr(module, "typed_password", type_it)
    monkeypatch.setattr(cli_office, "ask", lambda _question: "n")
    done = pccdesk(*command)
    assert (done.code, "was copied to" in done.out) == (0, True), done.err
    assert asked == ["Password of the database"]
    assert "topsecret" not in done.out + done.err
    copied = open_desk(with_password(address, SECRET))
    assert verify(copied).sound
    copied.database.close()


def test_a_wrong_password_over_tls_is_asked_for_again(
    server: TlsServer, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD")
    address = server.network_address("office", checked_by(authority.root))
    with pytest.raises(PasswordNeeded) as needed:
        open_desk(with_password(address, "wrong"))
    assert isinstance(needed.value, DeskError)
