"""One way to read, set and watch what an officer typed, whatever the control."""

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)


@runtime_checkable
class Field(Protocol):
    """A control of ours: its value is typed, `None` or empty where nothing was entered."""

    changed: SignalInstance

    def value(self) -> Any:
        """Return what was entered."""

    def set_value(self, value: Any) -> None:
        """Show a value."""


def value_of(control: QWidget) -> Any:  # noqa: PLR0911 - one line a kind of control
    """Return a control's value: text, chosen code, true or false, number, or its own kind."""
    if isinstance(control, Field):
        return control.value()
    if isinstance(control, QLineEdit):
        return control.text().strip()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText().strip()
    if isinstance(control, QComboBox):
        return control.currentData()
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, QSpinBox):
        return control.value()
    return None


def set_value(control: QWidget, value: Any) -> None:
    """Show a value in a control; a combo box chooses by its item's data."""
    if isinstance(control, Field):
        control.set_value(value)
    elif isinstance(control, QLineEdit | QLabel):
        control.setText("" if value is None else str(value))
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(value or "")
    elif isinstance(control, QComboBox):
        control.setCurrentIndex(control.findData(value))
    elif isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, QSpinBox):
        control.setValue(int(value or 0))


def on_change(control: QWidget, tell: Callable[[], None]) -> None:
    """Call `tell` whenever the control's value changes."""
    if isinstance(control, Field):
        control.changed.connect(tell)
    elif isinstance(control, QLineEdit | QPlainTextEdit):
        control.textChanged.connect(lambda *_: tell())
    elif isinstance(control, QComboBox):
        control.currentIndexChanged.connect(lambda *_: tell())
    elif isinstance(control, QCheckBox):
        control.toggled.connect(lambda *_: tell())
    elif isinstance(control, QSpinBox):
        control.valueChanged.connect(lambda *_: tell())
