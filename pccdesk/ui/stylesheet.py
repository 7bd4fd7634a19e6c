"""The window's stylesheet, written from the roles of a palette and one type scale."""

from string import Template
from typing import NamedTuple

from pccdesk.ui.palettes import Colours, flat


class TypeScale(NamedTuple):
    """Sizes of text in pixels before the screen's scaling; `factor` is the officer's choice."""

    factor: float = 1.0

    def pixels(self, size: int) -> int:
        """Return a design size at the officer's text size."""
        return round(size * self.factor)

    @property
    def small(self) -> int:
        """Hints, counts, table headers."""
        return self.pixels(13)

    @property
    def body(self) -> int:
        """Everything read and typed."""
        return self.pixels(14)

    @property
    def section(self) -> int:
        """A heading within a page."""
        return self.pixels(16)

    @property
    def title(self) -> int:
        """The page's own heading."""
        return self.pixels(23)

    @property
    def row(self) -> int:
        """The height of a list's row."""
        return self.pixels(36)

    @property
    def line(self) -> int:
        """The height within a button or a field of one line."""
        return self.pixels(20)

    @property
    def icon(self) -> int:
        """An icon that stands alone in its button."""
        return self.pixels(18)

    @property
    def icon_large(self) -> int:
        """An icon in the bar of pages."""
        return self.pixels(20)

    @property
    def arrow(self) -> int:
        """A combo box's arrow, and a menu's icon."""
        return self.pixels(16)

    @property
    def sort_arrow(self) -> int:
        """The arrow of a column that a list is sorted by."""
        return self.pixels(14)

    @property
    def box(self) -> int:
        """What is ticked, without its edge."""
        return self.pixels(18)


