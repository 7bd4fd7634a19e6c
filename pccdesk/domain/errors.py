"""The one family of errors; each carries a sentence that an officer can act on."""

from typing import NamedTuple


class FieldProblem(NamedTuple):
    """One thing wrong with one field of a form.

    `field` is the field's stable name, `sentence` what to do about it; a `warning` is shown
    beside the field but lets the save through.
    """

    field: str
    sentence: str
    warning: bool = False


class DeskError(Exception):
    """Anything the program tells an officer instead of doing what was asked."""

    @property
    def sentence(self) -> str:
        """What happened and what to do, in words for an officer."""
        return str(self)


class Refused(DeskError):
    """The officer can mend it: a rule was not met or a field is wrong; nothing was changed."""

    def __init__(self, sentence: str, problems: tuple[FieldProblem, ...] = ()) -> None:
        super().__init__(sentence)
        self.problems = problems


class NotPermitted(Refused):
    """The signed-in person's role, limit or part in the application forbids the action."""


class PasswordDue(NotPermitted):
    """Name and password are right, but a new password must be chosen before anything else."""


class NotFound(Refused):
    """The record that was asked for is not there."""


class Stale(Refused):
    """Somebody else saved the record since the officer opened it."""


class Cancelled(DeskError):
    """The officer cancelled a job; nothing of it was kept."""


class EnvironmentFailed(DeskError):
    """The disk, database, printer or network failed; the sentence says what is safe."""


class PasswordNeeded(EnvironmentFailed):
    """The database's server wants a password, or another one than it was given."""


class Fault(DeskError):
    """The program's own mistake; a report is saved for whoever mends it."""
