import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from pccdesk.domain.errors import Cancelled, Refused
from pccdesk.papers.award_letter import AwardLetter, draw_award_letter
from pccdesk.papers.copies import mark_copy
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


def catalogue(content: bytes) -> Any:
    """Return what stands at the top of a PDF."""
    return PdfReader(BytesIO(content)).trailer["/Root"]


def spoken(element: Any) -> list[str]:
    """Return the tags of an element and all within it, in the order in which they are read."""
    kids = [kid.get_object() for kid in element.get("/K", [])]
    within = [tag for kid in kids if "/S" in kid for tag in spoken(kid)]
    return [str(element["/S"]), *within]


def test_a_reader_aloud_is_led_through_every_letter_as_it_was_kept(
    kept: list[KeptLetter],
) -> None:
    # One copy is marked, and so written by another hand.
    copies = [kept[0], KeptLetter("CAF-2026-0012", mark_copy(kept[1].content, "Reprint"))]
    reader = PdfReader(BytesIO(join(copies, duplex=True)), strict=True)
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    expected = [
        tag for each in kept for tag in spoken(catalogue(each.content)["/StructTreeRoot"]["/K"])[1:]
    ]
    assert spoken(root["/StructTreeRoot"]["/K"])[1:] == expected
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    by_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    tagged = [page for page in reader.pages if "/StructParents" in page]
    assert len(tagged) == len(by_page) == 3
    for page in tagged:
        for place, element in enumerate(by_page[page["/StructParents"]].get_object()):
            pieces = [kid.get_object() for kid in element.get_object()["/K"]]
            assert (page.indirect_reference, place) in {
                (piece.raw_get("/Pg"), piece["/MCID"]) for piece in pieces if "/MCID" in piece
            }


def test_a_font_that_letters_share_stands_in_the_file_once(kept: list[KeptLetter]) -> None:
    once, twice = len(join(kept[:1])), len(join([kept[0], kept[0]]))
    assert twice < once * 1.5


def test_letters_are_read_one_by_one_and_let_go(award: AwardLetter) -> None:
    content = draw_award_letter(award)
    count = 200

    class Lent(list[int]):
        def __iter__(self) -> Iterator[KeptLetter]:  # type: ignore[override]
            return (
                KeptLetter(f"CAF-2026-{each:04}", bytes(bytearray(content)))
                for each in range(count)
            )

    tracemalloc.start()
    size = len(join(Lent(range(count))))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # The file, its copy that is returned, and a little for each letter; not the letters.
    assert peak < 3 * size + 500_000
    assert size < count * len(content) / 2


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
