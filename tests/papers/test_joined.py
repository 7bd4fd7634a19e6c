from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from pccdesk.domain.errors import Cancelled, Refused
from pccdesk.papers.award_letter import AwardLetter, draw_award_letter
from pccdesk.papers.decline_letter import DeclineLetter, draw_decline_letter
from pccdesk.papers.joined import KeptLetter, join

PageTexts = Callable[[bytes], list[str]]


@pytest.fixture
def kept(award: AwardLetter, decline: DeclineLetter) -> list[KeptLetter]:
    return [
        KeptLetter("CAF-2026-0031", draw_decline_letter(decline)),
        KeptLetter("CAF-2026-0012", draw_award_letter(award)),
    ]


def test_the_pages_keep_their_text_and_order(kept: list[KeptLetter], page_texts: PageTexts) -> None:
    expected = [text for letter in kept for text in page_texts(letter.content)]
    assert page_texts(join(kept)) == expected


def test_each_letter_has_a_bookmark_by_its_reference(kept: list[KeptLetter]) -> None:
    reader = PdfReader(BytesIO(join(kept)))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == [letter.reference for letter in kept]


def test_for_duplex_each_letter_begins_on_an_odd_page(
    kept: list[KeptLetter], page_texts: PageTexts
) -> None:
    pages = page_texts(join(kept, duplex=True))
    assert [bool(page.strip()) for page in pages] == [True, False, True, True]


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused_by_its_reference(content: bytes, kept: list[KeptLetter]) -> None:
    with pytest.raises(Refused, match="CAF-2026-0099"):
        join([*kept, KeptLetter("CAF-2026-0099", content)])


def test_a_letter_damaged_inside_is_refused_by_its_reference(kept: list[KeptLetter]) -> None:
    for damage in ((b"endstream", b"endstroom"), (b"/Kids", b"/Kid\x00"), (b"/Page", b"/Pagx")):
        damaged = KeptLetter("CAF-2026-0099", kept[0].content.replace(*damage))
        with pytest.raises(Refused, match="CAF-2026-0099"):
            join([*kept, damaged])


def test_no_letters_are_refused() -> None:
    with pytest.raises(Refused, match="at least one"):
        join([])


def test_joining_tells_how_far_it_is_and_can_be_cancelled(kept: list[KeptLetter]) -> None:
    seen: list[tuple[int, int]] = []
    join(kept, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]

    def stop(_done: int, _total: int) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        join(kept, progress=stop)
