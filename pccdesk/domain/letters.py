"""The wording of letters: parts with placeholders, filled strictly and as plain text."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pccdesk.domain.direction_marks import isolated
from pccdesk.domain.errors import Refused
from pccdesk.domain.toml_text import read_toml

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_STRONG = "**"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text within a paragraph, `strong` if the wording sets it in bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LetterWording:
    """One version of a letter's words: each part is a name and its paragraphs."""

    code: str
    version: str
    parts: Mapping[str, tuple[str, ...]]

    def text(self, part: str, values: Mapping[str, str]) -> str:
        """Return a part as one line of plain text; raises `Refused` as `fill` does."""
        return " ".join(fill(paragraph, values) for paragraph in self._part(part))

    def paragraphs(self, part: str, values: Mapping[str, str]) -> tuple[tuple[Run, ...], ...]:
        """Return a part's paragraphs with the values in place; raises `Refused` as `fill` does."""
        return tuple(fill_runs(paragraph, values) for paragraph in self._part(part))

    def check(self, parts: Collection[str], placeholders: Collection[str]) -> None:
        """Refuse, before anybody uses it, a wording that could not be drawn as a letter."""
        for part in parts:
            self._part(part)
        values = dict.fromkeys(placeholders, "")
        for paragraphs in self.parts.values():
            for paragraph in paragraphs:
                fill_runs(paragraph, values)

    def _part(self, part: str) -> tuple[str, ...]:
        if part not in self.parts:
            raise Refused(
                f"The wording “{self.code}”, version {self.version}, has no part “{part}”. "
                "Add it to the wording.",
            )
        return self.parts[part]


def parse_wording(toml: str) -> LetterWording:
    """Return the wording that a TOML text holds: `code`, `version` and a `[parts]` table.

    A part is one text or a list of texts, each a paragraph. Raises `Refused`.
    """
    try:
        data = read_toml(toml.encode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise Refused(f"The wording is not valid TOML: {error}.") from error
    return wording_from(data)


def wording_from(data: Mapping[str, Any]) -> LetterWording:
    """Return the wording that a mapping holds, as it stands in TOML or in the database."""
    code, version, parts = data.get("code"), data.get("version"), data.get("parts")
    if not isinstance(code, str) or not isinstance(parts, dict):
        raise Refused("A wording needs a code and a table of parts.")
    if not isinstance(version, int | str) or isinstance(version, bool):
        raise Refused(f"The wording “{code}” needs a version.")
    return LetterWording(code, str(version), {name: _texts(name, parts[name]) for name in parts})


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with each `{name}` replaced by its value, in one pass.

    A value is data: braces, markup or marks of emphasis in it stay as they are. Raises `Refused`
    for a placeholder that has no value and for a brace that is not part of a placeholder. One that
    runs from right to left is isolated, so that the sentence around it keeps its order.
    """
    if "{" in (rest := _PLACEHOLDER.sub("", template)) or "}" in rest:
        raise Refused(f"A brace in the wording “{template}” does not enclose a placeholder.")

    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            known = ", ".join(sorted(values)) or "none"
            raise Refused(
                f"The wording uses {{{found[1]}}}, which this letter does not know. "
                f"It knows: {known}.",
            )
        return isolated(values[found[1]])

    return _PLACEHOLDER.sub(value, template)


def fill_runs(template: str, values: Mapping[str, str]) -> tuple[Run, ...]:
    """Return the filled template as runs; `**` in the template (not in a value) turns bold."""
    pieces = template.split(_STRONG)
    if len(pieces) % 2 == 0:
        raise Refused(f"The bold in the wording “{template}” is opened and not closed.")
    filled = (Run(fill(text, values), bool(place % 2)) for place, text in enumerate(pieces))
    return tuple(run for run in filled if run.text)


def _texts(name: str, part: object) -> tuple[str, ...]:
    texts = [part] if isinstance(part, str) else part
    if not isinstance(texts, list):
        raise Refused(f"The wording's part “{name}” needs text or a list of texts.")
    kept = tuple(" ".join(text.split()) for text in texts if isinstance(text, str))
    if len(kept) != len(texts):
        raise Refused(f"The wording's part “{name}” needs text or a list of texts.")
    return kept
