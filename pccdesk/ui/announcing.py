"""Words that a screen reader reads out at once, wherever the keyboard is."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(source: QObject, words: str) -> None:
    """Have words read out: a message, what stops a save, how many rows a filter left."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))
