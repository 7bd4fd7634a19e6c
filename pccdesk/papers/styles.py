"""The one look of all letters: measures, colours and type sizes, in points."""

from dataclasses import dataclass
from functools import cache

from pccdesk.papers.fonts import Face
from pccdesk.papers.paragraphs import TextStyle
from pccdesk.papers.pen import MILLIMETRE, PAGE_WIDTH

INK = (0.09, 0.10, 0.12)
QUIET = (0.33, 0.36, 0.40)
ACCENT = (0.114, 0.208, 0.341)
HAIRLINE = (0.76, 0.78, 0.81)

LEFT = 25 * MILLIMETRE
RIGHT = PAGE_WIDTH - 25 * MILLIMETRE
WIDTH = RIGHT - LEFT
FOOT = 276 * MILLIMETRE
NEXT_TOP = 31 * MILLIMETRE
FIRST_TOP = 99 * MILLIMETRE  # the first fold of a letter in a DL envelope


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a letter at one density."""

    title: TextStyle
    heading: TextStyle
    body: TextStyle
    figure: TextStyle
    small: TextStyle
    label: TextStyle
    gap: float  # between paragraphs

    @property
    def heading_gap(self) -> float:
        """The space above a heading."""
        return self.gap * 2.0


@cache
def styles(density: float) -> Styles:
    """Return the styles; 1.0 is the plain look, a little less fits more on a page."""
    plain = Styles(
        title=TextStyle(Face.STRONG, 15.5, 19.5, ACCENT),
        heading=TextStyle(Face.STRONG, 11.6, 15.0, ACCENT),
        body=TextStyle(Face.REGULAR, 10.3, 13.6, INK),
        figure=TextStyle(Face.STRONG, 12.4, 15.0, INK),
        small=TextStyle(Face.REGULAR, 9.0, 11.7, INK),
        label=TextStyle(Face.REGULAR, 9.4, 13.6, QUIET),
        gap=6.0,
    )
    if density == 1:
        return plain
    return Styles(
        plain.title,
        plain.heading.scaled(density),
        plain.body.scaled(density),
        plain.figure.scaled(density),
        plain.small.scaled(density),
        plain.label.scaled(density),
        plain.gap * density**3,
    )
