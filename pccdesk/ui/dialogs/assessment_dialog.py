"""Assess an application: a mark and a reason for each of the round's criteria."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pccdesk.domain.definitions import ScoringScheme
from pccdesk.domain.errors import DeskError, Refused
from pccdesk.domain.scoring import mark_problems
from pccdesk.queries.decisions import AssessmentRow
from pccdesk.services.assessments import AssessmentForm
from pccdesk.ui.dialogs.command_dialog import CommandDialog, DialogWords
from pccdesk.ui.widgets.mark_field import MarkField, MarkTyped, weighted
from pccdesk.ui.widgets.score_line import ScoreLine
from pccdesk.ui.widgets.text_fields import WordLimitedText


class AssessmentDialog(CommandDialog):
    """Returns an `AssessmentForm`; the weighted total and its band follow while marks are given."""

    def __init__(
        self,
        scheme: ScoringScheme,
        own: AssessmentRow | None,
        parent: QWidget | None = None,
        beside: QWidget | None = None,
    ) -> None:
        words = DialogWords(
            "Assess",
            f"Mark each criterion from 0 to {scheme.maximum_mark} and say why. "
            "Others’ marks are shown once yours are in.",
            "Submit assessment",
        )
        super().__init__(words, parent, beside)
        self._scheme = scheme
        self.score = ScoreLine(scheme)
        self.above.addWidget(self.score)
        given = {each.criterion: each for each in own.marks} if own else {}
        for criterion in scheme.criteria:
            field = MarkField(scheme.maximum_mark, criterion.label)
            mark = given.get(criterion.code)
            if mark is not None:
                field.set_value(MarkTyped(mark.mark, mark.justification))
            self.form.add(
                _name(criterion.code),
                weighted(criterion),
                field,
                hint=criterion.guidance,
            )
        self.comment = WordLimitedText(None, lines=3)
        self.comment.set_value(own.comment if own else "")
        self.form.add("comment", "Comment on the whole", self.comment, optional=True)
        self.ready()
        self.form.changed.connect(self._reckon)
        self._reckon()

    def command(self) -> AssessmentForm:
        """Return the marks; raises `Refused` with each criterion that lacks a mark or a reason."""
        marks = {
            code: typed.mark_given
            for code, typed in self._typed().items()
            if typed.mark_given is not None
        }
        problems = mark_problems(self._scheme, marks)
        if problems:
            raise Refused(problems[0].sentence, problems)
        return AssessmentForm(marks, self.comment.value())

    def show_error(self, error: DeskError, reload: Callable[[], None] | None = None) -> None:
        """Put each criterion's problem beside its own mark."""
        if isinstance(error, Refused):
            error.problems = tuple(
                each._replace(field=each.field.replace("marks.", "marks_"))
                for each in error.problems
            )
        super().show_error(error, reload)

    def _typed(self) -> dict[str, MarkTyped]:
        values = self.form.values()
        return {each.code: values[_name(each.code)] for each in self._scheme.criteria}

    def _reckon(self) -> None:
        self.score.set_marks(
            {code: typed.mark for code, typed in self._typed().items() if typed.mark is not None}
        )


def _name(code: str) -> str:
    # A dot would make it a part of another field: forms keep names plain.
    return f"marks_{code}"
