"""The letters' fonts: loaded once in a process, embedded, with a second font for rare glyphs."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pccdesk.papers.scripts import shaped
from pccdesk.resources import resource_path

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont


class Face(StrEnum):
    """The weights of the letter's family, by the name the PDF registers them under."""

    REGULAR = "SourceSans3"
    STRONG = "SourceSans3-SemiBold"


FALLBACK = "DejaVuSans"
_FILES = {
    Face.REGULAR.value: ("fonts", "source-sans-3", "SourceSans3-Regular.ttf"),
    Face.STRONG.value: ("fonts", "source-sans-3", "SourceSans3-SemiBold.ttf"),
    FALLBACK: ("fonts", "dejavu-sans", "DejaVuSans.ttf"),
}
_UNSEEN = {"Cc", "Cf", "Cs"}
_LAST = 0xFFFF
_JOINERS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one font; `width` is in units of the font size."""

    font: str
    text: str
    width: float


@cache
def loaded_fonts() -> dict[str, "TTFont"]:
    """Return the fonts, registered with ReportLab on first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = {}
    for name, parts in _FILES.items():
        fonts[name] = TTFont(name, str(resource_path(*parts)), asciiReadable=False)
        pdfmetrics.registerFont(fonts[name])
    return fonts


@cache
def _glyphs(font: str) -> frozenset[int]:
    return frozenset(loaded_fonts()[font].face.charToGlyph)


@lru_cache(maxsize=4_000)
def printable(text: str) -> str:
    """Return text that the fonts can print, with nothing lost from sight.

    Line ends and tabs become spaces; characters without a shape (controls, direction overrides,
    joiners) go; a character that no font has, such as most emoji, becomes its name or number
    in brackets.
    """
    if text.isascii() and text.isprintable():
        return text
    characters = unicodedata.normalize("NFC", text)
    return " ".join("".join(map(_printable_character, characters)).split(" "))


def _printable_character(character: str) -> str:
    if character.isspace():
        return character if character == "\N{NO-BREAK SPACE}" else " "
    if unicodedata.category(character) in _UNSEEN or ord(character) in _JOINERS:
        return ""
    code = ord(character)
    # ReportLab maps glyphs back to text in 16 bits: beyond them a copied word would come out wrong
    if code <= _LAST and any(code in _glyphs(font) for font in (Face.REGULAR, FALLBACK)):
        return character
    name = unicodedata.name(character, "")
    if not name or name.endswith(f"-{code:X}"):
        return f"[U+{code:04X}]"
    return f"[{name.lower()}]"


@lru_cache(maxsize=20_000)
def pieces(word: str, face: Face) -> tuple[Piece, ...]:
    """Return a printable word's glyphs in the order of its letters, cut where the font changes."""
    return glyphs_of(shaped(word), face)


def glyphs_of(shown: str, face: Face) -> tuple[Piece, ...]:
    """Return glyphs as they stand from left to right, cut where the font changes."""
    if not shown:
        return ()
    glyphs = _glyphs(face)
    cut: list[tuple[str, str]] = []
    for character in shown:
        code = ord(character)
        font = face.value if code in glyphs or code not in _glyphs(FALLBACK) else FALLBACK
        if cut and cut[-1][0] == font:
            cut[-1] = (font, cut[-1][1] + character)
        else:
            cut.append((font, character))
    return tuple(Piece(font, text, _width(font, text)) for font, text in cut)


@lru_cache(maxsize=20_000)
def word_width(word: str, face: Face) -> float:
    """Return a printable word's width in units of the font size."""
    return sum(piece.width for piece in pieces(word, face))


@cache
def space_width(face: Face) -> float:
    """Return the width of a space in units of the font size."""
    return _width(face.value, " ")


def _width(font: str, text: str) -> float:
    face = loaded_fonts()[font].face
    widths, default = face.charWidths, face.defaultWidth
    thousandths: float = sum(widths.get(ord(character), default) for character in text)
    return thousandths / 1000
