"""Problems of the form while it is typed and when it is saved: beside each field, in a list."""

from collections.abc import Callable
from datetime import datetime

from pccdesk.domain.errors import FieldProblem
from pccdesk.ui.form.checks import problems_of
from pccdesk.ui.form.form_body import FormBody
from pccdesk.ui.form.section_list import SectionList
from pccdesk.ui.form.standing import standing_of
from pccdesk.ui.messages import ErrorSummary

_LIVE = {"round_code", "amount_requested", "budget", "match"}


class FormCheck:
    """Looks at the form as it stands.

    While typing, only sums and the round are warned about; what a refused save named is shown
    until it is mended.
    """

    def __init__(
        self,
        body: FormBody,
        sections: SectionList,
        summary: ErrorSummary,
        clock: Callable[[], datetime],
    ) -> None:
        self._body, self._sections, self._summary = body, sections, summary
        self._clock = clock
        self._named: set[str] = set()

    def problems(self, *, to_receive: bool) -> tuple[FieldProblem, ...]:
        """Return all problems in the form's order."""
        found = problems_of(
            self._body.form(),
            self._body.definition(),
            self._body.round.chosen(),
            self._body.entry_problems(),
            self._clock(),
            to_receive=to_receive,
        )
        return self._in_order(found)

    def look_again(self) -> None:
        """Bring list and fields up to date; what was mended loses its sentence."""
        problems = self.problems(to_receive=True)
        self._sections.set_states(standing_of(self._body, problems))
        self._body.show_problems(tuple(each for each in problems if self._is_shown(each)))

    def refuse(self, problems: tuple[FieldProblem, ...], heading: str = "") -> None:
        """Show why a save was refused: in the summary, which takes the keyboard, and beside."""
        self._named |= {each.field for each in problems}
        self._body.show_problems(problems)
        self._summary.show_problems(problems, heading)

    def forget(self) -> None:
        """Take the summary away and begin afresh."""
        self._named = set()
        self._summary.clear()

    def _is_shown(self, problem: FieldProblem) -> bool:
        if problem.field in self._named or (problem.warning and problem.field in _LIVE):
            return True
        section = self._body.section_of(problem.field)
        field = section.field_of(problem.field) if section else None
        return field is not None and problem.sentence in field.problem()

    def _in_order(self, problems: tuple[FieldProblem, ...]) -> tuple[FieldProblem, ...]:
        """Return problems in the order of their fields on the form."""
        names = [name for section in self._body.sections() for name in section.fields]
        places = {name: place for place, name in enumerate(names)}

        def place(problem: FieldProblem) -> int:
            section = self._body.section_of(problem.field)
            field = section.field_of(problem.field) if section else None
            own = next((n for n in names if section and section.fields.get(n) is field), "")
            return places.get(own, len(names))

        return tuple(sorted(problems, key=place))
