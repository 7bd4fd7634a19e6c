"""Text set into lines: ragged right, no word lost, long addresses broken where they can be."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from pccdesk.domain.letters import Run
from pccdesk.papers.bidirectional import ISOLATE, levels, mirrored, turns, visual_order
from pccdesk.papers.fonts import (
    Face,
    Piece,
    glyphs_of,
    pieces,
    printable,
    space_width,
    word_width,
)
from pccdesk.papers.scripts import is_set, shaped

_DATE = re.compile(
    r"(?<!\S)\d{1,2} (?:(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber) \d{4}",
)
_KEPT_SPACE = "\N{INFORMATION SEPARATOR ONE}"
_SIGN = re.compile("([\u2068\u2069])")
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
    levels: tuple[int, ...] = ()  # of the space before and of each letter; none: all from the left


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
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        lines = set_lines(" ".join(words) + "…", style, width)
        if len(lines) == 1:
            return lines[0]
    return lines[0]


def _clusters(runs: Iterable[Run], face: Face) -> list[list[Word]]:
    """Words between which a line may break; a bold word and its full stop stay together."""
    clusters: list[list[Word]] = []
    logical: list[str] = []
    after_space, signs = True, ""
    for run in runs:
        weight = Face.STRONG if run.strong else face
        text = _DATE.sub(_kept_whole, _printable_in_order(run.text))
        for place, part in enumerate(text.split(" ")):
            after_space = after_space or place > 0
            signs += part
            shown = _SIGN.sub("", part).replace(_KEPT_SPACE, " ")
            if not shown:
                continue
            word = Word(shown, weight, word_width(shown, weight), joined=not after_space)
            if after_space:
                clusters.append([word])
            else:
                clusters[-1].append(word)
            logical.append(signs.replace(_KEPT_SPACE, " "))
            after_space, signs = False, ""
    return _with_levels(clusters, logical) if any(map(turns, logical)) else clusters


def _printable_in_order(text: str) -> str:
    """Return printable text that still has the signs around what has a direction of its own."""
    if ISOLATE not in text:
        return printable(text)
    return "".join(each if _SIGN.match(each) else printable(each) for each in _SIGN.split(text))


def _with_levels(clusters: list[list[Word]], logical: list[str]) -> list[list[Word]]:
    """Tell each word the levels of its letters, as the whole paragraph gives them."""
    words = [word for cluster in clusters for word in cluster]
    gaps = ["" if word.joined or not place else " " for place, word in enumerate(words)]
    every = [gap + raw for gap, raw in zip(gaps, logical, strict=True)]
    found = iter(levels("".join(every)))
    told = []
    for word, gap, raw in zip(words, gaps, logical, strict=True):
        before = next(found) if gap else 0
        own = [next(found) for _letter in raw]
        kept = [level for letter, level in zip(raw, own, strict=True) if not _SIGN.match(letter)]
        told.append(replace(word, levels=(before, *kept)))
    following = iter(told)
    return [[next(following) for _word in cluster] for cluster in clusters]


def _kept_whole(date: re.Match[str]) -> str:
    return date[0].replace(" ", _KEPT_SPACE)


def _broken(cluster: Iterable[Word], limit: float) -> Iterable[Word]:
    for word in cluster:
        before, of_letters = word.levels[:1], list(word.levels[1:])
        for place, part in enumerate(_parts(word, limit)):
            own = (*before, *of_letters[: len(part)])
            del of_letters[: len(part)]
            joined = word.joined or place > 0
            yield Word(part, word.face, word_width(part, word.face), joined, own)


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
    for piece in _turned(words) if any(word.levels for word in words) else _in_order(words):
        _add(cut, piece)
    width = sum(piece.width for piece in cut)
    if spaced:
        _add(cut, Piece(Face.REGULAR.value, " ", space_width(Face.REGULAR)))
    return Line(tuple(cut), size * width)


def _in_order(words: list[Word]) -> Iterator[Piece]:
    for place, word in enumerate(words):
        if place and not word.joined:
            face = _face_of_space(words, place)
            yield Piece(face.value, " ", space_width(face))
        yield from pieces(word.text, word.face)


def _turned(words: list[Word]) -> Iterator[Piece]:
    """Set a line of which some runs from the right, in the order in which its letters stand."""
    letters: list[tuple[str, Face, int]] = []
    for place, word in enumerate(words):
        before, *own = word.levels
        if place and not word.joined:
            letters.append((" ", _face_of_space(words, place), before))
        shown = shaped(word.text)
        if len(shown) < len(word.text):
            own = [at for letter, at in zip(word.text, own, strict=True) if is_set(letter)]
        letters += [(letter, word.face, at) for letter, at in zip(shown, own, strict=True)]
    order = visual_order([level for _letter, _face, level in letters])
    for face, stretch in groupby((letters[place] for place in order), itemgetter(1)):
        yield from glyphs_of("".join(mirrored(each[0], each[2]) for each in stretch), face)


def _face_of_space(words: list[Word], place: int) -> Face:
    """A space belongs to the face of the words around it, never to the second font."""
    face = words[place].face
    return face if face == words[place - 1].face else Face.REGULAR


def _add(cut: list[Piece], piece: Piece) -> None:
    if cut and cut[-1].font == piece.font:
        last = cut[-1]
        cut[-1] = Piece(last.font, last.text + piece.text, last.width + piece.width)
    else:
        cut.append(piece)
