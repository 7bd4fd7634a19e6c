import pytest

from pccdesk.domain.errors import Refused
from pccdesk.domain.letters import Run, fill, fill_runs, parse_wording


def test_each_placeholder_is_replaced_by_its_value() -> None:
    assert fill("{a} and {b_2}, {a}", {"a": "one", "b_2": "two"}) == "one and two, one"


def test_a_value_is_never_read_as_a_template() -> None:
    assert fill("Dear {name}", {"name": "{secret} {0.__class__}"}) == "Dear {secret} {0.__class__}"


@pytest.mark.parametrize("template", ["{", "}", "{a.b}", "{a!r}", "{a:>9}", "{0}", "{}", "{{a}}"])
def test_a_brace_that_is_no_placeholder_is_refused(template: str) -> None:
    with pytest.raises(Refused, match="brace"):
        fill(template, {"a": "x"})


def test_an_unknown_placeholder_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match=r"\{colour\}.*It knows: a, b"):
        fill("{colour}", {"b": "", "a": ""})


def test_stars_turn_bold_in_the_template_only() -> None:
    runs = fill_runs("An award of **{amount}** to {name}", {"amount": "£5", "name": "**x**"})
    assert runs == (Run("An award of "), Run("£5", strong=True), Run(" to **x**"))


def test_bold_that_is_not_closed_is_refused() -> None:
    with pytest.raises(Refused, match="not closed"):
        fill_runs("An **award", {})


def test_a_wording_is_read_from_toml() -> None:
    wording = parse_wording('code = "note"\nversion = 3\n[parts]\na = "x {n}"\nb = ["y", "z"]')
    assert (wording.code, wording.version) == ("note", "3")
    assert wording.text("a", {"n": "1"}) == "x 1"
    assert wording.paragraphs("b", {}) == ((Run("y"),), (Run("z"),))


@pytest.mark.parametrize(
    "toml",
    [
        "code =",
        'code = "x"',
        'version = 1\n[parts]\na = "x"',
        'code = "x"\n[parts]\na = "x"',
        'code = "x"\nversion = true\n[parts]',
        'code = "x"\nversion = 1\n[parts]\na = 1',
        'code = "x"\nversion = 1\n[parts]\na = ["x", 1]',
    ],
)
def test_a_broken_wording_is_refused_in_words(toml: str) -> None:
    with pytest.raises(Refused, match="wording"):
        parse_wording(toml)


def test_a_missing_part_is_refused() -> None:
    wording = parse_wording('code = "note"\nversion = 1\n[parts]\na = "x"')
    with pytest.raises(Refused, match="no part “b”"):
        wording.text("b", {})
    with pytest.raises(Refused, match="no part “b”"):
        wording.check({"a", "b"}, set())