_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[role="page"], QStackedWidget { background: $window; }
QToolTip { background: $tooltip; color: $on_tooltip; border: 0; padding: 6px 8px; }
QLabel { background: transparent; }
QLabel[type="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[type="section"] { font-size: ${section}px; font-weight: 600; }
QLabel[type="strong"] { font-weight: 600; }
QLabel[type="label"] { font-weight: 500; }
QLabel[type="hint"], QLabel[type="muted"] { color: $muted; }
QLabel[type="small"] { color: $muted; font-size: ${small}px; }
QLabel[type="problem"] { color: $error_text; font-weight: 500; }
QLabel[type="warning"] { color: $warning_text; font-weight: 500; }
QLabel[type="figure"] { font-size: ${title}px; font-weight: 600; }
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[role="line"] { background: $border; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="bar"] { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame[role="identity"] { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame[role="selection"] { background: $accent_soft; border-radius: 6px; }
QFrame[role="selection"] QLabel { color: $on_accent_soft; font-weight: 600; }
QFrame[role="palette"] { background: $surface; border: 1px solid $control_border; }
QListView[role="results"] { border: 0; border-radius: 0; }
QFrame[role="drop"] {
    background: $surface; border: 2px dashed $border; border-radius: 8px; }
QFrame[role="drop"][over="true"] { background: $accent_soft; border: 2px solid $accent; }
QFrame[role="field"] { border: 0; padding: 0; }
QFrame[role="field"][wrong="true"] {
    border: 0; border-left: 3px solid $error_edge; padding-left: 12px; }

QPushButton, QToolButton[kind="secondary"] {
    background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
    padding: 5px 14px; font-weight: 500; min-height: ${line}px; icon-size: ${icon}px;
}
QPushButton:hover, QToolButton[kind="secondary"]:hover { background: $hover; }
QPushButton:pressed, QToolButton[kind="secondary"]:pressed { background: $accent_soft; }
QPushButton:disabled, QToolButton[kind="secondary"]:disabled {
    color: $disabled; border-color: $border; background: $window; }
QPushButton:focus, QToolButton[kind="secondary"]:focus {
    border: 2px solid $accent; padding: 4px 13px; }
QToolButton[kind="secondary"] { padding: 4px 12px; }
QToolButton[kind="secondary"]:focus { padding: 3px 11px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 3px double $on_accent; padding: 3px 12px; }
QPushButton[kind="primary"]:disabled {
    background: $hover; border-color: $border; color: $muted; }
QPushButton[kind="danger"] { background: $danger; color: $on_danger; border: 1px solid $danger; }
QPushButton[kind="danger"]:hover { background: $danger_hover; }
QPushButton[kind="danger"]:focus { border: 3px double $on_danger; padding: 3px 12px; }
QToolButton { icon-size: ${icon}px; }
QToolButton[kind="in a line"] { icon-size: ${arrow}px; border: 0; padding: 0; }
QPushButton[kind="quiet"], QToolButton, QToolButton[kind="quiet"] {
    background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px;
    padding: 5px 8px; }
QPushButton[kind="quiet"]:hover, QToolButton:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QToolButton:focus {
    border: 2px solid $accent; padding: 4px 7px; }
QPushButton[kind="link"] {
    background: transparent; border: 0; border-bottom: 2px solid transparent; border-radius: 0;
    color: $link; padding: 2px 0 0; text-align: left; text-decoration: underline; min-height: 0; }
QPushButton[kind="link"]:hover { color: $text; background: transparent; }
QPushButton[kind="link"]:focus { background: $accent_soft; color: $on_accent_soft;
    border-bottom-color: $accent; padding: 2px 0 0; }
QPushButton[kind="link"]:disabled { color: $muted; text-decoration: none; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="chip"] {
    background: $accent_soft; color: $on_accent_soft; border: 1px solid $accent_soft;
    border-radius: ${chip_round}px; padding: 2px 8px 2px 12px; min-height: ${line}px; }
QPushButton[kind="chip"]:hover { border-color: $accent; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; padding: 1px 7px 1px 11px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit {
    background: $surface; color: $text; border: 1px solid $control_border; border-radius: 6px;
    padding: 5px 10px; placeholder-text-color: $muted;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QSpinBox, QDateEdit { min-height: ${line}px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateEdit:focus { border: 2px solid $accent; padding: 4px 9px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $window; color: $muted; border-color: $border; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {
    background: $window; }
QLineEdit[readOnly="true"]:focus, QPlainTextEdit[readOnly="true"]:focus { border-color: $accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
    border: 2px solid $error_edge; padding: 4px 9px; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus {
    border-color: $accent; }
QComboBox::drop-down { border: 0; width: ${drop}px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($chevron); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $border; border-radius: 0; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: ${choice}px; padding: 0 6px; }
QCheckBox, QRadioButton { spacing: 10px; padding: 3px; border: 2px solid transparent;
    border-radius: 4px; background: transparent; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator {
    width: ${box}px; height: ${box}px; border: 1px solid $control_border; background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: ${radio_round}px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($tick); }
QRadioButton::indicator:checked {
    border: ${radio_ring}px solid $accent; width: ${radio_dot}px; height: ${radio_dot}px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border; }

QTableView, QListView, QTreeView {
    background: $surface; alternate-background-color: $surface; border: 1px solid $border;
    border-radius: 8px; gridline-color: $border; selection-background-color: $selection;
    selection-color: $on_selection; }
QCalendarWidget QTableView:disabled { color: $disabled; }
QScrollArea:focus { border: 2px solid $accent; border-radius: 8px; }
QPdfView { border: 2px solid transparent; }
QPdfView:focus { border: 2px solid $accent; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 1px solid $accent; }
QListView[quiet="true"], QTextEdit[quiet="true"] {
    background: transparent; border: 2px solid transparent; border-radius: 4px; padding: 0; }
QListView[quiet="true"]:focus, QTextEdit[quiet="true"]:focus { border-color: $accent; padding: 0; }
QListView::item { padding: 4px 8px; min-height: 24px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $selection; color: $on_selection; }
QHeaderView { background: transparent; border: 0; border-top-left-radius: 8px;
    border-top-right-radius: 8px; }
QHeaderView::section {
    background: $surface; color: $muted; font-weight: 500; border: 0;
    border-bottom: 1px solid $border; padding: 8px 10px; }
QHeaderView::section:first { border-top-left-radius: 7px; }
QHeaderView::section:last { border-top-right-radius: 7px; }
QHeaderView::section:hover { color: $text; background: $hover; }
QHeaderView::up-arrow { image: url($up); width: ${sort_arrow}px; height: ${sort_arrow}px; }
QHeaderView::down-arrow { image: url($down); width: ${sort_arrow}px; height: ${sort_arrow}px; }
QTableCornerButton::section { background: $surface; border: 0; }

QTabWidget::pane { border: 0; border-top: 1px solid $border; top: -1px; }
QTabWidget::tab-bar { left: 24px; }
QTabBar { qproperty-drawBase: 0; background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 2px 8px; margin-right: 22px;
    border: 0; border-top: 2px solid transparent; border-bottom: 2px solid transparent;
    font-weight: 500; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:selected:focus { background: $accent_soft; color: $on_accent_soft;
    border-top: 2px solid $accent; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::tear { image: none; width: 0; }
QTabBar::scroller { width: ${scroller}px; }
QTabBar QToolButton::left-arrow { image: url($left); width: ${arrow}px; height: ${arrow}px; }
QTabBar QToolButton::right-arrow { image: url($right); width: ${arrow}px; height: ${arrow}px; }

QMenuBar { background: $sidebar; padding: 2px 6px; border: 0; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $accent_soft; color: $on_accent_soft; }
QMenu { background: $surface; border: 1px solid $border; padding: 5px; icon-size: ${arrow}px; }
QMenu::item { padding: 7px 28px 7px 10px; border-radius: 4px; margin: 0 2px; }
QMenu::item:selected { background: $accent_soft; color: $on_accent_soft; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::right-arrow { image: url($right); width: ${arrow}px; height: ${arrow}px; }
QMenu::indicator { width: ${arrow}px; height: ${arrow}px; padding-left: 6px; }
QMenu::indicator:checked { image: url($menu_tick); }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }
QStatusBar { background: $sidebar; color: $muted; border-top: 1px solid $border; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: $muted; font-size: ${small}px; padding: 0; }
QProgressBar { background: $border; border: 0; border-radius: 3px; min-height: 6px;
    max-height: 6px; }
QProgressBar:focus { border: 2px solid $accent; border-radius: 5px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollArea, QScrollArea > QWidget > QWidget[role="content"] { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QFrame[role="brand"] { background: $sidebar; border: 0; border-right: 1px solid $border; }
QFrame[role="sidebar"] { background: $sidebar; border: 0; border-right: 1px solid $border; }
QFrame[role="sidebar"] QLabel { color: $muted; }
QFrame[role="sidebar"] QLabel[type="strong"] { color: $text; font-size: ${section}px; }
QToolButton[kind="navigation"] { icon-size: ${icon_large}px; }
QToolButton[kind="navigation"] {
    background: transparent; color: $text; border: 2px solid transparent; border-radius: 6px;
    padding: 5px 10px; text-align: left; font-weight: 500; min-height: ${line}px; }
QToolButton[kind="navigation"]:hover { background: $accent_soft; }
QToolButton[kind="navigation"][front="true"] { background: $accent_soft; color: $on_accent_soft;
    font-weight: 600; }
QToolButton[kind="navigation"]:focus { border: 2px solid $accent; }

$messages
""")

_MESSAGE = Template("""
QFrame[role="message"][tone="$tone"] { background: $background; border: 0;
    border-left: 4px solid $edge; border-top-right-radius: 4px;
    border-bottom-right-radius: 4px; }
QFrame[role="message"][tone="$tone"]:focus { border: 2px solid $edge; border-left-width: 4px; }
QFrame[role="message"][tone="$tone"] QLabel { color: $text; }
QFrame[role="message"][tone="$tone"] QPushButton[kind="link"] { color: $text; }
""")


def stylesheet(colours: Colours, scale: TypeScale, images: dict[str, str]) -> str:
    """Return the sheet; `images` holds the paths of the pictures that it names."""
    roles = flat(colours)
    messages = "".join(
        _MESSAGE.substitute(
            tone=tone,
            background=roles[f"{tone}_background"],
            edge=roles[f"{tone}_edge"],
            text=roles[f"{tone}_text"],
        )
        for tone in ("neutral", "information", "progress", "success", "warning", "error")
    )
    return _SHEET.substitute(roles | _sizes(scale) | images, messages=messages)


def _sizes(scale: TypeScale) -> dict[str, str]:
    names = ("small", "body", "section", "title", "line", "icon", "icon_large", "arrow")
    own = {name: getattr(scale, name) for name in (*names, "sort_arrow", "box")}
    ring, edges = scale.pixels(5), 2
    own |= {
        "chip_round": (scale.line + 6) // 2,
        "choice": scale.pixels(28),
        "drop": scale.arrow + 12,
        "radio_dot": scale.box + edges - 2 * ring,
        "radio_ring": ring,
        "radio_round": (scale.box + edges) // 2,
        "scroller": 2 * scale.arrow + 32,
    }
    return {name: str(size) for name, size in own.items()}
