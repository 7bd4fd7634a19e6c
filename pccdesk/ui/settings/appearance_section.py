"""Light, dark or high contrast, and the size of text: this officer's own, on this computer."""

from PySide6.QtWidgets import QApplication, QButtonGroup, QComboBox, QRadioButton

from pccdesk.ui import theme
from pccdesk.ui.palettes import Mode
from pccdesk.ui.settings.section import Section
from pccdesk.ui.widgets.form import Form
from pccdesk.ui.widgets.labels import Card, label
from pccdesk.ui.window_commands import chosen_mode

_MODES = {
    Mode.SYSTEM: "As the desktop is set",
    Mode.LIGHT: "Light",
    Mode.DARK: "Dark",
    Mode.CONTRAST: "High contrast",
}
_SIZES = (0.875, 1.0, 1.125, 1.25, 1.5, 1.75, 2.0, 2.25)


class AppearanceSection(Section):
    """Colours and text size; a choice counts at once."""

    title = "Appearance"

    def build(self) -> None:
        """Make the choices."""
        colours = Card("Colours")
        self.modes: dict[Mode, QRadioButton] = {}
        group = QButtonGroup(self)
        for mode, words in _MODES.items():
            button = QRadioButton(words)
            button.clicked.connect(lambda _=False, chosen=mode: self._look(chosen))
            group.addButton(button)
            colours.add(button)
            self.modes[mode] = button
        text = Card("Text")
        form = Form()
        self.sizes = QComboBox()
        self.sizes.setMaximumWidth(theme.scale().pixels(200))
        for size in _SIZES:
            usual = " (usual)" if size == 1 else ""
            self.sizes.addItem(f"{size * 100:g}%{usual}", size)
        self.sizes.activated.connect(lambda _: self._resize())
        form.add(
            "size", "Size of text", self.sizes, hint="Also Ctrl and + or −, Ctrl and 0 for usual"
        )
        text.add(form)
        self.cards.add(colours)
        self.cards.add(text)
        self.cards.add(label("Kept on this computer, for you alone.", "muted"))

    def load(self) -> None:
        """Show what is chosen now."""
        self.modes[chosen_mode(self.context)].setChecked(True)
        factor = theme.scale().factor
        nearest = min(_SIZES, key=lambda size: abs(size - factor))
        self.sizes.setCurrentIndex(_SIZES.index(nearest))

    def _look(self, mode: Mode) -> None:
        self.context.settings.keep("theme/mode", mode.value)
        _apply(mode, theme.scale().factor)

    def _resize(self) -> None:
        factor = float(self.sizes.currentData())
        self.context.settings.keep("theme/text", factor)
        _apply(chosen_mode(self.context), factor)


def _apply(mode: Mode, factor: float) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.change(app, mode, factor)
