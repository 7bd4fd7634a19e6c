"""TOML from outside: read in bounded time, or refused."""

import tomllib
from typing import Any

_MOST_DOTS = 300
_LONGEST = 1024 * 1024


def read_toml(content: bytes) -> dict[str, Any]:
    """Return what a TOML file holds; raises `ValueError`, saying why, for one that cannot be read.

    The library's time grows with the square of the parts of a dotted key, so that a file of half
    a megabyte would keep it for hours; a key cannot go beyond its line. What is nested deeper
    than the library follows is no TOML either.
    """
    if len(content) > _LONGEST:
        raise ValueError("it is too large")
    if any(line.count(b".") > _MOST_DOTS for line in content.split(b"\n")):
        raise ValueError("a line of it has hundreds of dots")
    try:
        return tomllib.loads(content.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested without end") from error
