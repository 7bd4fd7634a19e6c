"""What is about to be shown gets its look beforehand, a part a turn.

Qt gives every widget its look when it is first shown, all of a page at once: 50 ms for a form.
"""

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from pccdesk.ui.jobs import Steps


def polish_in_steps(*parts: QWidget) -> Steps:
    """Give parts that stand in their place already the program's look, with all in them."""
    for part in parts:
        if isValid(part):
            part.ensurePolished()  # and Qt goes on to what is in it
        yield
