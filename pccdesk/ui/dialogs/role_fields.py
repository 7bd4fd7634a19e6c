"""Which roles a person holds, each in all funds or in some."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from pccdesk.domain.permissions import Role, RoleHeld
from pccdesk.ui.widgets.labels import label

ABOUT_ROLES = {
    Role.OFFICER: "Records, checks, recommends, issues letters",
    Role.ASSESSOR: "Scores applications",
    Role.DECISION_MAKER: "Decides, up to the limits below",
    Role.FINANCE: "Approves and sends payments",
    Role.ADMINISTRATOR: "Sets up office, people and funds",
    Role.AUDITOR: "Reads everything, changes nothing",
}
Funds = Mapping[str, str]
"""The funds' names by code."""


class RolesField(QWidget):
    """A box for each role and, once ticked, the funds in which it is held."""

    changed = Signal()

    def __init__(self, funds: Funds) -> None:
        super().__init__()
        self._funds = funds
        self._boxes: dict[Role, QCheckBox] = {}
        self._where: dict[Role, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, role in enumerate(Role):
            box, where = QCheckBox(role.label), fund_choice(funds)
            box.setAccessibleDescription(ABOUT_ROLES[role])
            where.setAccessibleName(f"Funds in which the person is {role.label.lower()}")
            keep_place(where)
            box.toggled.connect(where.setVisible)
            box.toggled.connect(lambda _: self.changed.emit())
            where.currentIndexChanged.connect(lambda _: self.changed.emit())
            where.hide()
            grid.addWidget(box, row, 0)
            grid.addWidget(label(ABOUT_ROLES[role], "muted", wrap=True), row, 1)
            grid.addWidget(where, row, 2)
            self._boxes[role], self._where[role] = box, where
        self.setFocusProxy(self._boxes[Role.OFFICER])

    def value(self) -> tuple[RoleHeld, ...]:
        """Return the roles ticked, in the order of the list."""
        return tuple(
            RoleHeld(role, code)
            for role, box in self._boxes.items()
            if box.isChecked()
            for code in self._where[role].currentData()
        )

    def set_value(self, value: tuple[RoleHeld, ...] | None) -> None:
        """Show roles; a role held in several funds, but not in all, keeps them."""
        held = value or ()
        for role, box in self._boxes.items():
            codes = tuple(each.fund_code for each in held if each.role is role)
            box.setChecked(bool(codes))
            if codes:
                choose_funds(self._where[role], codes, self._funds)


def fund_choice(funds: Funds) -> QComboBox:
    """Return a choice of all funds or one; an item's data is the funds' codes, (None,) for all."""
    made = QComboBox()
    made.addItem("All funds", (None,))
    for code, name in funds.items():
        made.addItem(name, (code,))
    return made


def choose_funds(choice: QComboBox, codes: tuple[str | None, ...], funds: Funds) -> None:
    """Choose the item of these codes, added first where it is more than one fund."""
    known = [choice.itemData(row) for row in range(choice.count())]
    wanted: tuple[str | None, ...] = (None,) if None in codes else codes
    if wanted not in known:
        choice.addItem(" and ".join(funds.get(code or "", code or "") for code in wanted), wanted)
        known.append(wanted)
    choice.setCurrentIndex(known.index(wanted))


def keep_place(widget: QWidget) -> None:
    """Keep a hidden widget's room, so that nothing moves when it is shown."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
