"""Pictures made small enough to be kept: a quarter of the size, sixteen greys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

WIDE = 342
"""Pixels across, whatever the screen."""
_STEP = 17
_LEVELS = bytes(round(value / _STEP) for value in range(256))
_GREYS = [0xFF000000 | (level * _STEP * 0x010101) for level in range(16)]
FAR = 3
"""Greys by which a pixel must differ to count: less is a letter drawn a hair further on."""
MOST = 0.004
"""The share of pixels that may differ."""


def reduced(picture: QImage) -> QImage:
    """Return a picture reduced to what is compared and kept."""
    size = QSize(WIDE, round(picture.height() * WIDE / picture.width()))
    mode = Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    levels = levels_of(grey, _LEVELS)
    made = QImage(levels, size.width(), size.height(), size.width(), QImage.Format.Format_Indexed8)
    made.setColorTable(_GREYS)
    return made.copy()  # the bytes belong to Python


def levels_of(picture: QImage, table: bytes | None = None) -> bytes:
    """Return a picture's pixels, one byte each, without what stands between its lines."""
    wide = picture.width()
    lines = (_line(picture, y)[:wide] for y in range(picture.height()))
    whole = b"".join(lines)
    return whole.translate(table) if table else whole


def _line(picture: QImage, y: int) -> bytes:
    line = picture.constScanLine(y)
    assert isinstance(line, memoryview)
    return line.tobytes()


def read(path: Path) -> QImage:
    """Read a kept picture."""
    return QImage(str(path)).convertToFormat(QImage.Format.Format_Indexed8, _GREYS)


def difference(one: QImage, other: QImage) -> float:
    """Return the share of pixels in which two reduced pictures differ clearly; 1: in size."""
    if one.size() != other.size():
        return 1.0
    first, second = levels_of(one), levels_of(other)
    if first == second:
        return 0.0
    far = sum(abs(a - b) >= FAR for a, b in zip(first, second, strict=True))
    return far / len(first)


def marked(picture: QImage, kept: QImage) -> QImage:
    """Return the new picture with what differs from the kept one in red."""
    shown = picture.convertToFormat(QImage.Format.Format_RGB32)
    if picture.size() != kept.size():
        return shown
    wide = picture.width()
    for place, (a, b) in enumerate(zip(levels_of(picture), levels_of(kept), strict=True)):
        if abs(a - b) >= FAR:
            shown.setPixel(place % wide, place // wide, 0xFFE00000)
    return shown
