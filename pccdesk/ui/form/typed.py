"""What stands in a control letter for letter, so that a kept draft loses nothing unreadable."""

from typing import Any, Protocol, runtime_checkable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from pccdesk.ui.widgets.text_fields import WordLimitedText


@runtime_checkable
class TypedControl(Protocol):
    """A control of several parts that gives and takes what was typed as plain JSON values."""

    def typed(self) -> Any:
        """Return what was typed."""

    def put_typed(self, kept: Any) -> None:
        """Show again what `typed` returned."""


def typed_in(control: QWidget) -> Any:  # noqa: PLR0911 - one line a kind
    """Return what was typed into a control: text as it stands, a chosen code, true or false."""
    if isinstance(control, TypedControl):
        return control.typed()
    if isinstance(control, WordLimitedText):
        return control.edit.toPlainText()
    if isinstance(control, QLineEdit):
        return control.text()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    if isinstance(control, QComboBox):
        return control.currentData()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    return None


def put_back(control: QWidget, kept: Any) -> None:
    """Show again what `typed_in` returned; a value of a wrong kind is left out."""
    if isinstance(control, TypedControl):
        control.put_typed(kept)
    elif isinstance(control, QCheckBox):
        control.setChecked(kept is True)
    elif isinstance(control, QComboBox):
        control.setCurrentIndex(max(0, control.findData(kept)))
    elif isinstance(kept, str):
        _put_text(control, kept)


def entry_problem(control: QWidget) -> str:
    """Return why what was typed cannot be read at all (no date, no sum), or nothing."""
    ask = getattr(control, "problem", None)
    return str(ask()) if callable(ask) else ""


def _put_text(control: QWidget, kept: str) -> None:
    if isinstance(control, WordLimitedText):
        control.edit.setPlainText(kept)
    elif isinstance(control, QLineEdit):
        control.setText(kept)
        control.setCursorPosition(0)
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(kept)
