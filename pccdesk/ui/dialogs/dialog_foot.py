"""The foot of a dialog: a line under what scrolls, then the buttons, alike in all of them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

SIDE = 24
"""Pixels between a dialog's sides and its words and buttons."""


def dialog_column(dialog: QWidget) -> QVBoxLayout:
    """Return a dialog's column: heading, what scrolls from side to side, foot."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 20, 0, 16)
    column.setSpacing(12)
    return column


def add_foot(column: QVBoxLayout, *buttons: QWidget, at_left: QWidget | None = None) -> None:
    """Add the line and the buttons, the main one last; `at_left` is what belongs to neither."""
    line = QFrame()
    line.setProperty("role", "line")
    column.addWidget(line)
    foot = QHBoxLayout()
    foot.setContentsMargins(SIDE, 0, SIDE, 0)
    foot.setSpacing(8)
    if at_left is not None:
        foot.addWidget(at_left)
    foot.addStretch(1)
    for each in buttons:
        foot.addWidget(each)
    column.addLayout(foot)
