"""Reads the shipped emblem, a small SVG of filled paths, as PDF drawing operators."""

import re
from functools import cache
from xml.etree import ElementTree as ET

from pccdesk.domain.errors import EnvironmentFailed
from pccdesk.resources import read_text

_PATH = "{http://www.w3.org/2000/svg}path"
_STEP = re.compile(r"([MLCZ])|(-?\d+(?:\.\d+)?)")
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_COLOUR = re.compile(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")


@cache
def emblem_operators() -> str:
    """Return the emblem in its own 100 by 100 units, y downwards.

    Raises:
        EnvironmentFailed: The shipped file uses more of SVG than filled M, L, C and Z paths.
    """
    tree = ET.fromstring(read_text("branding", "emblem.svg"))  # noqa: S314 - our own file
    return " ".join(_path(path.get("fill", ""), path.get("d", "")) for path in tree.iter(_PATH))


def _path(fill: str, steps: str) -> str:
    colour = _COLOUR.fullmatch(fill)
    if not colour or _STEP.sub("", steps).strip(" ,\n"):
        raise EnvironmentFailed("The emblem cannot be read. Install PCCDesk again.")
    parts = [f"{int(part, 16) / 255:.3f}" for part in colour.groups()] + ["rg"]
    operator = ""
    for letter, number in _STEP.findall(steps):
        if letter:
            parts.append(operator)
            operator = _OPERATORS[letter]
        else:
            parts.append(number)
    return " ".join([*filter(None, parts), operator, "f"])
