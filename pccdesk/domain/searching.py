"""Searching: text folded to tokens, typed words to a query, hits ranked, matched words marked.

Text is folded here before it is kept, so that every database indexes the same tokens and finds
the same. A token is a run of letters and digits without case or accents; words joined by a dash
or slash give their parts and themselves joined, so that `CAF-2026-0012` is found with its dashes
and without.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, filterfalse, islice
from string import ascii_lowercase, digits

INDEX_VERSION = 1
"""Raise it when folding, or what is indexed, changes: an office then fills its index anew."""
LONGEST_TYPED, MOST_WORDS, LONGEST_TOKEN = 200, 8, 40
MOST_TOKENS = 20_000
"""Different tokens kept of one record; more is a telephone book, not a letter."""
DASHES = "\u002d\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212/\u2044"
_DROPPED = "'\u2018\u2019\u02bc\u0060\u00b4\u2032\u00ad\u200b\u200c\u200d"
_DROP = re.compile(f"[{_DROPPED}]")
_WORD = re.compile(rf"[^\W_]+(?:[{re.escape(DASHES)}][^\W_]+)*")
PART = re.compile(r"[^\W_]+")
_COMMON_SIGNS = "–—£“”…•"
_RUN = re.compile(rf"(?<![^\W_])[^\W_]++(?:[{re.escape(DASHES)}][^\W_]++)+")
_ASCII_RUN = re.compile(r"(?<![a-z0-9])[a-z0-9]++(?:[-/][a-z0-9]++)+")  # the same, but quicker
_SPACED = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))
POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?) (\d[a-z]{2})\b")
_LIKE_POSTCODE = re.compile(r"\d[a-z\d]? \d[a-z]{2}\b")
_LIKE_ITS_END = re.compile(r" \d[a-z]{2}\b")  # found four times as quickly
_BEYOND_LATIN = re.compile(r"[\u0300-\U0010ffff]")
_SHORTEST_MISTYPED = 4
_SHORTEST_MISTYPED_BEGINNING = 6


def fold(text: str) -> str:
    """Return text without case, accents or apostrophes; what is no letter or digit stays."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    plain = _DROP.sub("", text)
    if plain.isascii():
        return plain.lower()
    # Taken apart before and after the case goes: signs such as ℡ hide capitals.
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    return _BEYOND_LATIN.sub(_without_mark, bare)


def _without_mark(match: re.Match[str]) -> str:
    sign = match[0]
    return "" if unicodedata.combining(sign) or sign in _DROPPED else sign


def tokens(text: str) -> list[str]:
    """Return a text's tokens in their order, some of them several times."""
    folded = fold(text)
    found = _cut(_words(folded))
    if _may_hold_postcode(folded):
        found += [outward + inward for outward, inward in POSTCODE.findall(folded)]
    return found


def _may_hold_postcode(folded: str) -> bool:
    return bool(_LIKE_ITS_END.search(folded) and _LIKE_POSTCODE.search(folded))


def _words(folded: str) -> list[str]:
    """Return the tokens of folded text, its postcodes written as one apart."""
    if not _has_dash(folded):
        return _plain_words(folded)
    found: list[str] = []
    done = 0
    for run in (_ASCII_RUN if folded.isascii() else _RUN).finditer(folded):
        parts = PART.findall(run[0])
        found += [*_plain_words(folded[done : run.start()]), "".join(parts), *parts]
        done = run.end()
    return found + _plain_words(folded[done:])


def _has_dash(folded: str) -> bool:
    if folded.isascii():
        return "-" in folded or "/" in folded
    return any(dash in folded for dash in DASHES)


def _plain_words(folded: str) -> list[str]:
    if not folded.isascii():
        for sign in _COMMON_SIGNS:  # often all that is not plain
            folded = folded.replace(sign, " ")
    if not folded.isascii():
        return PART.findall(folded)
    return folded.encode().translate(_SPACED).decode().split()


def _cut(words: list[str]) -> list[str]:
    return [word[:LONGEST_TOKEN] for word in words] if _has_long(words) else words


def _has_long(words: Iterable[str]) -> bool:
    return max(map(len, words), default=0) > LONGEST_TOKEN


def packed(text: str) -> str:
    """Return a reference, postcode or telephone number as one token."""
    return "".join(PART.findall(fold(text)))[:LONGEST_TOKEN]


def words_kept(texts: Iterable[str], numbers: Iterable[str] = (), known: str = "") -> str:
    """Return what the index keeps of a record: each token once, in order, parted by spaces.

    `numbers` are references and the like, kept as one token besides. Tokens that are `known`
    from the record's head are left out.
    """
    kept: Iterable[str] = _tokens_once(tuple(dict.fromkeys(filter(None, texts))))
    of_numbers = [_tokens_of_number(each) for each in numbers if each]
    if of_numbers:
        kept = dict.fromkeys(chain(kept, *of_numbers))
    left_out = set(known.split())
    return " ".join(islice(filterfalse(left_out.__contains__, kept), MOST_TOKENS))


