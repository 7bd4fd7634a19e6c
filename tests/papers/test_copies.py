from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from pccdesk.domain.errors import Refused
from pccdesk.papers.award_letter import AwardLetter, draw_award_letter
from pccdesk.papers.copies import mark_copy
from pccdesk.papers.joined import KeptLetter, join

PageTexts = Callable[[bytes], list[str]]


def test_every_page_of_the_copy_carries_the_mark(award: AwardLetter, page_texts: PageTexts) -> None:
    kept = draw_award_letter(award)
    marked = page_texts(mark_copy(kept, "Reprint"))
    assert len(marked) == len(page_texts(kept)) > 1
    assert [page.count("Reprint") for page in marked] == [1] * len(marked)


def test_nothing_else_on_the_pages_changes(award: AwardLetter, page_texts: PageTexts) -> None:
    kept = draw_award_letter(award)
    without = [page.replace("Reprint", "") for page in page_texts(mark_copy(kept, "Reprint"))]
    assert ["".join(page.split()) for page in without] == [
        "".join(page.split()) for page in page_texts(kept)
    ]


def test_a_copy_stays_tagged_titled_and_in_its_language(award: AwardLetter) -> None:
    kept = PdfReader(BytesIO(draw_award_letter(award)))
    copy = PdfReader(BytesIO(mark_copy(draw_award_letter(award), "Reprint")))
    assert copy.metadata is not None
    assert kept.metadata is not None
    assert copy.metadata.title == kept.metadata.title
    for key in ("/Lang", "/MarkInfo", "/StructTreeRoot"):
        assert copy.root_object.get(key) is not None


def test_the_mark_is_left_out_when_the_letter_is_read_aloud(award: AwardLetter) -> None:
    page = PdfReader(BytesIO(mark_copy(draw_award_letter(award), "Reprint"))).pages[0]
    contents = page.get_contents()
    assert contents is not None
    tail = contents.get_data().rpartition(b"/Artifact")[2]
    assert b"BMC" in tail
    assert b"Tj" in tail
    assert b"EMC" in tail


def test_the_same_letter_gives_the_same_copy(award: AwardLetter) -> None:
    kept = draw_award_letter(award)
    assert mark_copy(kept, "Reprint") == mark_copy(kept, "Reprint")


def test_a_marked_copy_can_be_joined_with_others(award: AwardLetter, page_texts: PageTexts) -> None:
    kept = draw_award_letter(award)
    joined = join([KeptLetter("A", kept), KeptLetter("B", mark_copy(kept, "Reprint"))])
    marks = ["Reprint" in page for page in page_texts(joined)]
    half = len(marks) // 2
    assert marks == [False] * half + [True] * half


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="no copy was made"):
        mark_copy(content, "Reprint")
