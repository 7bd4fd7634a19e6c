"""The Unicode bidirectional algorithm (UAX 9) for a paragraph that runs from left to right.

Whole but for explicit embeddings and overrides, which no text that is printed holds: what runs
from right to left within a sentence is isolated (`domain.direction_marks.isolated`), and an isolate
has the direction of its own first strong letter.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

ISOLATE, END = "\u2068", "\u2069"
_STRONG = {"L", "R", "AL"}
_NEUTRAL = {"B", "S", "WS", "ON"}
_NUMBERS = {"EN", "AN"}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_TURNED = _BRACKETS | {"«": "»", "‹": "›", "<": ">"}
_MIRRORED = _TURNED | {closing: opening for opening, closing in _TURNED.items()}


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence: its places in the paragraph, and its level."""

    level: int
    places: list[int]

    @property
    def direction(self) -> str:
        """The direction that its level has."""
        return "R" if self.level % 2 else "L"


def turns(text: str) -> bool:
    """Tell whether any of a text runs from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(letter) in {"R", "AL", "AN"} for letter in text
    )


def levels(text: str) -> list[int]:
    """Return each character's level: even ones run from left to right, odd ones from the right."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    found = [0] * len(text)
    for each in _sequences(text, kinds):
        resolved = _weak([kinds[place] for place in each.places], each.direction)
        _pair_brackets(resolved, [text[place] for place in each.places], each.direction)
        _resolve_neutrals(resolved, each.direction)
        for place, kind in zip(each.places, resolved, strict=True):
            found[place] = each.level + _raised(kind, each.level)
    return found


def visual_order(of_each: Sequence[int]) -> list[int]:
    """Return the places of a line's characters as they stand from left to right (rule L2)."""
    order = list(range(len(of_each)))
    highest = max(of_each, default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and of_each[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


def mirrored(letter: str, level: int) -> str:
    """Return a bracket's other half where it runs from right to left; others unchanged."""
    return _MIRRORED.get(letter, letter) if level % 2 else letter


def _sequences(text: str, kinds: list[str]) -> list[_Sequence]:
    """Part a paragraph by its isolates; what opens and ends one is a neutral of what is around."""
    open_ones = [_Sequence(0, [])]
    found = list(open_ones)
    for place, letter in enumerate(text):
        if letter == END and len(open_ones) > 1:
            open_ones.pop()
        open_ones[-1].places.append(place)
        if letter in {ISOLATE, END}:
            kinds[place] = "ON"
        if letter == ISOLATE:
            level, right = open_ones[-1].level, _begins_from_right(text, place + 1)
            deeper = level + 1 if right == (level % 2 == 0) else level + 2
            open_ones.append(_Sequence(deeper, []))
            found.append(open_ones[-1])
    return found


def _begins_from_right(text: str, start: int) -> bool:
    depth = 0
    for letter in text[start:]:
        depth += (letter == ISOLATE) - (letter == END)
        if depth < 0:
            return False
        kind = unicodedata.bidirectional(letter)
        if depth == 0 and kind in _STRONG:
            return kind != "L"
    return False


def _weak(kinds: list[str], direction: str) -> list[str]:
    """Resolve marks, numbers and what stands between numbers (rules W1 to W7)."""
    found: list[str] = []
    strong = direction
    for kind in kinds:
        resolved = kind
        if kind == "NSM":
            resolved = found[-1] if found else direction
        if resolved in _STRONG:
            strong = resolved
        elif resolved == "EN" and strong == "AL":
            resolved = "AN"
        found.append(resolved)
    _join_numbers(found)
    strong = direction
    for place, kind in enumerate(found):
        if kind in _STRONG:
            strong = found[place] = "L" if kind == "L" else "R"
        elif kind == "EN" and strong == "L":
            found[place] = "L"
        elif kind in {"ES", "ET", "CS", "BN"}:
            found[place] = "ON"
    return found


def _join_numbers(kinds: list[str]) -> None:
    for place in range(1, len(kinds) - 1):
        before, after = kinds[place - 1], kinds[place + 1]
        joins = kinds[place] == "CS" or (kinds[place] == "ES" and before == "EN")
        if joins and before == after and before in _NUMBERS:
            kinds[place] = before
    for places in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        step = -1 if places.step > 0 else 1
        for place in places:
            if kinds[place] == "ET" and kinds[place + step] == "EN":
                kinds[place] = "EN"


def _pair_brackets(kinds: list[str], letters: list[str], direction: str) -> None:
    """Let the two brackets of a pair take one direction (rule N0)."""
    for opening, closing in _pairs(letters, kinds):
        inside = {_side(kind) for kind in kinds[opening + 1 : closing]}
        against = "L" if direction == "R" else "R"
        if direction in inside:
            kinds[opening] = kinds[closing] = direction
        elif against in inside:
            before = (_side(kind) for kind in reversed(kinds[:opening]))
            around = next((side for side in before if side), direction)
            kinds[opening] = kinds[closing] = around


def _pairs(letters: list[str], kinds: list[str]) -> list[tuple[int, int]]:
    open_ones: list[int] = []
    found = []
    for place, letter in enumerate(letters):
        if kinds[place] != "ON":
            continue
        if letter in _BRACKETS:
            open_ones.append(place)
        matching = [each for each in open_ones if _BRACKETS[letters[each]] == letter]
        if matching:
            found.append((matching[-1], place))
            del open_ones[open_ones.index(matching[-1]) :]
    return sorted(found)


def _resolve_neutrals(kinds: list[str], direction: str) -> None:
    """Give neutrals the direction around them where it is one, else the sequence's (N1, N2)."""
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > place:
            before = _side(kinds[place - 1]) if place else direction
            after = _side(kinds[end]) if end < len(kinds) else direction
            kinds[place:end] = [before if before == after else direction] * (end - place)
        place = end + 1


def _side(kind: str) -> str:
    """Return the direction that neutrals see in a character: numbers count as right to left."""
    if kind in {"R", "AL"} | _NUMBERS:
        return "R"
    return "L" if kind == "L" else ""


def _raised(kind: str, level: int) -> int:
    if level % 2:
        return 0 if kind == "R" else 1
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
