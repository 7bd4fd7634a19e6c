"""What happens when the program itself is at fault: a report in a file, a sentence on screen."""

import faulthandler
import logging
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from pccdesk.domain.errors import Fault

_log = logging.getLogger("pccdesk.ui")
_SERIOUS = {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
_folder: list[Path] = []


def report(error: BaseException, doing: str = "") -> Fault:
    """Save a report of an unexpected exception and return the sentence for the officer.

    The report holds the program's own lines and versions, never an applicant's data.
    """
    lines = [
        f"Time: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Doing: {doing or 'not known'}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
        *_frames(error),
    ]
    where = _write("\n".join(lines))
    _log.error("Unexpected fault while %s: %s", doing or "running", type(error).__name__)
    kept = f" A report is in {where}." if where else ""
    return Fault(f"Something went wrong in the program; nothing was changed.{kept}")


def install(folder: Path, tell: Callable[[Fault], None]) -> None:
    """Catch what nothing else caught: exceptions, Qt's own messages, hard crashes.

    `tell` shows a fault to the officer and is called in the thread that failed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _folder[:] = [folder]
    faulthandler.enable((folder / "crash.txt").open("a", encoding="utf-8"))
    qInstallMessageHandler(_qt_message)

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(report(error))

    sys.excepthook = caught


def _frames(error: BaseException) -> list[str]:
    """Return the trace with the kind of error but not its words, which may hold typed text."""
    lines = [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    earlier = [*_frames(cause), "", "which led to", ""] if cause else []
    return [*earlier, *lines, type(error).__qualname__]


def _write(text: str) -> Path | None:
    if not _folder:
        return None
    path = _folder[0] / f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return path


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    level = logging.ERROR if kind in _SERIOUS else logging.DEBUG
    if kind is QtMsgType.QtWarningMsg:
        level = logging.WARNING
    _log.log(level, "Qt: %s (%s)", text, context.category)
