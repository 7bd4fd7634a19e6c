"""Text set into lines: ragged right, no word lost, long addresses broken where they can be."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pccdesk.domain.letters import Run
from pccdesk.papers.fonts import Face, Piece, pieces, printable, space_width, word_width
from pccdesk.papers.scripts import visual_order

_DATE = re.compile(
    r"(?<!\S)\d{1,2} (?:(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber) \d{4}",
)
_KEPT_SPACE = "\N{INFORMATION SEPARATOR ONE}"
_BREAKS_AFTER = "/-._?&=@,;:"
_LONELY = 0.24  # of the measure: a last line of one word no longer than this looks forgotten
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set: face, size and leading in points, and an sRGB colour."""

    face: Face
    size: float
    leading: float
    colour: tuple[float, float, float]

    def scaled(self, density: float) -> "TextStyle":
        """Return the style at a fraction of its size."""
        return TextStyle(self.face, self.size * density, self.leading * density, self.colour)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, the face it is set in, and its width in units of the font size."""

    text: str
    face: Face
    width: float
    joined: bool = False  # no space before it: it continues the word before


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs of one line from left to right; `width` is in points, a last space apart."""

    pieces: tuple[Piece, ...]
    width: float


def set_lines(runs: str | Sequence[Run], style: TextStyle, width: float) -> tuple[Line, ...]:
    """Return the text broken into lines of at most `width` points; at least one line."""
    parts = (Run(runs),) if isinstance(runs, str) else tuple(runs)
    return _set_lines(parts, style.face, style.size, width)


@lru_cache(maxsize=1_000)
def _set_lines(runs: tuple[Run, ...], face: Face, size: float, width: float) -> tuple[Line, ...]:
    limit = width / size
    space = space_width(face)
    lines: list[list[Word]] = [[]]
    used = 0.0
    for cluster in _clusters(runs, face):
        gap = space if lines[-1] else 0.0
        wide = sum(word.width for word in cluster)
        if lines[-1] and used + gap + wide > limit:
            lines.append([])
            used = gap = 0.0
        for word in cluster if wide <= limit else _broken(cluster, limit):
            if lines[-1] and word.joined and used + word.width > limit:
                lines.append([])
                used = 0.0
            lines[-1].append(word)
            used += gap + word.width
            gap = 0.0
    _lengthen_last(lines, limit)
    return tuple(
        _line(words, size, spaced=not (following and following[0].joined))
        for words, following in zip(lines, [*lines[1:], []], strict=True)
    )


def _lengthen_last(lines: list[list[Word]], limit: float) -> None:
    """Give a last line of a short word or two the words before it as company."""
    while len(lines) > 1 and not lines[-1][0].joined:
        wide = sum(word.width for word in lines[-1])
        single = all(word.joined for word in lines[-1][1:])
        starts = [place for place, word in enumerate(lines[-2]) if not word.joined]
        if wide > limit * (_LONELY if single else _LONELY / 2) or len(starts) < _FEWEST_WORDS:
            return
        lines[-1] = lines[-2][starts[-1] :] + lines[-1]
        lines[-2] = lines[-2][: starts[-1]]


def one_line(text: str, style: TextStyle, width: float) -> Line:
    """Return the text in one line, cut with an ellipsis where it is too long for it."""
    lines = set_lines(text, style, width)
    if len(lines) == 1:
        return lines[0]
    words = printable(text).split(" ")
    while len(words) > 1:
        words.pop()
        lines = set_lines(" ".join(words) + "…", style, width)
        if len(lines) == 1:
            return lines[0]
    return lines[0]


def _clusters(runs: Iterable[Run], face: Face) -> list[list[Word]]:
    """Words between which a line may break; a bold word and its full stop stay together."""
    clusters: list[list[Word]] = []
    after_space = True
    for run in runs:
        weight = Face.STRONG if run.strong else face
        text = _DATE.sub(_kept_whole, printable(run.text))
        for place, part in enumerate(text.split(" ")):
            after_space = after_space or place > 0
            if not part:
                continue
            shown = part.replace(_KEPT_SPACE, " ")
            word = Word(shown, weight, word_width(shown, weight), joined=not after_space)
            if after_space:
                clusters.append([word])
            else:
                clusters[-1].append(word)
            after_space = False
    return clusters


def _kept_whole(date: re.Match[str]) -> str:
    return date[0].replace(" ", _KEPT_SPACE)


def _broken(cluster: Iterable[Word], limit: float) -> Iterable[Word]:
    for word in cluster:
        for place, part in enumerate(_parts(word, limit)):
            yield Word(part, word.face, word_width(part, word.face), word.joined or place > 0)


def _parts(word: Word, limit: float) -> list[str]:
    """Break a word too long for any line after a stop or a slash, else where it must be."""
    if word.width <= limit:
        return [word.text]
    parts = [""]
    for character in word.text:
        if word_width(parts[-1] + character, word.face) > limit:
            kept = max(parts[-1].rfind(stop) for stop in _BREAKS_AFTER) + 1
            kept = kept if kept > len(parts[-1]) // 2 else len(parts[-1])
            parts[-1:] = [parts[-1][:kept], parts[-1][kept:]]
        parts[-1] += character
    return [part for part in parts if part]


def _line(words: list[Word], size: float, *, spaced: bool) -> Line:
    """Glue a line's words to as few pieces as its fonts allow.

    A `spaced` line ends in a space, so that who reads or copies the text keeps words apart.
    """
    cut: list[Piece] = []
    ordered = visual_order(words, [word.text for word in words])
    for place, word in enumerate(ordered):
        if place and not word.joined:
            # the space belongs to the face of the words around it, never to the second font
            face = word.face if word.face == ordered[place - 1].face else Face.REGULAR
            _add(cut, Piece(face.value, " ", space_width(face)))
        for piece in pieces(word.text, word.face):
            _add(cut, piece)
    width = sum(piece.width for piece in cut)
    if spaced:
        _add(cut, Piece(Face.REGULAR.value, " ", space_width(Face.REGULAR)))
    return Line(tuple(cut), size * width)


def _add(cut: list[Piece], piece: Piece) -> None:
    if cut and cut[-1].font == piece.font:
        last = cut[-1]
        cut[-1] = Piece(last.font, last.text + piece.text, last.width + piece.width)
    else:
        cut.append(piece)