# An office's postcodes are few, and its references stand in all that is said of an application.
@lru_cache(maxsize=1_024)
def _tokens_of_number(number: str) -> Mapping[str, None]:
    kept = dict.fromkeys([packed(number), *tokens(number)])
    kept.pop("", None)
    return kept


# Who saves a record saves it again soon, mostly with the same long texts.
@lru_cache(maxsize=8)
def _tokens_once(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the different tokens of texts in their order; those beyond the most are left out."""
    together = fold("\n".join(texts))
    if len(together) <= MOST_TOKENS and not _may_hold_postcode(together):
        once = dict.fromkeys(_words(together))  # as below, in one go
        return tuple(dict.fromkeys(_cut(list(once))) if _has_long(once) else once)
    kept: dict[str, None] = {}
    for text in texts:
        kept.update(dict.fromkeys(tokens(text)))
        if len(kept) > MOST_TOKENS:
            break
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: ways to match it, each a set of token beginnings that must all be there.

    `whole` are tokens that must match to their end, as spellings near a mistyped word do.
    """

    ways: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...] = ()

    def beginnings(self) -> Iterator[str]:
        """Yield every beginning of a token that counts as a match."""
        for way in self.ways:
            yield from way


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, as words that must all be found; without words it finds nothing."""

    words: tuple[Word, ...]

    @property
    def shortest(self) -> int:
        """The length of the shortest beginning, 0 without any."""
        return min((len(each) for word in self.words for each in word.beginnings()), default=0)


def parse(typed: str) -> Query:
    """Return the query for what was typed; signs of any query language are only signs here."""
    words: dict[Word, None] = {}
    for run in _WORD.findall(fold(typed[:LONGEST_TYPED])):
        parts = tuple(part[:LONGEST_TOKEN] for part in PART.findall(run))
        joined = "".join(parts)[:LONGEST_TOKEN]
        if len(parts) == 1 or any(each.isdecimal() for each in joined):
            words[Word(((joined,),))] = None
        else:
            words[Word((parts, (joined,)))] = None
    return Query(tuple(words)[:MOST_WORDS])


def forgiving(query: Query) -> Query | None:
    """Return the query with every spelling one slip away from each word; None if all are short.

    A slip is a letter left out, put in, changed, or changed places with its neighbour. A longer
    spelling may be the beginning of a word, as the last word typed often is.
    """
    words = tuple(_forgiven(word) for word in query.words)
    return None if words == query.words else Query(words)


def _forgiven(word: Word) -> Word:
    typed = word.ways[-1][0]
    if len(word.ways) > 1 or not _SHORTEST_MISTYPED <= len(typed) <= LONGEST_TOKEN // 2:
        return word
    near = sorted(set(_one_slip_away(typed)))
    longer = [each for each in near if len(each) >= _SHORTEST_MISTYPED_BEGINNING]
    whole = tuple(each for each in near if len(each) < _SHORTEST_MISTYPED_BEGINNING)
    return Word(((typed,), *((each,) for each in longer)), whole)


def _one_slip_away(word: str) -> Iterator[str]:
    # A reference is mistyped within its digits, a name within its letters.
    alphabet = digits if any(each.isdecimal() for each in word) else ascii_lowercase
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in alphabet:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def holds(query: Query, head: str) -> bool:
    """Tell whether tokens kept of something have a match for every word of a query."""
    tokens_in = f" {head} "
    return bool(query.words) and all(_stands_in(word, tokens_in) for word in query.words)


def _stands_in(word: Word, tokens_in: str) -> bool:
    begun = any(all(f" {part}" in tokens_in for part in way) for way in word.ways)
    return begun or _stands_whole_in(word, tokens_in)


def _stands_whole_in(word: Word, tokens_in: str) -> bool:
    return any(f" {each} " in tokens_in for each in word.whole)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that was found: its place among the kinds, its number, and its head's tokens."""

    kind: int
    number: int
    head: str


def ranked(query: Query, found: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates best first: references and names, then texts; newer before older."""
    return sorted(found, key=lambda each: (-_score(query, each.head), each.kind, -each.number))


def _score(query: Query, head: str) -> int:
    score, tokens_in = 0, f" {head} "
    first = head.partition(" ")[0]
    for word in query.words:
        typed, joined = (word.ways[0], word.ways[-1][0]) if word.ways else (word.whole, "")
        whole = all(f" {part} " in tokens_in for part in typed)
        if whole or (joined and f" {joined} " in tokens_in):
            score += 8 + 4 * (first in typed)
        elif f" {joined}" in tokens_in if joined else _stands_whole_in(word, tokens_in):
            score += 5 + 2 * (first.startswith(joined) if joined else first in word.whole)
        elif _stands_whole_in(word, tokens_in) or any(
            f" {each}" in tokens_in for each in word.beginnings()
        ):
            score += 2
    return score if holds(query, head) else score - 1
