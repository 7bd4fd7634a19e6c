"""The first window: choose a database and sign in; everything slow happens behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from pccdesk.domain.errors import Cancelled, DeskError, PasswordDue, PasswordNeeded, Refused
from pccdesk.settings import read_settings, without_password
from pccdesk.ui.dialogs.dialog_size import grow_with_text
from pccdesk.ui.start.brand_panel import BrandPanel
from pccdesk.ui.start.bringing_up import BringingUp
from pccdesk.ui.start.first_frame import FirstFrame
from pccdesk.ui.start.password_keeping import PasswordKeeping
from pccdesk.ui.start.places import database_name
from pccdesk.ui.start.preparing import Preparing
from pccdesk.ui.start.remembered import recall
from pccdesk.ui.start.step import Step
from pccdesk.ui.window_settings import WindowSettings

if TYPE_CHECKING:
    from pccdesk.domain.permissions import Actor
    from pccdesk.ui.jobs import Job
    from pccdesk.ui.start.new_steps import AdministratorStep, OfficeStep, PlaceStep
    from pccdesk.ui.start.opening import OpenOffice
    from pccdesk.ui.start.sign_in_step import SignInStep

_ALREADY_OPEN = (
    "This database is open in another PCCDesk window of yours, which was brought to the front."
)


class StartWindow(FirstFrame):
    """Steps from nothing to a signed-in person; `entered` gives the open office and the person.

    `claim` tells whether this copy may open an address, or another one has it open.
    """

    entered = Signal(object, object)

    def __init__(
        self,
        settings: WindowSettings,
        claim: Callable[[str], bool] = lambda _address: True,
        username: str = "",
    ) -> None:
        super().__init__()
        self._settings, self._claim, self._username = settings, claim, username
        self._address = ""
        self._office: OpenOffice | None = None
        self._wanted: tuple[str, str] | None = None
        self._keeping = PasswordKeeping(self, lambda error: self.step.show_error(error))  # noqa: PLW0108 - the step then
        self._making: tuple[PlaceStep, OfficeStep, AdministratorStep] | None = None
        self._sample_job: Job[OpenOffice] | None = None
        self._build()
        self.jobs_made.connect(lambda: self.jobs.changed.connect(self._show_progress))
        self._preparing = Preparing(self)
        self._bringing_up = BringingUp(self, self._show)
        self.after_first_frame(self._hear_keys)

    def _hear_keys(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        QShortcut(QKeySequence("F1"), self, self.show_help)

    def begin(self, address: str | None) -> None:
        """Show the sign-in of a database, or the first start where there is none."""
        if address:
            self.open(address)
            return
        self.show_welcome()
        trouble = read_settings().trouble
        if trouble:
            self.step.show_error(Refused(trouble))

    @property
    def step(self) -> Step:
        """The step in front."""
        front = self._stack.currentWidget()
        if not isinstance(front, Step):
            raise TypeError(front)
        return front

    def show_welcome(self) -> None:
        """Show the three choices; leaves the database that was open."""
        self._leave_office()
        last = read_settings().last_database
        back = (lambda: self.open(last)) if last else None
        from pccdesk.ui.start.welcome_step import WelcomeStep

        self._show(WelcomeStep(self.explore, self.make, self.show_open, back=back))

    def show_open(self, address: str = "", error: DeskError | None = None) -> None:
        """Show where a database is chosen, with what went wrong with the last choice."""
        self._leave_office()
        recent = read_settings().recent_databases
        from pccdesk.ui.start.open_step import OpenStep

        step = OpenStep(recent, self.open, self.show_welcome, self._keeping.ask)
        step.show_address(without_password(address) if "://" in address else address)
        self._show(step)
        if error is not None:
            step.show_error(error)
        if isinstance(error, PasswordNeeded):
            step.form.focus_field("server_password")

    def open(self, address: str) -> None:
        """Open a database; its sign-in stands ready meanwhile if it is known from before."""
        if not address.strip():
            self.step.show_error(Refused("Say which database: a file, or a server’s address."))
            return
        if not self._claim(address):
            self.show_open(address, Refused(_ALREADY_OPEN))
            return
        self._leave_office()
        self._address = address
        known = recall(self._settings, address)
        if known.office and not known.is_sample:
            self._show(self._sign_in_step(known.office, known.username))
        else:
            from pccdesk.ui.start.working_step import WorkingStep

            self._show(WorkingStep("Opening the database …", database_name(address)))
        self.after_first_frame(lambda: self._open_behind(address))

    def _open_behind(self, address: str) -> None:
        if address != self._address:
            return
        self._preparing.is_opening = True
        self._bringing_up.open(
            address, self._opened, lambda error: self._not_opened(address, error)
        )

    def explore(self) -> None:
        """Open the sample office, made first with a count and Cancel if it is not there."""
        from pccdesk.ui.start import opening
        from pccdesk.ui.start.working_step import WorkingStep

        path = opening.sample_path()
        if path.exists():
            self.open(str(path))
            return
        self._leave_office()
        self._address = str(path)
        self._show(
            WorkingStep(
                "Making the sample office …",
                "Three years of applications, decisions, letters and payments are made by the "
                "program itself. This takes a moment, once.",
                cancel=self._cancel_sample,
            )
        )
        self._sample_job = self.jobs.run_change(
            self,
            "Make the sample office",
            opening.open_sample,
            self._opened,
            failed=self._no_sample,
        )

    def make(self) -> None:
        """Begin a new database: where, which office, who administers it."""
        from pccdesk.ui.start.new_steps import AdministratorStep, OfficeStep, PlaceStep

        place = PlaceStep(lambda: self._show(office), self.show_welcome)
        office = OfficeStep(lambda: self._show(administrator), lambda: self._show(place))
        administrator = AdministratorStep(self._make, lambda: self._show(office))
        self._making = (place, office, administrator)
        self._show(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the step the whole of a window that is narrow for the size of its text."""
        super().resizeEvent(event)
        self._brand.setVisible(self._brand.leaves_enough_of(self.width()))

    def show_help(self) -> None:
        """Open the help page of the step in front."""
        from pccdesk.ui.help_window import show_help

        show_help("first_start", self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs, close a database that nobody signed in to."""
        if not self._bringing_up.may_close():
            event.ignore()
            return
        self.hide()  # what runs may take a moment to come to its next step
        self.shut_down()
        self._leave_office()
        super().closeEvent(event)

    def _build(self) -> None:
        self.setWindowTitle("PCCDesk")
        self.setProperty("role", "page")
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._brand = BrandPanel(self.show_help)
        row.addWidget(self._brand)
        row.addWidget(self._stack, 1)
        self.setMinimumSize(820, 560)
        self.resize(1040, 700)
        grow_with_text(self)

    def _show(self, step: Step) -> None:
        """Show a step; those of a new database are kept, so that Back loses nothing typed."""
        old = self._stack.currentWidget()
        if self._stack.indexOf(step) < 0:
            self._stack.addWidget(step)
        self._stack.setCurrentWidget(step)
        if self._making is not None and step not in self._making:
            for each in self._making:
                each.deleteLater()
            self._making = None
        elif old is not None and old is not step and old not in (self._making or ()):
            old.deleteLater()
        step.begin()

    def _sign_in_step(self, office: str, username: str) -> "SignInStep":
        from pccdesk.ui.start.sign_in_step import SignInStep

        where = database_name(self._address)
        return SignInStep(office, where, self._username or username, self._enter, self.show_welcome)

    def _opened(self, office: "OpenOffice") -> None:
        from pccdesk.ui.start.sign_in_step import SampleStep, SignInStep

        self._preparing.opened()
        if office.address != self._address:  # the officer went elsewhere meanwhile
            office.desk.database.close()
            return
        self._office = self._preparing.office = office
        self._keeping.accepted(office.address, self.jobs)
        if office.is_sample:
            self._show(SampleStep(office.people, self._enter, self.show_welcome))
            if self._username in {each.username for each in office.people}:
                self._enter(self._username, "")
            return
        if not isinstance(self.step, SignInStep):
            typed = self._bringing_up.typed
            self._show(self._sign_in_step(office.name, typed.get("username", "")))
            self.step.form.set_values(typed)
        if self._wanted:
            self._enter(*self._wanted)

    def _not_opened(self, address: str, error: DeskError) -> None:
        self._keeping.refused()
        self._preparing.opened()
        if address == self._address:
            self.show_open(address, error)

    def _enter(self, username: str, password: str) -> None:
        office = self._office
        if office is None:  # typed faster than the database opened
            self._wanted = (username, password)
            return
        self._wanted = None
        self.step.set_busy("Signing in …")
        from pccdesk.ui.start import opening

        self.jobs.run_change(
            self,
            "Sign in",
            lambda _progress: opening.enter(office, username, password),
            self._entered,
            failed=lambda error: self._refused(error, username, password),
        )

    def _refused(self, error: DeskError, username: str, password: str) -> None:
        if not isinstance(error, PasswordDue):
            self.step.show_error(error)
            return
        from pccdesk.ui.start.sign_in_step import NewPasswordStep

        office = self._office.name if self._office else ""
        self._show(
            NewPasswordStep(
                error.sentence,
                lambda new: self._enter_anew(username, password, new),
                lambda: self._show(self._sign_in_step(office, username)),
            )
        )

    def _enter_anew(self, username: str, present: str, new: str) -> None:
        from pccdesk.ui.start import opening

        office = self._office
        if office is not None:
            self.jobs.run_change(
                self,
                "Sign in",
                lambda _progress: opening.enter_anew(office, username, present, new),
                self._entered,
                failed=self.step.show_error,
            )

    def _entered(self, actor: "Actor") -> None:
        office, self._office = self._office, None
        self._username = ""
        self.entered.emit(office, actor)

    def _make(self) -> None:
        if self._making is None:
            return
        place, office, administrator = self._making
        address, form, person = place.address(), office.office(), administrator.administrator()
        if not self._claim(address):
            administrator.show_error(Refused(_ALREADY_OPEN))
            return
        administrator.set_busy("Making the database …")
        from pccdesk.ui.start import opening

        self._address = address
        self.jobs.run_change(
            self,
            "Make the database",
            lambda _progress: opening.make_new(address, form, person),
            lambda made: self._made(made, person.username, person.password or ""),
            failed=administrator.show_error,
        )

    def _made(self, office: "OpenOffice", username: str, password: str) -> None:
        self._office = office
        self._enter(username, password)

    def _cancel_sample(self) -> None:
        if self._sample_job is not None:
            self._sample_job.cancel()
            self.step.set_busy("Stopping …")

    def _no_sample(self, error: DeskError) -> None:
        self.show_welcome()
        if not isinstance(error, Cancelled):
            self.step.show_error(error)

    def _show_progress(self) -> None:
        from pccdesk.ui.start.working_step import WorkingStep

        job, front = self._sample_job, self._stack.currentWidget()
        if job is not None and isinstance(front, WorkingStep):
            front.show_progress(job.count, job.total)

    def _leave_office(self) -> None:
        if self._office is not None:
            self._office.desk.database.close()
        self._office = self._preparing.office = None
        self._address, self._wanted = "", None
