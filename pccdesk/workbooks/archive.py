"""The file around a workbook: the same bytes each time, and formulas that carry their values.

openpyxl stamps the clock into the file and writes formulas without the values last seen, so that
a preview that does not calculate shows blanks. Both are mended here, as the parts are zipped.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_STAMP = (2000, 1, 1, 0, 0, 0)
_CHUNK = 1 << 17
_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)><f>([^<]*)</f><v ?/>(?:</v>)?</c>'
)

Shown = Decimal | int | float | str
Values = Mapping[str, Shown]
"""What each formula of a sheet comes to, by cell address."""


class WorkbookArchive(ZipFile):
    """A zip file for openpyxl's writer, with one date for all parts and values for formulas."""

    def __init__(self, file: BinaryIO, values: Callable[[str], Values]) -> None:
        """Write to `file`; `values` gives a sheet's formula values by its part's path."""
        super().__init__(file, "w", ZIP_DEFLATED, allowZip64=True)
        self._values = values

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_kwargs: Any) -> None:
        """Write a small part under a fixed date."""
        super().writestr(_part(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        """Write a sheet from openpyxl's temporary file, a piece at a time."""
        values = self._values(str(arcname))
        with Path(filename).open("rb") as source, self.open(_part(str(arcname)), "w") as target:
            for piece in _pieces(source):
                target.write(_with_values(piece, values) if values else piece)


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _STAMP)
    part.compress_type = ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    return part


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    """Yield the file in pieces that end between cells, so that none is cut in two."""
    kept = b""
    while block := source.read(_CHUNK):
        kept += block
        end = kept.rfind(b"</c>") + 4
        if end > len("</c>") - 1:
            yield kept[:end]
            kept = kept[end:]
    yield kept


def _with_values(piece: bytes, values: Values) -> bytes:
    def fill(found: re.Match[bytes]) -> bytes:
        address, style, formula = found.groups()
        shown = values.get(address.decode())
        if shown is None:
            return found[0]
        kind = b' t="str"' if isinstance(shown, str) else b""
        value = escape(str(shown)).encode()
        return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (address, style, kind, formula, value)

    return _FORMULA_CELL.sub(fill, piece) if b"<f>" in piece else piece
