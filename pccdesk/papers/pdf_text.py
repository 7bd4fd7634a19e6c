"""The words in a PDF, for the search: as much as can be read in bounded time."""

import logging
import time
from io import BytesIO

_MOST_PAGES = 400
_SECONDS = 5.0
_LONGEST_PAGE = 4 * 1024 * 1024


def pdf_text(content: bytes, most: int) -> str:
    """Return the text of a PDF's pages, at most so many characters; empty if none can be read.

    A PDF may be damaged, locked or made to waste time: then what was read so far must do.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # a damaged file is no news here
    give_up = time.monotonic() + _SECONDS
    read: list[str] = []
    try:
        for page in PdfReader(BytesIO(content)).pages[:_MOST_PAGES]:
            stream = page.get_contents()
            if stream is not None and len(stream.get_data()) <= _LONGEST_PAGE:
                read.append(page.extract_text())
            if time.monotonic() > give_up or sum(map(len, read)) > most:
                break
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks, it only has no more text
        return "\n".join(read)[:most]
    return "\n".join(read)[:most]
