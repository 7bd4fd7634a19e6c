"""The command line's own faults: a report in a file, one sentence on the screen."""

import platform
import traceback
from datetime import UTC, datetime

from pccdesk import __version__
from pccdesk.settings import log_folder


def save_report(error: BaseException, command: str) -> str:
    """Save a report of an unexpected exception and return the sentence for the user.

    The report holds the program's own lines and the kind of error but not its words, which may
    hold what an applicant wrote.
    """
    now = datetime.now(UTC)
    text = "\n".join(
        (
            f"Time: {now:%Y-%m-%dT%H:%M:%SZ}",
            f"Command: {command}",
            f"PCCDesk {__version__}, Python {platform.python_version()}, {platform.platform()}",
            "",
            *_frames(error),
            "",
        )
    )
    sentence = "Something went wrong in the program itself; what was saved before is safe."
    path = log_folder() / f"fault-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return f"{sentence} ({type(error).__name__})"
    return f"{sentence} A report is in {path}"


def _frames(error: BaseException) -> list[str]:
    lines = [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    earlier = [*_frames(cause), "", "which led to", ""] if cause else []
    return [*earlier, *lines, type(error).__qualname__]
