"""Puts strips of a letter on pages: what belongs together stays together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pccdesk.papers.pen import Pen


@dataclass(frozen=True, slots=True)
class Strip:
    """A slice of a page, as high as one line; heights are in points.

    `space` stands above it unless it begins a page; a `glued` strip stays on the page of the
    next; a `sunk` strip, the last one, goes to the foot of its page.
    """

    height: float
    draw: Callable[[Pen, float], None]
    space: float = 0.0
    glued: bool = False
    sunk: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip and the distance of its top from the page's top, in points."""

    strip: Strip
    top: float


def place(
    strips: Iterable[Strip], first_top: float, next_top: float, foot: float
) -> list[list[Placed]]:
    """Return the pages: strips with their tops between a page's first top and its foot.

    A run of glued strips moves to the next page whole; one longer than a page breaks anywhere.
    """
    pages: list[list[Placed]] = [[]]
    y = first_top
    for run in _runs(strips):
        needed = sum(strip.space + strip.height for strip in run)
        if pages[-1] and y + needed > foot and needed - run[0].space <= foot - next_top:
            pages.append([])
            y = next_top
        for strip in run:
            space = strip.space if pages[-1] else 0.0
            if pages[-1] and y + space + strip.height > foot:
                pages.append([])
                y, space = next_top, 0.0
            top = foot - strip.height if strip.sunk else y + space
            pages[-1].append(Placed(strip, top))
            y = top + strip.height
    return pages


def _runs(strips: Iterable[Strip]) -> Iterable[Sequence[Strip]]:
    run: list[Strip] = []
    for strip in strips:
        run.append(strip)
        if not strip.glued:
            yield run
            run = []
    if run:
        yield run
