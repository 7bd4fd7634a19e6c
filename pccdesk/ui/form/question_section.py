"""The fund's own questions of one section, each with the control that its kind asks for."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from pccdesk.domain.dates import short_date
from pccdesk.domain.definitions import FormDefinition, Question, QuestionKind
from pccdesk.ui import theme
from pccdesk.ui.form.choice_boxes import ChoiceBoxes, YesNo
from pccdesk.ui.form.section import Section
from pccdesk.ui.form.typed import typed_in
from pccdesk.ui.widgets.date_field import DateField
from pccdesk.ui.widgets.money_field import MoneyField
from pccdesk.ui.widgets.text_fields import WordLimitedText, line_edit

_FREE = {QuestionKind.TEXT, QuestionKind.LONG_TEXT}
_MANY = 6


class QuestionSection(Section):
    """One heading of the fund's form and the questions under it."""

    def __init__(
        self, heading: str, questions: Sequence[Question], today: Callable[[], date]
    ) -> None:
        super().__init__(f"questions:{heading}", heading)
        if any(each.kind in _FREE for each in questions):
            self.add_reminder()
        for each in questions:
            self.add_field(
                f"answers.{each.code}",
                each.label,
                _control(each, today),
                hint=each.hint,
                optional=not each.required,
            )

    def answers(self) -> dict[str, str]:
        """Return the answers by question code; several choices stand on a line each."""
        return {
            name.removeprefix("answers."): _text(typed_in(field.control), field.control)
            for name, field in self.fields.items()
        }

    def set_answers(self, answers: dict[str, str]) -> None:
        """Show answers as an application keeps them."""
        kept: dict[str, Any] = {}
        for name, field in self.fields.items():
            answer = answers.get(name.removeprefix("answers."), "")
            several = isinstance(field.control, ChoiceBoxes)
            kept[name] = [each for each in answer.split("\n") if each] if several else answer
        self.put_typed(kept)


def question_sections(
    definition: FormDefinition, today: Callable[[], date]
) -> Iterator[QuestionSection]:
    """Make the fund's own sections one by one, in the form's order."""
    headings = dict.fromkeys(each.section or "Questions" for each in definition.questions)
    for heading in headings:
        own = [each for each in definition.questions if (each.section or "Questions") == heading]
        yield QuestionSection(heading, own, today)


def _control(  # noqa: PLR0911 - one line a kind
    question: Question, today: Callable[[], date]
) -> QWidget:
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return WordLimitedText(question.word_limit or None, 5)
        case QuestionKind.TEXT if question.word_limit:
            return WordLimitedText(question.word_limit, 2)
        case QuestionKind.YES_NO:
            return YesNo()
        case QuestionKind.CHOICE:
            return _choice(question)
        case QuestionKind.CHOICES:
            columns = 2 if len(question.choices) > _MANY else 1
            return ChoiceBoxes([(each, each) for each in question.choices], columns)
        case QuestionKind.NUMBER:
            return line_edit(width=160, longest=20)
        case QuestionKind.DATE:
            return DateField(today)
        case QuestionKind.MONEY:
            return MoneyField()
        case _:
            return line_edit(longest=2_000)


def _choice(question: Question) -> QComboBox:
    box = QComboBox()
    box.setMaximumWidth(theme.scale().pixels(480))
    box.addItem("Choose an answer", "")
    for each in question.choices:
        box.addItem(each, each)
    return box


def _text(typed: object, control: QWidget) -> str:
    if isinstance(control, DateField) and (day := control.value()) is not None:
        return short_date(day)
    if isinstance(control, MoneyField) and (amount := control.value()) is not None:
        return _figure(amount)
    if isinstance(typed, list):
        return "\n".join(typed)
    return str(typed or "").strip()


def _figure(amount: Decimal) -> str:
    return f"{amount:f}"
