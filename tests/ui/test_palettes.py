import pytest

from pccdesk.ui.palettes import PALETTES, Mode, Tone, contrast

READABLE, VISIBLE = 4.5, 3.0
MODES = sorted(PALETTES)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
def test_every_text_can_be_read_on_its_ground(mode: Mode) -> None:
    pairs = PALETTES[mode].text_pairs()
    poor = [what for what, ink, ground in pairs if contrast(ink, ground) < READABLE]
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
