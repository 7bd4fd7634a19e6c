"""The first step of a first start: explore, make, or open."""

from pccdesk.ui.start.choice_button import ChoiceButton
from pccdesk.ui.start.step import Ask, Step


class WelcomeStep(Step):
    """Three choices; where databases were opened before, a way back to them."""

    def __init__(self, explore: Ask, make: Ask, open_one: Ask, *, back: Ask | None = None) -> None:
        super().__init__(
            "Welcome to PCCDesk",
            "Applications, decisions, award letters and payments, in one place.",
        )
        self.choices = (
            ChoiceButton(
                "book-open",
                "Explore the sample office",
                "Made-up groups and people in all 14 districts of Lancashire. "
                "Try everything; nothing leaves this computer.",
                explore,
            ),
            ChoiceButton(
                "plus",
                "Make a new database",
                "For your own office: its details, then the first administrator.",
                make,
            ),
            ChoiceButton(
                "folder",
                "Open an existing database",
                "A file, or the address of a PostgreSQL server that several people share.",
                open_one,
            ),
        )
        for choice in self.choices:
            self.add(choice)
        if back is not None:
            self.set_buttons(back="Back to sign in", leave=back)

    def begin(self) -> None:
        """Put the keyboard on the first choice."""
        self.choices[0].setFocus()
