"""All letters in one file: kept PDFs joined page by page for one print job."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pccdesk.domain.errors import Refused
from pccdesk.domain.progress import Progress, no_progress

if TYPE_CHECKING:
    from pypdf import PdfWriter


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter as it was kept: the reference for its bookmark, and its exact bytes."""

    reference: str
    content: bytes


def join(
    letters: Iterable[KeptLetter],
    *,
    duplex: bool = False,
    title: str = "Letters",
    progress: Progress = no_progress,
) -> bytes:
    """Return one PDF with the letters' pages as they are, in the order given.

    For `duplex` printing a blank page follows a letter with an odd number of pages, so that
    each letter begins a sheet of its own.

    Raises:
        Refused: There is no letter, or one of them is not a PDF that can be read.
        Cancelled: `progress` raised it; nothing was kept.
    """
    from pypdf import PdfWriter

    kept = list(letters)
    if not kept:
        raise Refused("Choose at least one letter.")
    writer = PdfWriter()
    writer.add_metadata({"/Title": title, "/Producer": "PCCDesk"})
    for done, letter in enumerate(kept):
        progress(done, len(kept))
        _append(writer, letter)
        if duplex and len(writer.pages) % 2:
            writer.add_blank_page()
    progress(len(kept), len(kept))
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _append(writer: "PdfWriter", letter: KeptLetter) -> None:
    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(letter.content))
        pages = len(reader.pages)
        writer.append(reader, outline_item=letter.reference, import_outline=False)
    except Exception as error:  # whatever a damaged PDF may bring about
        raise Refused(
            f"The kept letter {letter.reference} cannot be read as a PDF. Leave it out, "
            "and check the records (Verify).",
        ) from error
    if not pages:
        raise Refused(f"The kept letter {letter.reference} has no pages. Leave it out.")
