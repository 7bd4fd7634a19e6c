"""A countersign is read as it was written, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pccdesk.domain.countersigns import (
    MOST_BYTES,
    Countersign,
    Head,
    countersign_text,
    parse_countersign,
    typed_head,
)
from pccdesk.domain.errors import Refused

HASH = "0123456789abcdef" * 4
MADE = Countersign(
    "Office of the Commissioner",
    "0011223344556677",
    Head(1_234_567, HASH),
    datetime(2026, 6, 1, 9, 30, 5, tzinfo=UTC),
    "Ann Auditor",
)
TEXT = countersign_text(MADE)


def test_a_countersign_reads_as_a_person_would_write_it() -> None:
    assert TEXT.splitlines() == [
        "PCCDesk countersign 1",
        "Office: Office of the Commissioner",
        "Records: 0011 2233 4455 6677",
        "Entry: 1,234,567",
        "Hash: " + " ".join(["0123", "4567", "89ab", "cdef"] * 4),
        f"Check: {MADE.head.check}",
        "Made: 2026-06-01 10:30:05 +01:00",
        "Made by: Ann Auditor",
    ]


@pytest.mark.parametrize(
    "written",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        (TEXT + "\n\n").encode(),
        TEXT.rstrip().encode(),
    ],
)
def test_what_an_editor_adds_changes_nothing(written: bytes) -> None:
    assert parse_countersign(written) == MADE


@given(
    st.text(max_size=400),
    st.text(max_size=400),
    st.integers(1, 10**17),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - a zone follows
)
def test_any_name_comes_back_as_one_line(
    office: str, person: str, sequence: int, at: datetime
) -> None:
    made = replace(
        MADE,
        office=office,
        made_by=person,
        head=Head(sequence, HASH),
        made_at=at.replace(microsecond=0, tzinfo=UTC),
    )
    read = parse_countersign(countersign_text(made).encode())
    assert (read.head, read.records, read.made_at) == (made.head, made.records, made.made_at)
    assert len(read.office.splitlines()) == 1
    assert countersign_text(read) == countersign_text(made)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "its first line"),
        (b"\xff\xfe\x00", "not plain text"),
        (b"%PDF-1.7", "its first line"),
        (b"x" * (MOST_BYTES + 1), "too long"),
        (TEXT.replace("countersign 1", "countersign 2").encode(), "its first line"),
        (TEXT.replace("Office:", "Officer:").encode(), "“Office” is missing"),
        ((TEXT + "More: 1").encode(), "8 lines"),
        ("\n".join(TEXT.splitlines()[:5]).encode(), "8 lines"),
        (TEXT.replace("Entry: 1,234,567", "Entry: 1,234,568").encode(), "mistyped"),
        (TEXT.replace("Entry: 1,234,567", "Entry: -1").encode(), "as it is printed"),
        (TEXT.replace("Entry: 1,234,567", "Entry: ١٢٣").encode(), "as it is printed"),
        (TEXT.replace("Entry: 1,234,567", "Entry: " + "9" * 900).encode(), "as it is printed"),
        (TEXT.replace("0123", "012g", 1).encode(), "there is “g” in it"),
        (TEXT.replace("0123", "01２3", 1).encode(), "there is “２” in it"),
        (TEXT.replace("0123 ", "", 1).encode(), "64 digits; there are 60"),
        (TEXT.replace("2026-06-01", "2026-13-01").encode(), "“Made”"),
        (TEXT.replace("+01:00", "").encode(), "“Made”"),
        (TEXT.replace("2026-06-01", "0001-01-01").replace("+01:00", "+23:59").encode(), "“Made”"),
        (TEXT.replace("Ann", "Ann\x1b[2J").encode(), "“Made by” cannot be read"),
        (TEXT.replace("Ann", "Ann\u202e").encode(), "“Made by” cannot be read"),
        (TEXT.replace("Ann", "A" * 301).encode(), "“Made by” cannot be read"),
    ],
)
def test_what_is_no_countersign_is_refused_in_a_sentence(written: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_countersign(written)
    assert said in refused.value.sentence


@given(st.binary(max_size=600))
def test_any_bytes_are_refused_or_read(content: bytes) -> None:
    with pytest.raises(Refused):
        parse_countersign(content)


def test_spaces_and_capitals_do_not_matter_when_typed() -> None:
    typed = typed_head(
        " 1234567 ", HASH.upper().replace("89AB", " 89 AB\n"), MADE.head.check.upper()
    )
    assert typed == MADE.head


@given(st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_a_mistyped_digit_is_told_from_a_broken_promise(place: int, digit: str) -> None:
    typed = HASH[:place] + digit + HASH[place + 1 :]
    if typed == HASH or Head(MADE.head.sequence, typed).check == MADE.head.check:
        return
    with pytest.raises(Refused) as refused:
        typed_head("1,234,567", typed, MADE.head.check)
    assert [each.field for each in refused.value.problems] == ["check"]
