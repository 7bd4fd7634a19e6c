from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.direction_marks import isolated
from pccdesk.domain.letters import Run
from pccdesk.papers.fonts import Face, printable
from pccdesk.papers.paragraphs import TextStyle, one_line, set_lines
from pccdesk.papers.scripts import shaped

STYLE = TextStyle(Face.REGULAR, 10, 13, (0, 0, 0))


def _text(runs: str | tuple[Run, ...], width: float) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in set_lines(runs, STYLE, width)]


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=200), st.integers(30, 400))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    lines = set_lines(text, STYLE, width)
    assert all(line.width <= width + 0.01 for line in lines)
    shown = "".join(piece.text for line in lines for piece in line.pieces)
    assert shown.replace(" ", "") == printable(text).replace(" ", "")


def test_a_long_address_breaks_after_a_stop() -> None:
    lines = _text("https://www.example.org/one/two/three/four/five/six/seven", 150)
    assert len(lines) > 1
    assert lines[0].endswith(("/", "."))
    assert "".join(lines).strip() == "https://www.example.org/one/two/three/four/five/six/seven"


def test_a_date_is_not_broken() -> None:
    for width in range(110, 200):
        assert "28 May 2026" in " | ".join(_text("It was decided on 28 May 2026 by us", width))


def test_a_bold_name_of_both_directions_keeps_its_own_order_over_lines() -> None:
    runs = (Run("that "), Run(isolated("גן Preston ילדים"), strong=True), Run(" has £5."))
    assert [line.strip() for line in _text(runs, 400)] == ["that םידלי Preston ןג has £5."]
    lines = [line.strip() for line in _text(runs, 60)]
    assert lines == ["that ןג", "םידלי Preston", "has £5."]
    (line,) = _text(isolated("جمعية (2019)"), 400)
    assert line.strip() == f"(2019) {shaped('جمعية')[::-1]}"


def test_a_full_stop_stays_with_the_bold_word_before_it() -> None:
    for width in range(60, 140):
        lines = _text((Run("one two "), Run("three", strong=True), Run(". four five six")), width)
        assert not any(line.startswith(".") for line in lines)


def test_a_lonely_last_word_gets_company() -> None:
    text = "this line is filled with words to its very end and then ends"
    broken = [lines for width in range(150, 290) if len(lines := _text(text, width)) == 2]
    assert broken
    assert all(len(lines[-1].split()) >= 2 for lines in broken)


def test_one_line_is_cut_with_an_ellipsis() -> None:
    line = one_line("a name that is far too long for its place", STYLE, 80)
    assert line.width <= 80
    assert line.pieces[0].text.strip().endswith("…")
