"""Every colour of the window by role, for the light, dark and high-contrast themes."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """Which palette an officer works in; `SYSTEM` follows the desktop's own setting."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Tone(StrEnum):
    """What a status or message means; a tone is never shown without its word."""

    NEUTRAL = "neutral"
    INFORMATION = "information"
    PROGRESS = "progress"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


class ToneColours(NamedTuple):
    """A tone's soft background, the text on it, and the stronger edge or dot beside it."""

    background: str
    text: str
    edge: str


class Colours(NamedTuple):
    """One theme: each role's colour as `#rrggbb`."""

    window: str
    surface: str
    sidebar: str
    hover: str
    border: str
    control_border: str
    text: str
    muted: str
    disabled: str
    link: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    selection: str
    on_selection: str
    danger: str
    danger_hover: str
    on_danger: str
    tooltip: str
    on_tooltip: str
    neutral: ToneColours
    information: ToneColours
    progress: ToneColours
    success: ToneColours
    warning: ToneColours
    error: ToneColours

    def tone(self, tone: Tone | str) -> ToneColours:
        """Return the colours of a status or message."""
        colours: ToneColours = getattr(self, str(tone))  # Qt hands a plain word back
        return colours

    def text_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield each pair that text is drawn in, as (what, foreground, background)."""
        for ground in ("window", "surface", "sidebar", "hover"):
            for ink in ("text", "muted", "link"):
                yield f"{ink} on {ground}", getattr(self, ink), getattr(self, ground)
        for ink in ("muted", "link"):
            yield f"{ink} on selection", getattr(self, ink), self.selection
        yield "link on accent_soft", self.link, self.accent_soft
        for ground in ("window", "surface"):
            yield f"a chosen tab on {ground}", self.accent, getattr(self, ground)
            yield f"a problem on {ground}", self.error.text, getattr(self, ground)
            yield f"a warning on {ground}", self.warning.text, getattr(self, ground)
        for ground in ("accent", "accent_soft", "selection", "danger", "tooltip"):
            yield f"on_{ground}", getattr(self, f"on_{ground}"), getattr(self, ground)
        yield "on_accent on accent_hover", self.on_accent, self.accent_hover
        yield "on_danger on danger_hover", self.on_danger, self.danger_hover
        for tone in Tone:
            pair = self.tone(tone)
            yield f"{tone} badge or message", pair.text, pair.background
            yield f"{tone} text on surface", pair.text, self.surface

    def edge_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield each edge that shows where a control is, which needs 3:1 and no more."""
        # On the window's ground: a field's outside, and the inside of one that is only read.
        for ground in ("surface", "window", "hover", "selection", "accent_soft"):
            yield f"a control's edge on {ground}", self.control_border, getattr(self, ground)
        for ground in ("hover", "selection", "accent_soft", "border"):
            yield f"focus, or how far a job is, on {ground}", self.accent, getattr(self, ground)
        yield "focus on surface", self.accent, self.surface
        yield "focus on window", self.accent, self.window
        yield "focus on sidebar", self.accent, self.sidebar
        yield "focus within a primary button", self.on_accent, self.accent
        yield "focus within a red button", self.on_danger, self.danger
        yield "a scroll bar's handle", self.control_border, self.window
        yield "a bar's part that is committed", self.accent, self.hover
        yield "a bar's part that is over", self.error.edge, self.hover
        yield "a bar's edge", self.control_border, self.surface
        yield "a field with a problem", self.error.edge, self.surface
        yield "a field with a problem, from outside", self.error.edge, self.window
        for ground in ("window", "surface"):  # WCAG asks for none; it must be seen all the same
            yield f"greyed-out words on {ground}", self.disabled, getattr(self, ground)
        for tone in Tone:
            colours = self.tone(tone)
            yield f"{tone} dot in its badge", colours.edge, colours.background
            for ground in ("surface", "window"):
                yield f"{tone} dot on {ground}", colours.edge, getattr(self, ground)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def flat(colours: Colours) -> dict[str, str]:
    """Return each role and its colour, tones as `error_text`, for the stylesheet."""
    found: dict[str, str] = {}
    for role, value in colours._asdict().items():
        if isinstance(value, ToneColours):
            found |= {f"{role}_{part}": colour for part, colour in value._asdict().items()}
        else:
            found[role] = value
    return found


