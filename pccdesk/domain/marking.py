"""Matched words marked in what is shown of a record that was found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pccdesk.domain.searching import DASHES, PART, POSTCODE, Query, Word, fold, tokens

_WINDOW, _LONGEST_SEARCHED = 600, 20_000


def _matches(word: Word, token: str) -> bool:
    return token in word.whole or token.startswith(tuple(word.beginnings()))


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that is shown, and whether it is a matched word."""

    text: str
    matched: bool = False


def marked(query: Query, text: str) -> tuple[Piece, ...]:
    """Return a text in pieces, the matched words by themselves."""
    pieces: list[Piece] = []
    done = 0
    for start, end in _spans(query, text):
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], matched=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return tuple(pieces)


def lacking(query: Query, text: str) -> Query:
    """Return the query with those of its words alone that a text does not show."""
    shown = tokens(text)
    return Query(
        tuple(word for word in query.words if not any(_matches(word, token) for token in shown))
    )


def snippet(query: Query, text: str, length: int = 120) -> tuple[Piece, ...]:
    """Return the part of a text around matched words; nothing where none matches.

    Where several words of the query stand close together, that place is taken.
    """
    flat = _near_a_match(query, text)
    spans = list(_spans(query, flat)) if flat else []
    if not spans:
        return ()
    start = max(spans, key=lambda span: (_within(query, flat, spans, span[0], length), -span[0]))[0]
    first = max(0, start - length // 4)
    if first:
        first = flat.find(" ", first, start) + 1 or start
    last = min(len(flat), first + length)
    if last < len(flat):
        last = max(flat.rfind(" ", start, last), min(start + 1, last))
    part = f"{'… ' if first else ''}{flat[first:last]}{' …' if last < len(flat) else ''}"
    return marked(query, part)


def _near_a_match(query: Query, text: str) -> str:
    """Return what stands around the first likely match, in one line; nothing without one."""
    beginnings = [each for word in query.words for each in (*word.beginnings(), *word.whole)]
    flat = " ".join(text.split()) if beginnings else ""
    folded = fold(flat)
    if not any(each in folded for each in beginnings):
        # Words that a dash or space parts in the text may have been typed as one.
        bare = "".join(PART.findall(folded))
        return flat[:_LONGEST_SEARCHED] if any(each in bare for each in beginnings) else ""
    # The folded text is nearly as long as the text: what folding drops or adds is little.
    places = (_place(folded, each) for each in beginnings)
    place = min((each for each in places if each >= 0), default=0)
    return flat[max(0, place - _WINDOW // 3) : place + _WINDOW]


def _place(folded: str, beginning: str) -> int:
    if folded.startswith(beginning):
        return 0
    return next((match.start() for match in re.finditer(rf"\b{beginning}", folded)), -1)


def _within(query: Query, text: str, spans: list[tuple[int, int]], start: int, length: int) -> int:
    near = [text[a:b] for a, b in spans if start <= a < start + length * 3 // 4]
    return len({place for word in near for place in _words_of(query, word)})


def _words_of(query: Query, shown: str) -> Iterator[int]:
    found = _tokens_of(shown)
    for place, word in enumerate(query.words):
        if any(_matches(word, each) for each in found):
            yield place


_SHOWN_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f'’‘{re.escape(DASHES)}](?=[^\W_]))*")


@lru_cache(maxsize=16_384)
def _tokens_of(shown: str) -> tuple[str, ...]:
    return tuple(tokens(shown))  # the same words stand in most texts of an office


def _spans(query: Query, text: str) -> Iterator[tuple[int, int]]:
    beginnings = tuple(each for word in query.words for each in word.beginnings())
    whole = {each for word in query.words for each in word.whole}
    last_end, last_word = -1, ""
    for match in _SHOWN_WORD.finditer(text):
        shown = match[0]
        if any(each.startswith(beginnings) or each in whole for each in _tokens_of(shown)):
            yield match.span()
        elif last_end + 1 == match.start() and shown[0].isdecimal():
            pair = fold(f"{last_word} {shown}")
            if POSTCODE.fullmatch(pair) and pair.replace(" ", "").startswith(beginnings):
                yield match.start() - 1 - len(last_word), match.end()
        last_end, last_word = match.end(), shown
