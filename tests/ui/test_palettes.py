from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from pccdesk.ui.palettes import PALETTES, Mode, Tone, contrast
from pccdesk.ui.stylesheet import TypeScale, stylesheet

READABLE, VISIBLE = {Mode.LIGHT: 4.5, Mode.DARK: 4.5, Mode.CONTRAST: 7.0}, 3.0
MODES = sorted(PALETTES)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
def test_every_text_can_be_read_on_its_ground(mode: Mode) -> None:
    pairs = PALETTES[mode].text_pairs()
    poor = [what for what, ink, ground in pairs if contrast(ink, ground) < READABLE[mode]]
    assert poor == []


@pytest.mark.parametrize("mode", MODES)
def test_every_edge_and_focus_can_be_seen(mode: Mode) -> None:
    pairs = PALETTES[mode].edge_pairs()
    poor = [what for what, ink, ground in pairs if contrast(ink, ground) < VISIBLE]
    assert poor == []


@pytest.mark.parametrize("mode", MODES)
def test_a_tone_that_went_through_qt_as_a_word_is_still_known(mode: Mode) -> None:
    for tone in Tone:
        assert PALETTES[mode].tone(tone) is getattr(PALETTES[mode], tone.value)
        assert PALETTES[mode].tone(str(tone)) is PALETTES[mode].tone(tone)


FRAMED = re.compile(
    r"Q(LineEdit|PlainTextEdit|TextEdit|ComboBox|SpinBox|DateEdit|CheckBox|RadioButton|PushButton)"
    r"(?!.* QAbstractItemView)"
)
UNFRAMED = ('kind="chip"', 'kind="quiet"', 'kind="link"', "quiet=", "::", "double")
"""Known by their ground or their words; parts of others; a ring within what is filled."""


def rules(mode: Mode) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the sheet says, rule by rule, but for what is greyed out."""
    pictures = dict.fromkeys(("chevron", "left", "right", "tick", "menu_tick", "up", "down"), "")
    sheet = stylesheet(PALETTES[mode], TypeScale(), pictures)
    for selectors, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet):
        told = (each.partition(":") for each in body.split(";"))
        said = {name.strip(): value.strip() for name, _, value in told if name.strip()}
        for selector in selectors.split(","):
            if ":disabled" not in selector:
                yield selector.strip(), said


def colour_in(value: str) -> str:
    found = re.search(r"#[0-9a-f]{6}", value)
    return found[0] if found else ""


@pytest.mark.parametrize("mode", MODES)
def test_every_words_of_the_sheet_can_be_read_on_the_ground_of_their_rule(mode: Mode) -> None:
    pairs = [
        (selector, colour_in(said["color"]), colour_in(said["background"]))
        for selector, said in rules(mode)
        if "color" in said and "background" in said
    ]
    told = [pair for pair in pairs if pair[1] and pair[2]]
    assert len(told) > 10
    assert [pair for pair in told if contrast(*pair[1:]) < READABLE[mode]] == []


@pytest.mark.parametrize("mode", MODES)
def test_every_frame_of_a_control_can_be_seen_from_within_and_without(mode: Mode) -> None:
    poor, seen = [], 0
    around = (PALETTES[mode].window, PALETTES[mode].surface)
    for selector, said in rules(mode):
        edge = colour_in(" ".join(said.get(each, "") for each in ("border", "border-color")))
        whole = f"{selector} {said.get('border', '')}"
        if not edge or not FRAMED.match(selector) or any(part in whole for part in UNFRAMED):
            continue
        within = colour_in(said.get("background", "")) or around[0]
        seen += 1
        grounds = around if within == edge else (within, *around)  # one that is filled whole
        poor += [(selector, each) for each in grounds if contrast(edge, each) < VISIBLE]
    assert seen > 10
    assert poor == []
