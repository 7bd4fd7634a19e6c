"""The words in a Word or OpenDocument file, for the search, without acting on what is in it."""

import html
import re
import zipfile
from io import BytesIO

_MEMBERS = ("word/document.xml", "content.xml")
_LARGEST_MEMBER = 32 * 1024 * 1024
_BREAK = re.compile(r"</(?:w|text):(?:p|h)>|<(?:w:tab|w:br|text:tab|text:line-break)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def word_text(content: bytes, most: int) -> str:
    """Return a text document's words, at most so many characters; empty if none can be read.

    The XML is not parsed, so that no entity of it can grow, and what it packs is read only so far.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            name = next(each for each in _MEMBERS if each in archive.namelist())
            with archive.open(name) as member:
                packed = member.read(_LARGEST_MEMBER)
    except Exception:  # noqa: BLE001 - whatever a hostile archive breaks, it only has no text
        return ""
    plain = _TAG.sub("", _BREAK.sub("\n", packed.decode("utf-8", "replace")))
    return html.unescape(plain)[:most]
