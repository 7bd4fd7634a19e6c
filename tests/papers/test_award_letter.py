from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from pypdf import PdfReader

from pccdesk.domain.errors import Refused
from pccdesk.domain.letters import LetterWording
from pccdesk.papers.award_letter import (
    AWARD_PARTS,
    AWARD_PLACEHOLDERS,
    AwardLetter,
    Instalment,
    draw_award_letter,
    draw_award_letters,
)
from pccdesk.papers.correspondence import Addressee
from pccdesk.papers.first_page import WINDOW_HEIGHT, WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH
from pccdesk.papers.pen import PAGE_HEIGHT
from pccdesk.papers.written_out import WrittenOut

PageTexts = Callable[[bytes], list[str]]
SLIP = ("Acceptance of award", "Organisation", "Name", "Position", "Signature", "Return by")


@pytest.mark.parametrize(
    "fact",
    [
        "Brierfield Youth and Community Association",
        "Mrs Patricia Holgate",
        "CAF-2026-0012",
        "2026/17, 28 May 2026",
        "£2,500.00",
        "two thousand five hundred pounds",
        "1 July 2026 to 31 March 2027",
        "29 June 2026",
        "enhanced DBS certificate",
        "within 30 days of your acceptance",
        "Expenditure and Evaluation form",
        "Any money not spent",
        "Eleanor Whitworth",
    ],
)
def test_the_letter_prints(fact: str, award: AwardLetter, page_texts: PageTexts) -> None:
    assert fact in " ".join(page_texts(draw_award_letter(award)))


def test_a_plain_award_takes_two_labelled_pages(award: AwardLetter, page_texts: PageTexts) -> None:
    pages = page_texts(draw_award_letter(award))
    assert ["Page 1 of 2" in pages[0], "Page 2 of 2" in pages[1]] == [True, True]
    assert len(pages) == 2
    assert "CAF-2026-0012 · Brierfield" in pages[1]


def test_a_letter_a_little_too_long_is_set_denser(
    award: AwardLetter, page_texts: PageTexts
) -> None:
    plain = replace(award, conditions=award.conditions * 4, terms=award.terms + award.terms[:3])
    assert len(page_texts(draw_award_letter(plain))) == 2


def test_the_same_letter_gives_the_same_bytes(award: AwardLetter) -> None:
    assert draw_award_letter(award) == draw_award_letter(replace(award))
    assert draw_award_letter(award) != draw_award_letter(replace(award, reference="CAF-2026-0013"))


LONG = Addressee(
    "The Reverend Doctor Alexandrina Featherstonehaugh-Cholmondeley",
    "The Friends of the Park, incorporating the Former Association of Very Long Names of Pendle, "
    "Burnley, Rossendale and the Surrounding Villages, Community Interest Company",
    (
        "Unit 3b, The Extraordinarily Long Industrial Estate and Business Park Name, Phase 2",
        "Supercalifragilisticexpialidociousstreetnamewithoutanyspacewhatsoeverinitatall",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch",
    ),
    "BB9 5PX",
)


