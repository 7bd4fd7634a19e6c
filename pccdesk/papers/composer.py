"""Composes a letter's text into strips: headings, paragraphs, lists, tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pccdesk.domain.letters import Run
from pccdesk.papers.paging import Strip
from pccdesk.papers.paragraphs import Line, TextStyle, set_lines
from pccdesk.papers.pen import MILLIMETRE, Pen
from pccdesk.papers.structure import Element
from pccdesk.papers.styles import HAIRLINE, LEFT, QUIET, RIGHT, WIDTH, Styles

Text = str | Sequence[Run]
_ASCENT = 0.76  # from a line's top to its baseline, as a part of the leading
_LABEL_WIDTH = 40 * MILLIMETRE
_ROW_AIR = 3.4
_COLUMNS = (26 * MILLIMETRE, WIDTH - 62 * MILLIMETRE, 32 * MILLIMETRE)
_SHORT = 3  # lines; a shorter paragraph is not broken over pages
_TABLE_KEPT = 16  # lines; a shorter table is not broken over pages


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value in a table of facts; a `figure` is set larger, above its `note`."""

    label: str
    value: Text
    figure: bool = False
    note: str = ""


class Composer:
    """Collects a letter's strips, top to bottom, and their place in its structure."""

    def __init__(self, styles: Styles, parent: Element) -> None:
        self.styles = styles
        self.parent = parent
        self.strips: list[Strip] = []

    def title(self, text: Text) -> None:
        """Add the letter's subject."""
        self._heading(text, self.styles.title, "H1", self.styles.gap)

    def heading(self, text: Text) -> None:
        """Add a heading that stays with what follows it."""
        self._heading(text, self.styles.heading, "H2", self.styles.heading_gap)

    def paragraph(self, text: Text, *, kept: bool = False, space: float | None = None) -> None:
        """Add a paragraph; a `kept` one is not broken and stays with what follows it."""
        style = self.styles.body
        element = self.parent.add("P")
        lines = set_lines(text, style, WIDTH)
        strips = [_text_strip(line, style, LEFT, element) for line in lines]
        above = self.styles.gap if space is None else space
        self._add(strips, above, kept=kept)

    def paragraphs(self, texts: Sequence[Sequence[Run]], *, kept: bool = False) -> None:
        """Add paragraphs; the last of `kept` ones stays with what follows it."""
        for text in texts:
            self.paragraph(text, kept=kept)

    def numbered(self, items: Sequence[Text], *, small: bool = False) -> None:
        """Add a numbered list; an item's lines stand clear of its number."""
        labels = [f"{number}." for number in range(1, len(items) + 1)]
        self._list(labels, items, self.styles.small if small else self.styles.body)

    def bullets(self, items: Sequence[Text]) -> None:
        """Add a list whose order does not matter."""
        self._list(["•"] * len(items), items, self.styles.body)

    def facts(self, rows: Sequence[Row]) -> None:
        """Add a table of labels and values between hairlines."""
        table = self.parent.add("Table")
        strips: list[Strip] = []
        for number, row in enumerate(rows):
            strips += self._fact(row, table, last=number == len(rows) - 1)
        self._add_table(strips)

    def schedule(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table of three columns: a number, text, and figures that align on the right."""
        table = self.parent.add("Table")
        strips = [self._cells(headings, table, "TH")]
        strips += [self._cells(row, table, "TD") for row in rows]
        self._add_table(strips)

    def block(self, strips: Sequence[Strip]) -> None:
        """Add strips made elsewhere, such as the signature, as they are."""
        self.strips += strips

    def keep_with_next(self) -> None:
        """Keep the last strip on the page of the next one."""
        if self.strips:
            self.strips[-1] = replace(self.strips[-1], glued=True)

    def _heading(self, text: Text, style: TextStyle, tag: str, space: float) -> None:
        element = self.parent.add(tag)
        lines = set_lines(text, style, WIDTH)
        self._add([_text_strip(line, style, LEFT, element) for line in lines], space, kept=True)

    def _list(self, labels: Sequence[str], items: Sequence[Text], style: TextStyle) -> None:
        indent = style.size * 1.75
        listing = self.parent.add("L")
        for number, (label, item) in enumerate(zip(labels, items, strict=True)):
            entry = listing.add("LI")
            mark, body = entry.add("Lbl"), entry.add("LBody")
            quiet = replace(style, colour=QUIET)
            lines = set_lines(item, style, WIDTH - indent)
            strips = [_text_strip(line, style, LEFT + indent, body) for line in lines]
            strips[0] = _labelled(strips[0], set_lines(label, quiet, indent * 2)[0], quiet, mark)
            space = self.styles.gap if number == 0 else self.styles.gap * 0.42
            self._add(strips, space)

    def _fact(self, row: Row, table: Element, *, last: bool) -> list[Strip]:
        element = table.add("TR")
        heading, cell = element.add("TH", scope="Row"), element.add("TD")
        style = self.styles.figure if row.figure else self.styles.body
        lines = set_lines(row.value, style, WIDTH - _LABEL_WIDTH)
        strips = [_text_strip(line, style, LEFT + _LABEL_WIDTH, cell) for line in lines]
        if row.note:
            noted = set_lines(row.note, self.styles.body, WIDTH - _LABEL_WIDTH)
            strips += [
                _text_strip(line, self.styles.body, LEFT + _LABEL_WIDTH, cell) for line in noted
            ]
        label = self.styles.label
        strips[0] = _labelled(strips[0], set_lines(row.label, label, WIDTH)[0], label, heading)
        return _ruled(strips, closed=last)

    def _cells(self, texts: Sequence[str], table: Element, tag: str) -> Strip:
        style = self.styles.label if tag == "TH" else self.styles.body
        row = table.add("TR")
        scope = "Column" if tag == "TH" else ""
        cells = [row.add(tag, scope=scope) for _text in texts]
        columns = [
            set_lines(text, style, width) for text, width in zip(texts, _COLUMNS, strict=True)
        ]
        height = max(len(lines) for lines in columns) * style.leading + 2 * _ROW_AIR

        def draw(pen: Pen, top: float) -> None:
            left = LEFT
            for cell, lines, width in zip(cells, columns, _COLUMNS, strict=True):
                pen.mark(cell)
                write = pen.text_right if cell is cells[-1] else pen.text
                x = RIGHT if cell is cells[-1] else left
                for place, line in enumerate(lines):
                    baseline = top + _ROW_AIR + (place + _ASCENT) * style.leading
                    write(line, style, x, baseline)
                left += width
            pen.rule((LEFT, top + height), (RIGHT, top + height), HAIRLINE)

        return Strip(height, draw)

    def _add(self, strips: list[Strip], space: float, *, kept: bool = False) -> None:
        """Glue what must not be parted: two lines at least on either page."""
        count = len(strips)
        for place, strip in enumerate(strips):
            whole = kept or count <= _SHORT
            ends = place in {0, count - 2}
            glued = kept if place == count - 1 else (whole or ends)
            self.strips.append(replace(strip, glued=glued, space=0.0 if place else space))

    def _add_table(self, strips: list[Strip]) -> None:
        whole = len(strips) <= _TABLE_KEPT
        for place, strip in enumerate(strips):
            glued = whole and place < len(strips) - 1
            space = self.styles.gap * 1.5 if place == 0 else 0.0
            self.strips.append(replace(strip, glued=glued, space=space))
        last = self.strips[-1]
        self.strips[-1] = replace(last, height=last.height + self.styles.gap / 2)


def _text_strip(line: Line, style: TextStyle, x: float, element: Element) -> Strip:
    def draw(pen: Pen, top: float) -> None:
        pen.mark(element)
        pen.text(line, style, x, top + style.leading * _ASCENT)

    return Strip(style.leading, draw)


def _labelled(strip: Strip, label: Line, style: TextStyle, element: Element) -> Strip:
    def draw(pen: Pen, top: float) -> None:
        pen.mark(element)
        # the label stands on the baseline of the line that it labels
        pen.text(label, style, LEFT, top + strip.height * _ASCENT)
        strip.draw(pen, top)

    return replace(strip, draw=draw)


def _ruled(strips: list[Strip], *, closed: bool) -> list[Strip]:
    """Give a table row's lines air and a hairline above, and below the last row."""
    last = len(strips) - 1
    return [
        _ruled_line(strip, above=place == 0, below=place == last, closed=closed and place == last)
        for place, strip in enumerate(strips)
    ]


def _ruled_line(strip: Strip, *, above: bool, below: bool, closed: bool) -> Strip:
    air = _ROW_AIR if above else 0.0
    height = strip.height + air + (_ROW_AIR if below else 0.0)

    def draw(pen: Pen, top: float) -> None:
        if above:
            pen.rule((LEFT, top), (RIGHT, top), HAIRLINE)
        strip.draw(pen, top + air)
        if closed:
            pen.rule((LEFT, top + height), (RIGHT, top + height), HAIRLINE)

    return replace(strip, height=height, draw=draw)
