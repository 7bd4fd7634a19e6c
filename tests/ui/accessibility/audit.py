"""What a screen reader finds in a window, and what is wrong with it, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QToolButton,
    QWidget,
)

Role = QAccessible.Role
STOPS = {
    *(Role.Button, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.ComboBox),
    *(Role.EditableText, Role.Table, Role.List, Role.PageTabList, Role.PageTab, Role.SpinBox),
}
"""Roles by which a screen reader says what can be done with a control."""
SPOKEN_AS_CLIENT = ("QPdfView",)
"""Kinds that Qt gives no role of their own; their name and description must say what they are."""
LEAVES = {Role.Table, Role.List, Role.Tree}


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing as a screen reader has it: its role, name and description, and its widget."""

    role: QAccessible.Role
    name: str
    description: str
    widget: QWidget | None

    def __str__(self) -> str:
        kind = type(self.widget).__name__ if self.widget is not None else "part"
        above = self.widget.parentWidget() if self.widget is not None else None
        place = type(above).__name__ if above is not None else ""
        return f"{kind} “{self.name}” ({self.role.name}) in {place}"


def heard(root: QWidget) -> list[Heard]:
    """Return all that can be seen in a window, as a screen reader has it."""
    interface = QAccessible.queryAccessibleInterface(root)
    assert interface is not None
    return list(_below(interface))


def _below(interface: QAccessibleInterface) -> Iterator[Heard]:
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is None or not child.isValid() or child.state().invisible:
            continue
        found = child.object()
        yield Heard(
            child.role(),
            child.text(QAccessible.Text.Name),
            child.text(QAccessible.Text.Description),
            found if isinstance(found, QWidget) else None,
        )
        if child.role() not in LEAVES:
            yield from _below(child)


def faults(root: QWidget) -> list[str]:
    """Return what is wrong in a window for those who hear it."""
    things = heard(root)
    stops = [each for each in things if each.widget is not None and _is_stop(each.widget)]
    return [
        *(f"{each} has no name" for each in stops if not _name(each).strip(" :")),
        *(f"{each} has no role" for each in stops if not _has_role(each)),
        *(f"{each} does not say its words" for each in things if not _says_its_words(each)),
        *(f"{each} has no tooltip" for each in stops if not _is_explained(each)),
        *(f"{each} is drawn and says nothing" for each in things if _is_silent_picture(each)),
        *(f"{each} has the same name as another" for each in _twins(stops)),
    ]


def _is_stop(widget: QWidget) -> bool:
    inside_field = isinstance(widget.parent(), QLineEdit | QComboBox)  # Clear, and a list's line
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return widget.isEnabled() and by_tab and not inside_field and widget.focusProxy() is None


def _name(thing: Heard) -> str:
    """Return what a control is called; Qt says a combo box's choice first on Linux."""
    if isinstance(thing.widget, QComboBox):
        return thing.widget.accessibleName()
    return thing.name


def _has_role(thing: Heard) -> bool:
    kind = next((each.__name__ for each in type(thing.widget).__mro__), "")
    if kind in SPOKEN_AS_CLIENT or isinstance(thing.widget, QScrollArea):
        return bool(thing.description or thing.name)
    return thing.role in STOPS or (thing.role is Role.StaticText and kind == "QTextBrowser")


def _says_its_words(thing: Heard) -> bool:
    """Whether the words on a button or tick box are among those that are read out."""
    if not isinstance(thing.widget, QAbstractButton):
        return True
    words = thing.widget.text().replace("&", "").strip().casefold()
    return words in f"{thing.name} {thing.description}".casefold()


def _is_explained(thing: Heard) -> bool:
    button = thing.widget
    if not isinstance(button, QToolButton) or button.text():
        return True
    return bool(button.toolTip())


def _is_silent_picture(thing: Heard) -> bool:
    """Whether a widget of ours paints itself and has neither name nor words."""
    kind = type(thing.widget)
    ours = kind.__module__.startswith("pccdesk.") and "paintEvent" in vars(kind)
    if thing.widget is None or thing.widget.property("decoration"):
        return False
    return ours and not (thing.name or thing.description)


def _group(widget: QWidget | None) -> str:
    """Return the name of the group around a control, which is read out when it is come to."""
    above = widget.parentWidget() if widget is not None else None
    while above is not None and not above.accessibleName():
        above = above.parentWidget()
    return above.accessibleName() if above is not None else ""


def _twins(stops: list[Heard]) -> list[Heard]:
    def said(each: Heard) -> tuple[object, ...]:
        return (each.role, _name(each), each.description, _group(each.widget))

    times = Counter(
        said(each) for each in stops if not isinstance(each.widget, QTabWidget | QLabel)
    )
    return [each for each in stops if times[said(each)] > 1]
