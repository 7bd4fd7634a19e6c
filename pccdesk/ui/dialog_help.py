"""F1 in a dialog: the help page for it, readable beside what is typed there."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog

from pccdesk.ui import help as help_pages


def answer_f1(dialog: QDialog) -> None:
    """Let F1 open the help page that names the dialog, else that of the page behind it.

    A page names it by its title, where one class asks for several things, or by its class.
    """
    QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: _show(dialog))


def _show(dialog: QDialog) -> None:
    from pccdesk.ui.help_window import show_help_in

    names = [dialog.windowTitle(), *(each.__name__ for each in type(dialog).__mro__)]
    page = help_pages.page_of_dialog(names)
    if page is None:
        page = help_pages.page_of_screen(_screen_behind(dialog)) or help_pages.help_pages()[0]
    show_help_in(dialog, page)


def _screen_behind(dialog: QDialog) -> str:
    behind = dialog.parentWidget()
    while behind is not None:
        ask = getattr(behind, "help_screen", None)
        if callable(ask):
            return str(ask())
        behind = behind.parentWidget()
    return ""
