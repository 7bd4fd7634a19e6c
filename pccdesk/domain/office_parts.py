"""XML parts of an office file, read as the program that opens it would: what they make it do.

A pattern over bytes is led astray by a field that is cut in pieces, by a letter written as its
number, or by a `>` within quotes; a parser is not. Only parts that have a word of these are read
so, or those whose words cannot be found, as it takes longer.
"""

import re
from collections.abc import Iterable
from xml.parsers import expat

_TWO_BYTES = re.compile(rb"\xff\xfe|\xfe\xff|.\x00|\x00.", re.DOTALL)
_WORDS = (b"instrtext", b"fldsimple", b"ddelink", b"dde-source")
_DDE = re.compile(r"\s*\"?\s*DDE(AUTO)?\b", re.IGNORECASE)
_MACRO_TYPE = re.compile(r"(?i)macroenabled|ms-office\.vbaproject|excel\.macrosheet")
_FETCHED = re.compile(r"/(attachedTemplate|oleObject|frame|subDocument)$")
_TYPES, _LINKS = "[content_types].xml", ".rels"

MACROS, DDE, FETCHED, DECLARED = "macros", "DDE", "fetched", "declared"
"""What a part may be found to hold; `DECLARED` are entities of its own."""


class Hints:
    """Tells, while a part is unpacked, whether it has to be read by `found_in`."""

    def __init__(self, name: str) -> None:
        self.wanted = name.lower().endswith((_TYPES, _LINKS))
        self._before = b""

    def feed(self, piece: bytes) -> None:
        """Look through the next piece of the part."""
        if not self._before and _TWO_BYTES.match(piece):  # UTF-16: no word is found in it so
            self.wanted = True
        if not self.wanted:
            text = (self._before + piece).lower()
            self.wanted = any(word in text for word in _WORDS)
            self._before = piece[-len(max(_WORDS, key=len)) :]


def found_in(name: str, pieces: Iterable[bytes]) -> str:
    """Return what a part holds that is not taken, or nothing.

    A part that is not well formed is read as far as it goes: no office program reads on either.
    """
    reader = _Reader(name.lower())
    try:
        for piece in pieces:
            reader.feed(piece)
            if reader.found:
                break
    except expat.ExpatError:
        pass
    return reader.found


class _Reader:
    """Reads one part; `found` tells what it holds."""

    def __init__(self, name: str) -> None:
        self.found = ""
        self._name = name
        self._field, self._within = "", False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._declared

    def feed(self, piece: bytes) -> None:
        """Read the next piece; raises `ExpatError` where it is no XML."""
        self._parser.Parse(piece, False)

    def _declared(self, *_: object) -> None:
        self.found = DECLARED

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        named = {key.rpartition(":")[2]: value for key, value in given.items()}
        if kind in {"ddeLink", "dde-source"} or _DDE.match(named.get("instr", "")):
            self.found = DDE
        elif kind == "fldChar" and named.get("fldCharType") == "begin":
            self._field = ""
        elif kind == "instrText":
            self._within = True
        elif self._name == _TYPES and _MACRO_TYPE.search(named.get("ContentType", "")):
            self.found = MACROS
        elif self._name.endswith(_LINKS) and kind == "Relationship":
            outside = named.get("TargetMode") == "External"
            if outside and _FETCHED.search(named.get("Type", "")):
                self.found = FETCHED

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "instrText":
            self._within = False

    def _text(self, text: str) -> None:
        if self._within:
            self._field = (self._field + text)[:200]
            if _DDE.match(self._field):
                self.found = DDE
