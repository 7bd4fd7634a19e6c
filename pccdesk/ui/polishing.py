"""What is about to be shown gets its look beforehand, a few widgets a turn.

Qt gives every widget its look when it is first shown, all of a page at once: 50 ms for a form.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pccdesk.ui.jobs import Steps

A_TURN = 30
"""Widgets that get their look in one turn of the window."""


def polish_in_steps(*wholes: QWidget) -> Steps:
    """Give widgets that stand in their place already, and all in them, the program's look."""
    for place, widget in enumerate(_all_in(wholes), start=1):
        if isValid(widget):
            widget.ensurePolished()
        if place % A_TURN == 0:
            yield


def _all_in(wholes: Sequence[QWidget]) -> list[QWidget]:
    return [each for whole in wholes for each in (whole, *whole.findChildren(QWidget))]
