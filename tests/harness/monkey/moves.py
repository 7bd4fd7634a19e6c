"""What a random officer may do with what is on the screen; each move tells the diary."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from pccdesk.ui.navigation_bar import NavigationBar
from pccdesk.ui.widgets.date_field import DateField
from tests.end_to_end.officer import name_of
from tests.harness.monkey.texts import Texts

Note = Callable[[str], None]
_W = TypeVar("_W", bound=QWidget)
Move = Callable[[QWidget, Random, Texts, Note], bool]

LETS_GO = re.compile(
    r"^(discard|cancel|clear|reset|remove|delete|drop|undo|throw|mine|theirs|use |not this"
    r"|choose from the calendar)",
    re.IGNORECASE,
)
"""What an officer presses to throw away something typed."""
NOT_KEPT = re.compile(r"filter|search|find|password|zoom|go to page", re.IGNORECASE)
"""Fields whose text is nobody's record."""
ODD = (
    "",
    "  ",
    "t",
    "+7",
    "1/4/26",
    "31/2/2026",
    "£2,500.00",
    "-1",
    "1e9",
    "x" * 300,
    "é’“<b>&amp;",
)
KEYS = (
    *[Qt.Key.Key_Tab] * 4, Qt.Key.Key_Backtab, *[Qt.Key.Key_Return] * 3, Qt.Key.Key_Escape,
    Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left,
    Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_F5,
    Qt.Key.Key_F1, Qt.Key.Key_F10, Qt.Key.Key_Menu, Qt.Key.Key_Delete,
)  # fmt: skip
WITH_CONTROL = "SFKZNPJEBAL"
ALSO = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Return, Qt.Key.Key_Slash)
CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LONG = 24
LONG_TEXTS = 0.4
OPENS = 0.5
PASSES_BY = 0.8
"""How often the left bar is passed by, so that most presses are on the page."""
SIZES = ((900, 600), (1366, 768), (1100, 640), (1920, 1080))


def choose(root: QWidget, rng: Random, texts: Texts, note: Note) -> tuple[str, bool]:
    """Make one move of a random kind in a window; return the kind, and whether it could be made."""
    if isinstance(root, QMessageBox):
        return "answer", _press(root, rng, texts, note)
    if not isinstance(root, QDialog | QMainWindow):  # a menu, or the list under a box
        return "menu key", _menu_key(root, rng, texts, note)
    [(kind, move)] = rng.choices(tuple(MOVES), tuple(MOVES.values()))
    return kind, move(root, rng, texts, note)


def _press(root: QWidget, rng: Random, texts: Texts, note: Note) -> bool:
    button = _any(root, QAbstractButton, rng)
    if button is None or (isinstance(button.parent(), NavigationBar) and rng.random() < PASSES_BY):
        return False
    name = name_of(button)
    note(f"press “{name}”")
    if LETS_GO.match(name):
        texts.let_go(None if isinstance(root, QMessageBox) else root)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    return True


def _type(root: QWidget, rng: Random, texts: Texts, note: Note) -> bool:
    long_text, line = _any(root, QPlainTextEdit, rng), _any(root, QLineEdit, rng)
    field = long_text if long_text is not None and rng.random() < LONG_TEXTS else line
    if field is None or field.isReadOnly():
        return False
    name = name_of(field)
    word = f"MK{rng.randrange(10**7):07}"
    text = word if rng.random() < 0.7 else rng.choice(ODD)
    note(f"type “{text[:20]}” into “{name}”")
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    if text.isascii() and len(text) < LONG:
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)
    else:  # pasted, as long and foreign texts are
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
    hidden = isinstance(field, QLineEdit) and field.echoMode() != QLineEdit.EchoMode.Normal
    picked = isinstance(field, DateField)  # a day from the calendar takes the place of its words
    if not hidden and not picked and not NOT_KEPT.search(name):
        texts.typed(word, field, f"typed into “{name}” of “{root.windowTitle()}”")
    return True


def _key(root: QWidget, rng: Random, texts: Texts, note: Note) -> bool:
    into = QApplication.focusWidget() or root
    if rng.random() < 0.3:
        key = rng.choice([*(getattr(Qt.Key, f"Key_{each}") for each in WITH_CONTROL), *ALSO])
        return _hit(into, key, CONTROL, texts, note)
    return _hit(into, rng.choice(KEYS), NONE, texts, note)


def _menu_key(root: QWidget, rng: Random, texts: Texts, note: Note) -> bool:
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    return _hit(QApplication.focusWidget() or root, rng.choice(keys), NONE, texts, note)


