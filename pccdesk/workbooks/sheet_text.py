"""The words in an Excel workbook's cells, for the search."""

import zipfile
from io import BytesIO

from pccdesk.domain.archives import look_through

_LARGEST_UNPACKED = 64 * 1024 * 1024


def sheet_text(content: bytes, most: int) -> str:
    """Return a workbook's cells as text, at most so many characters; empty if none can be read."""
    from python_calamine import CalamineWorkbook

    read: list[str] = []
    length = 0
    try:
        look_through(content)  # what was kept before this was asked of an attachment
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST_UNPACKED:
                return ""
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).iter_rows():
                read.append(" ".join(str(cell) for cell in row if cell != ""))
                length += len(read[-1]) + 1
                if length > most:
                    return "\n".join(read)[:most]
    except BaseException as error:  # the reader's own panics are no `Exception`
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
    return "\n".join(read)[:most]
