"""One running copy for each database and user; a second start brings the first to the front."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1000


class OneCopy(QObject):
    """A lock in the user's own folder, and a socket on which later copies knock."""

    knocked = Signal()

    def __init__(self, folder: Path, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(f"{folder}\n{address}".encode()).hexdigest()[:24]
        self._name = f"pccdesk-{digest}"
        self._folder = folder
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # only a copy that died leaves a stale lock
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Tell whether this is the only copy, and listen for later ones if it is.

        Where no lock can be written (a read-only home), every copy is let run.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True
        if not self._lock.tryLock(0):
            return self._lock.error() is not QLockFile.LockError.LockFailedError
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)
        return True

    def knock(self) -> bool:
        """Ask the first copy to come to the front; tell whether it heard."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(_PATIENCE)
        socket.disconnectFromServer()
        return heard

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