@pytest.mark.parametrize("kind", ["plain", "long"])
def test_the_address_stands_in_the_envelopes_window(kind: str, award: AwardLetter) -> None:
    letter = replace(award, addressee=LONG) if kind == "long" else award
    found: dict[str, tuple[float, float]] = {}

    def note(text: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        x, top = matrix[4], PAGE_HEIGHT - matrix[5]
        if text.strip() and x < WINDOW_LEFT + WINDOW_WIDTH and 46 / 25.4 * 72 < top < 260:
            found[text.strip()] = (x, top)

    PdfReader(BytesIO(draw_award_letter(letter))).pages[0].extract_text(visitor_text=note)
    assert any("BB9 5PX" in text for text in found)
    for x, baseline in found.values():
        assert x >= WINDOW_LEFT
        assert WINDOW_TOP <= baseline <= WINDOW_TOP + WINDOW_HEIGHT


def test_markup_braces_and_formulas_in_a_name_print_as_themselves(
    award: AwardLetter, page_texts: PageTexts
) -> None:
    name = "The <b>&</b> {amount} **bold** %s =cmd|x Club"
    letter = replace(award, addressee=replace(award.addressee, organisation=name))
    text = " ".join(page_texts(draw_award_letter(letter)))
    assert text.count(name) >= 3


def test_characters_without_a_glyph_are_named_and_none_is_lost(
    award: AwardLetter, page_texts: PageTexts
) -> None:
    letter = replace(award, purpose="Łódź Αθήνα ✓ \N{UNICORN FACE} 王 a\x00b\u202ec")
    text = " ".join(page_texts(draw_award_letter(letter)))
    assert "Łódź Αθήνα ✓ [unicorn face] [U+738B] abc" in text


@pytest.mark.parametrize("count", [0, 1, 40, 120])
def test_any_number_of_conditions_flows_with_the_slip_whole_on_the_last_page(
    count: int, award: AwardLetter, page_texts: PageTexts
) -> None:
    conditions = tuple(
        f"Condition {number}: a report on the sessions held and the people reached is sent to "
        f"the office by the last working day of month {number}."
        for number in range(1, count + 1)
    )
    pages = page_texts(draw_award_letter(replace(award, conditions=conditions)))
    text = " ".join(pages)
    assert all(f"of month {number}." in text for number in range(1, count + 1))
    assert all(part in pages[-1] for part in SLIP)
    assert "Yours sincerely" in pages[-1]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert ("No conditions apply" in text) == (count == 0)


def test_instalments_are_listed_with_their_amounts(
    award: AwardLetter, page_texts: PageTexts
) -> None:
    late = "after a satisfactory report " * 8
    parts = (Instalment(1, Decimal(1500), "on acceptance"), Instalment(2, Decimal("999.99"), late))
    text = " ".join(page_texts(draw_award_letter(replace(award, instalments=parts))))
    assert "in 2 instalments" in text
    assert "£1,500.00" in text
    assert "£999.99" in text
    assert text.count("satisfactory report") == 8


def test_a_reprint_is_marked_on_every_page(award: AwardLetter, page_texts: PageTexts) -> None:
    pages = page_texts(draw_award_letter(replace(award, copy_mark="Copy, printed 4 July 2026")))
    assert all("Copy, printed 4 July 2026" in page for page in pages)


def test_every_font_is_embedded(award: AwardLetter) -> None:
    letter = replace(award, purpose="Αθήνα and مرحبا")
    pages: Any = PdfReader(BytesIO(draw_award_letter(letter))).pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    assert {str(font["/BaseFont"]).partition("+")[2] for font in fonts} == {
        "SourceSans3-Regular",
        "SourceSans3-SemiBold",
        "DejaVuSans",
    }
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_the_document_is_titled_tagged_and_in_english(award: AwardLetter) -> None:
    reader = PdfReader(BytesIO(draw_award_letter(award)))
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Award letter CAF-2026-0012, Brierfield Youth and Community Association"
    )
    assert reader.metadata.author == award.letterhead.name
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert root["/MarkInfo"]["/Marked"]
    tags = _tags(root["/StructTreeRoot"]["/K"])
    assert tags.count("H1") == 1
    assert {"Document", "H2", "P", "Table", "TR", "TH", "TD", "L", "LI", "Figure"} <= set(tags)


def _tags(element: Any) -> list[str]:
    tags = [str(element["/S"])[1:]]
    for kid in element["/K"]:
        if "/S" in (inner := kid.get_object()):
            tags += _tags(inner)
    return tags


def test_every_piece_of_marked_content_leads_back_to_its_element(award: AwardLetter) -> None:
    reader = PdfReader(BytesIO(draw_award_letter(award)))
    root: Any = reader.trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for place, page in enumerate(reader.pages):
        content = page.get_contents()
        assert content is not None
        assert int(str(page["/StructParents"])) == place
        assert content.get_data().count(b"/MCID") == len(numbers[2 * place + 1])
        opened = content.get_data().count(b" BDC") + content.get_data().count(b" BMC")
        assert opened == content.get_data().count(b"EMC")


def test_several_letters_in_one_file_have_bookmarks(
    award: AwardLetter, page_texts: PageTexts
) -> None:
    letters = [replace(award, reference=f"CAF-2026-{number:04}") for number in (1, 2, 3)]
    content = draw_award_letters(letters)
    outline: Any = PdfReader(BytesIO(content)).outline
    assert [str(item["/Title"])[:13] for item in outline] == [
        letter.reference for letter in letters
    ]
    assert [page[-60:].count("of 2") for page in page_texts(content)] == [1] * 6


def test_the_shipped_wording_uses_what_the_letter_knows(award: AwardLetter) -> None:
    award.wording.check(AWARD_PARTS, AWARD_PLACEHOLDERS)


def test_a_wording_with_an_unknown_placeholder_is_refused(award: AwardLetter) -> None:
    parts = {**award.wording.parts, "opening": ("Dear {colour}",)}
    wording = LetterWording("award", "2", parts)
    with pytest.raises(Refused, match="colour"):
        draw_award_letter(replace(award, wording=wording))
    with pytest.raises(Refused, match="colour"):
        wording.check(AWARD_PARTS, AWARD_PLACEHOLDERS)


def test_what_is_drawn_is_written_out_and_not_kept(award: AwardLetter) -> None:
    kept = []
    finish = WrittenOut.format

    def count(document: WrittenOut) -> bytes:
        kept.append(len(document.idToObject))
        return finish(document)

    with patch.object(WrittenOut, "format", count):
        draw_award_letters([award] * 2)
        draw_award_letters([award] * 12)
    few, many = kept
    assert many - few <= 2 * 10  # a bookmark and the place it leads to
