"""Folding, queries, ranking and marking: what counts as the same word, and which hit is best."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.marking import Piece, lacking, marked, snippet
from pccdesk.domain.searching import (
    LONGEST_TOKEN,
    Candidate,
    Query,
    Word,
    fold,
    forgiving,
    holds,
    packed,
    parse,
    ranked,
    tokens,
    words_kept,
)

HOSTILE = (
    '"', "'", '"" OR 1=1 --', "NEAR(preston boxing)", "preston*", "%", "_%_", "a AND", "OR", "NOT",
    "{head}: x", "^preston", "head:preston", "(((((", "\x00", "pre\x00ston", "🎉", "👩‍👩‍👧 family",
    "שלום עולם", "مرحبا", "\u202eevil", "\ud800", "x" * 10_000, "a " * 5_000, "\\", "':*", "!!&|",
    "💥" * 300, "ﷺ", "ß", "İstanbul", "a\u0301" * 500, "-", "--", "—", "/*", ";DROP TABLE fund",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Café", "cafe"),
        ("CAFE\u0301", "cafe"),
        ("St Anne’s", "st annes"),
        ("Ty\u0302 Croeso", "ty croeso"),
        ("ﬁnance", "finance"),
        ("Straße", "strasse"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_case_accents_and_apostrophes_make_no_difference(typed: str, same: str) -> None:
    assert fold(typed) == same


def test_a_reference_is_kept_whole_and_in_its_parts() -> None:
    assert tokens("CAF-2026-0012") == ["caf20260012", "caf", "2026", "0012"]
    assert tokens("DEL 2026/04") == ["del", "202604", "2026", "04"]


def test_words_with_any_dash_are_found_joined_and_parted() -> None:
    for dash in "-‐‑–—/":
        assert set(tokens(f"well{dash}being")) == {"well", "being", "wellbeing"}


def test_a_postcode_is_found_with_its_space_and_without() -> None:
    assert set(tokens("PR1 8XJ")) == {"pr1", "8xj", "pr18xj"}
    assert packed("pr1 8xj") == packed("PR18XJ")


def test_each_token_is_kept_once_names_before_numbers() -> None:
    assert words_kept(["Preston Boxing", "boxing club"], ["PR1 8XJ"]) == (
        "preston boxing club pr18xj pr1 8xj"
    )
    assert words_kept(["Boxing club"], known="boxing") == "club"


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_only_words(typed: str) -> None:
    query = parse(typed)
    assert len(query.words) <= 8
    for word in query.words:
        for beginning in word.beginnings():
            assert beginning.isalnum()
            assert len(beginning) <= LONGEST_TOKEN


@given(st.text(max_size=300))
def test_tokens_are_letters_and_digits_whatever_the_text(text: str) -> None:
    for token in words_kept([text]).split(" "):
        assert token == "" or (token.isalnum() and len(token) <= LONGEST_TOKEN)


@given(st.text(max_size=60))
def test_a_text_is_found_by_each_of_its_own_words(text: str) -> None:
    kept = words_kept([text])
    for word in text.split()[:8]:
        query = parse(word)
        assert not query.words or holds(query, kept)


@given(st.text(max_size=200), st.text(max_size=40))
def test_pieces_are_the_text_itself(text: str, typed: str) -> None:
    pieces = marked(parse(typed), text)
    assert "".join(piece.text for piece in pieces) == text


def test_a_dashed_word_is_looked_for_in_both_ways_and_a_reference_as_one() -> None:
    assert parse("well-being").words == (Word((("well", "being"), ("wellbeing",))),)
    assert parse("CAF-2026-00").words == (Word((("caf202600",),)),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("prestno", "preston"), ("comunity", "community"), ("fottball", "football"),
     ("boxxing", "boxing"), ("caf20260021", "caf20260012")],
)  # fmt: skip
def test_one_slip_is_forgiven(typed: str, meant: str) -> None:
    near = forgiving(parse(typed))
    assert near is not None
    assert holds(near, meant)


def test_short_words_and_two_slips_are_not_forgiven() -> None:
    assert forgiving(parse("cat")) is None
    near = forgiving(parse("prstno"))
    assert near is not None
    assert not holds(near, "preston")


def test_names_come_before_texts_and_whole_words_before_beginnings() -> None:
    named = Candidate(2, 5, "preston boxing")
    begun = Candidate(2, 9, "prestonian society")
    within = Candidate(1, 99, "youth club")
    newer = Candidate(2, 7, "preston boxing")
    found = ranked(parse("preston"), [within, begun, named, newer])
    assert found == [newer, named, begun, within]


def test_matched_words_are_marked_as_they_are_written() -> None:
    assert marked(parse("cafe"), "The Café-Bar of cafés") == (
        Piece("The "),
        Piece("Café-Bar", matched=True),
        Piece(" of "),
        Piece("cafés", matched=True),
    )
    assert Piece("PR1 8XJ", matched=True) in marked(parse("pr18xj"), "Road, PR1 8XJ, Preston")


def test_a_snippet_stands_where_most_of_the_words_are() -> None:
    text = f"A survey. {'Nothing here. ' * 20} The survey of residents was short. {'End. ' * 80}"
    shown = "".join(piece.text for piece in snippet(parse("survey residents"), text))
    assert "survey of residents" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 130


def test_a_text_without_the_words_has_no_snippet() -> None:
    assert snippet(parse("zebra"), "A lion and a tiger.") == ()
    assert snippet(Query(()), "A lion") == ()


def test_only_what_a_title_does_not_show_is_looked_for_further() -> None:
    assert lacking(parse("preston survey"), "Preston Boxing") == parse("survey")


@given(st.lists(st.text("ab12-/ _'’–é£\nPR0LD", max_size=24), max_size=5))
def test_texts_kept_together_give_each_texts_tokens_once_in_their_order(texts: list[str]) -> None:
    each = dict.fromkeys(token for text in texts for token in tokens(text))
    assert words_kept(texts) == " ".join(each)
