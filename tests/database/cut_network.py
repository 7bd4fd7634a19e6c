"""A network between the program and its server that can be cut at a chosen word."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator


class Network:
    """Passes bytes between one port of this machine and a server's socket, until it is cut.

    `cut_at` is what the client must say for the cut; `passes_on` whether the server still hears
    it. After one cut the network works again, unless it `stays_down`.
    """

    def __init__(self, server: str) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.cut_at = b""
        self.passes_on = True
        self.cuts = 0
        self.stays_down = False
        self.down = False
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def address(self, database: str) -> str:
        """Return the address of a database behind this network."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def end(self) -> None:
        """Close everything."""
        self._listening.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Break every connection there is."""
        _break(*self._open)
        for each in self._open:
            each.close()
        self._open.clear()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self.down:
                    client.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._open += [client, server]
                cut = threading.Event()
                for work in (self._pass_on, self._pass_back):
                    threading.Thread(target=work, args=(client, server, cut), daemon=True).start()

    def _pass_on(self, client: socket.socket, server: socket.socket, cut: threading.Event) -> None:
        with contextlib.suppress(OSError):
            for said in _heard(client):
                if self.cut_at and self.cut_at in said:
                    self.cut_at = b""
                    self.cuts += 1
                    self.down = self.stays_down
                    cut.set()
                    if self.passes_on:
                        server.sendall(said)
                        return  # broken once the server has answered, and so has done it
                    break
                server.sendall(said)
        _break(client, server)

    def _pass_back(
        self, client: socket.socket, server: socket.socket, cut: threading.Event
    ) -> None:
        with contextlib.suppress(OSError):
            for said in _heard(server):
                if cut.is_set():
                    break
                client.sendall(said)
        _break(client, server)


def _break(*ends: socket.socket) -> None:
    for each in ends:
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def _heard(giver: socket.socket) -> Iterator[bytes]:
    while said := giver.recv(65_536):
        yield said
