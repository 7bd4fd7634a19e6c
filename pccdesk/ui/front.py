"""Bring a window before the officer, whatever lies over it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def bring_to_front(window: QWidget) -> None:
    """Show a window, open if it was minimised, and give it the keyboard."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    if QGuiApplication.platformName() != "offscreen":  # which has no windows one over another
        window.raise_()
    window.activateWindow()
