"""One running copy for each database and user; a second start brings the first to the front."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

PATIENCE = 5.0
"""Seconds a second start waits for the first, which listens only once its window is painted."""
_TRY = 100
"""Milliseconds between two knocks."""


class OneCopy(QObject):
    """A lock in the user's own folder, and a socket on which later copies knock.

    The lock is taken at once. The network library is loaded for listening after the first
    frame, or for knocking where no frame will come.
    """

    knocked = Signal()

    def __init__(self, folder: Path, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        kind = QCryptographicHash.Algorithm.Sha256
        digest = QCryptographicHash.hash(f"{folder}\n{address}".encode(), kind)
        self._name = f"pccdesk-{digest.toHex().toStdString()[:24]}"
        self._folder = folder
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # only a copy that died leaves a stale lock
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Tell whether this is the only copy; `listen` is to follow if it is.

        Where no lock can be written (a read-only home), every copy is let run.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True
        if not self._lock.tryLock(0):
            return self._lock.error() is not QLockFile.LockError.LockFailedError
        return True

    def listen(self) -> None:
        """Listen for later copies, in place of one that died; asked again it does nothing."""
        if self._server is not None or not self._lock.isLocked():
            return
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def knock(self, patience: float = PATIENCE) -> bool:
        """Ask the first copy to come to the front; tell whether it heard within some seconds."""
        from PySide6.QtNetwork import QLocalSocket

        until = time.monotonic() + patience
        while True:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_TRY):
                socket.disconnectFromServer()
                return True
            if time.monotonic() > until:
                return False
            time.sleep(_TRY / 1000)

    def release(self) -> None:
        """Let another copy run."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _answer(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()):
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
        self.knocked.emit()