LIGHT = Colours(
    window="#f6f8f8",
    surface="#ffffff",
    sidebar="#eaeff0",
    hover="#eef3f4",
    border="#d9e0e2",
    control_border="#738187",
    text="#182327",
    muted="#536269",
    disabled="#828d91",
    link="#0b5a6b",
    accent="#0f6073",
    accent_hover="#0a4857",
    on_accent="#ffffff",
    accent_soft="#d8e9ec",
    on_accent_soft="#0a4451",
    selection="#dcecef",
    on_selection="#10282f",
    danger="#a3241f",
    danger_hover="#841a16",
    on_danger="#ffffff",
    tooltip="#1f2d32",
    on_tooltip="#f3f7f8",
    neutral=ToneColours("#e8ecee", "#45535a", "#78868d"),
    information=ToneColours("#e1ebf7", "#1d4f86", "#3b78b8"),
    progress=ToneColours("#e8e5f6", "#4b3d94", "#7464c2"),
    success=ToneColours("#dff1e5", "#17613a", "#2f8f5b"),
    warning=ToneColours("#fbeecd", "#744900", "#b87a08"),
    error=ToneColours("#fae3e1", "#97211c", "#c8453e"),
)

DARK = Colours(
    window="#14191c",
    surface="#1c2327",
    sidebar="#101417",
    hover="#232c31",
    border="#303a40",
    control_border="#77878e",
    text="#e4eaec",
    muted="#a5b3b9",
    disabled="#647178",
    link="#72c6d6",
    accent="#59b6c8",
    accent_hover="#7ccbd9",
    on_accent="#06222a",
    accent_soft="#1d3d46",
    on_accent_soft="#bfe6ee",
    selection="#1f3a42",
    on_selection="#eaf5f7",
    danger="#f08a83",
    danger_hover="#f6aaa5",
    on_danger="#3a0805",
    tooltip="#e4eaec",
    on_tooltip="#182327",
    neutral=ToneColours("#2c363b", "#c2cdd2", "#8a9aa1"),
    information=ToneColours("#1b3350", "#a9cdf5", "#6ba3e0"),
    progress=ToneColours("#2f2a52", "#c8c0f5", "#9a8ce4"),
    success=ToneColours("#183b29", "#9fdcb8", "#58b584"),
    warning=ToneColours("#43330f", "#f3cf7f", "#d9a53a"),
    error=ToneColours("#4a211f", "#f7b5b0", "#e5756d"),
)

_PLAIN = ToneColours("#000000", "#ffffff", "#ffffff")
CONTRAST = Colours(
    window="#000000",
    surface="#000000",
    sidebar="#000000",
    hover="#1f1f1f",
    border="#808080",
    control_border="#ffffff",
    text="#ffffff",
    muted="#f0f0f0",
    disabled="#a8a8a8",
    link="#8ce8ff",
    accent="#ffe14d",
    accent_hover="#fff0a0",
    on_accent="#000000",
    accent_soft="#3a3300",
    on_accent_soft="#ffe14d",
    selection="#00405c",
    on_selection="#ffffff",
    danger="#ff9d94",
    danger_hover="#ffc4be",
    on_danger="#000000",
    tooltip="#ffffff",
    on_tooltip="#000000",
    neutral=_PLAIN,
    information=ToneColours("#000000", "#8ce8ff", "#8ce8ff"),
    progress=ToneColours("#000000", "#d9ccff", "#d9ccff"),
    success=ToneColours("#000000", "#8dffb0", "#8dffb0"),
    warning=ToneColours("#000000", "#ffe14d", "#ffe14d"),
    error=ToneColours("#000000", "#ffb3ac", "#ffb3ac"),
)

PALETTES = {Mode.LIGHT: LIGHT, Mode.DARK: DARK, Mode.CONTRAST: CONTRAST}