def _hit(
    into: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier, texts: Texts, note: Note
) -> bool:
    on = f"{type(into).__name__} “{name_of(into)}”"
    note(f"key {'Ctrl+' if modifier is CONTROL else ''}{key.name[4:]} on {on}")
    presses = key in {Qt.Key.Key_Return, Qt.Key.Key_Space} and isinstance(into, QAbstractButton)
    edits = key in {Qt.Key.Key_Delete, Qt.Key.Key_Z, Qt.Key.Key_Space, Qt.Key.Key_Return}
    if (presses and LETS_GO.match(name_of(into))) or (key == Qt.Key.Key_Z and modifier is CONTROL):
        texts.let_go()
    elif edits and isinstance(into, QLineEdit | QPlainTextEdit):
        texts.typed("", into, "")  # its words are replaced by what was hit
    QTest.keyClick(into, key, modifier)
    return True


def _action(root: QWidget, rng: Random, texts: Texts, note: Note) -> bool:
    actions = [each for each in root.findChildren(QAction) if each.isEnabled() and each.text()]
    if not actions or not isinstance(root, QMainWindow):
        return False
    action = rng.choice(actions)
    note(f"choose “{action.text()}”")
    if "undo" in action.text().lower():
        texts.let_go()
    action.trigger()
    return True


def _cell(root: QWidget, rng: Random, _texts: Texts, note: Note) -> bool:
    table = _any(root, QTableView, rng)
    if table is None or not table.model() or not table.model().rowCount():
        return False
    shown = [n for n in range(table.model().columnCount()) if not table.isColumnHidden(n)]
    column = shown[0] if rng.random() < OPENS else rng.choice(shown)
    index = table.model().index(rng.randrange(table.model().rowCount()), column)
    note(f"click “{str(index.data())[:30]}” in “{name_of(table)}”")
    table.scrollTo(index)
    at = table.visualRect(index).center()
    button = rng.choice(
        (Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)
    )
    QTest.mouseClick(table.viewport(), button, rng.choice((NONE, NONE, CONTROL)), at)
    return True


def _header(root: QWidget, rng: Random, _texts: Texts, note: Note) -> bool:
    table = _any(root, QTableView, rng)
    if table is None:
        return False
    header = table.horizontalHeader()
    place = QPoint(rng.randrange(max(1, header.width())), header.height() // 2)
    note(f"header of “{name_of(table)}” at {place.x()}")
    if rng.random() < 0.3:
        reason = QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, header.viewport().mapToGlobal(place))
        QApplication.postEvent(header.viewport(), event)
    else:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    return True


def _box(root: QWidget, rng: Random, texts: Texts, note: Note) -> bool:
    box = _any(root, QComboBox, rng)
    if box is None or not box.count():
        return False
    row = rng.randrange(box.count())
    note(f"choose “{box.itemText(row)[:30]}” of “{name_of(box)}”")
    line = box.lineEdit()
    if line is not None:
        texts.typed("", line, "")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(min(row, 12)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    return True


def _tab(root: QWidget, rng: Random, _texts: Texts, note: Note) -> bool:
    bar = _any(root, QTabBar, rng)
    if bar is None or not bar.count():
        return False
    place = rng.randrange(bar.count())
    note(f"tab “{bar.tabText(place)}”")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(place).center())
    return True


def _view(root: QWidget, rng: Random, _texts: Texts, note: Note) -> bool:
    view = _any(root, QAbstractItemView, rng)
    if view is None or isinstance(view, QTableView):
        return False
    at = QPoint(rng.randrange(max(1, view.width())), rng.randrange(max(1, view.height())))
    note(f"click in “{name_of(view)}”")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    return True


def _resize(root: QWidget, rng: Random, _texts: Texts, note: Note) -> bool:
    size = rng.choice(SIZES)
    note(f"resize to {size}")
    root.resize(*size)
    return True


def _close(root: QWidget, rng: Random, texts: Texts, note: Note) -> bool:
    if rng.random() > 0.3:
        return False
    note(f"close “{root.windowTitle()}”")
    del texts
    root.close()
    return True


def _any(root: QWidget, kind: type[_W], rng: Random) -> _W | None:
    found = [
        each
        for each in root.findChildren(kind)
        if each.isVisible() and each.isEnabled() and each.window() is root
    ]
    return rng.choice(found) if found else None


MOVES: dict[tuple[str, Move], int] = {
    ("press", _press): 30,
    ("type", _type): 26,
    ("key", _key): 14,
    ("action", _action): 8,
    ("cell", _cell): 12,
    ("header", _header): 3,
    ("box", _box): 6,
    ("tab", _tab): 6,
    ("view", _view): 1,
    ("resize", _resize): 1,
    ("close", _close): 1,
}
"""Each kind of move, and how often it is made."""
