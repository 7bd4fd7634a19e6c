"""What an applicant wrote: the typed application and everything that may be wrong with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from pccdesk.domain.dates import parse_date
from pccdesk.domain.definitions import FormDefinition, Question, QuestionKind
from pccdesk.domain.errors import FieldProblem, Refused
from pccdesk.domain.money import format_pounds, parse_money, sum_problem
from pccdesk.domain.organisations import (
    CODE_LIMIT,
    ContactForm,
    OrganisationForm,
    contact_problems,
    organisation_problems,
    tidy,
)

TITLE_LIMIT = 140  # the 360Giving Data Standard's limit for a grant's title
TEXT_LIMIT = 20_000
ROWS_LIMIT = 60
LINE_LIMIT = 500
_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # beyond them a year was mistyped


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of the project's budget: its cost, and how much of it the grant would pay."""

    description: str
    cost: Decimal
    from_grant: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class MatchLine:
    """Money or help in kind from somebody else."""

    source: str
    amount: Decimal
    in_kind: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """Everything that an officer types from the paper form; None or empty where not given.

    Exactly one of `organisation_id` (found) and `organisation` (new) is set. `answers` are by
    question code; several choices stand on a line each.
    """

    round_code: str
    organisation_id: int | None = None
    organisation: OrganisationForm | None = None
    main_contact: ContactForm | None = None
    second_contact: ContactForm | None = None
    project_title: str = ""
    summary: str = ""
    what: str = ""
    who: str = ""
    where: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    districts: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    board: str = ""
    amount_requested: Decimal | None = None
    total_cost: Decimal | None = None
    reserves: Decimal | None = None
    budget: tuple[BudgetLine, ...] = ()
    match: tuple[MatchLine, ...] = ()
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    received_at: datetime | None = None
    channel: str = "paper"


def word_count(text: str) -> int:
    """Return how many words a text has, as a word processor counts them."""
    return len(text.split())


def _is_over(text: str, limit: int) -> bool:
    """Tell whether a text has more words than a limit, 0 for none; few need to be counted."""
    return 0 < limit < (len(text) + 1) // 2 and word_count(text) > limit


def draft_problems(form: ApplicationForm) -> tuple[FieldProblem, ...]:
    """Return what keeps a form from being saved at all.

    No applicant, no title, a text far too long, a sum or a day that nobody can have meant.
    """
    return tuple(_draft_problems(form, _sum_problems(form), warnings=True))


def form_problems(
    form: ApplicationForm, definition: FormDefinition, *, warnings: bool = True
) -> tuple[FieldProblem, ...]:
    """Return all that is wrong with a form that is to be received, and its warnings.

    Without `warnings` they are not even looked for, as where nobody is to be warned.
    """
    wrong_sums = tuple(_sum_problems(form))
    return (
        *_draft_problems(form, wrong_sums, warnings=warnings),
        *_text_problems(form, definition, warnings=warnings),
        *_date_problems(form),
        *_place_problems(form, definition),
        # Sums that are none cannot be compared.
        *(() if wrong_sums else _money_problems(form, warnings=warnings)),
        *_answers_problems(form.answers, definition.questions, warnings=warnings),
    )


def blocking(problems: tuple[FieldProblem, ...]) -> tuple[FieldProblem, ...]:
    """Return the problems that are no mere warnings."""
    return tuple(each for each in problems if not each.warning)


def require_no_problems(problems: tuple[FieldProblem, ...], sentence: str) -> None:
    """Raise `Refused` with the blocking problems, if there are any."""
    wrong = blocking(problems)
    if wrong:
        raise Refused(f"{sentence} {wrong[0].sentence}", wrong)


def _answers_problems(
    answers: Mapping[str, str], questions: Iterable[Question], *, warnings: bool
) -> Iterator[FieldProblem]:
    for question in questions:
        answer = answers.get(question.code, "")
        yield from answer_problems(question, answer, warnings=warnings)


def answer_problems(
    question: Question, answer: str, *, warnings: bool = True
) -> tuple[FieldProblem, ...]:
    """Return what is wrong with an answer to one of the fund's own questions."""
    bare = answer.strip()
    if not bare:
        if not question.required:
            return ()
        return (FieldProblem(f"answers.{question.code}", f"Answer “{question.label}”."),)
    limit = question.word_limit
    is_over = warnings and _is_over(bare, limit)
    sentence = _kind_problem(question, bare)
    if not is_over and sentence is None:
        return ()
    name, label = f"answers.{question.code}", question.label
    over = (_over_words(name, label, answer, limit),) if is_over else ()
    wrong = (FieldProblem(name, f"“{label}”: {sentence}"),) if sentence is not None else ()
    return over + wrong


def _kind_problem(question: Question, answer: str) -> str | None:
    match question.kind:
        case QuestionKind.TEXT | QuestionKind.LONG_TEXT:
            return None
        case QuestionKind.YES_NO:
            return None if answer in {"yes", "no"} else "answer yes or no."
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            chosen = [answer] if question.kind is QuestionKind.CHOICE else answer.split("\n")
            strange = [each for each in chosen if each not in question.choices]
            return f"“{strange[0][:60]}” is not one of the choices." if strange else None
        case QuestionKind.NUMBER:
            return None if answer.isascii() and answer.isdigit() else "enter a whole number."
        case QuestionKind.DATE:
            return _parse_problem(lambda: parse_date(answer, date(2000, 1, 1)))
        case QuestionKind.MONEY:
            return _parse_problem(lambda: parse_money(answer))


def _parse_problem(parse: Callable[[], object]) -> str | None:
    try:
        parse()
    except Refused as refused:
        return refused.sentence
    return None


def _over_words(name: str, label: str, text: str, limit: int) -> FieldProblem:
    # Words over the limit are ignored by assessors, they do not stop the application.
    return FieldProblem(
        name, f"“{label}” has {word_count(text)} words; the limit is {limit}.", warning=True
    )


def _draft_problems(
    form: ApplicationForm, wrong_sums: Iterable[FieldProblem], *, warnings: bool
) -> Iterator[FieldProblem]:
    yield from _applicant_problems(form, warnings=warnings)
    yield from _length_problems(form)
    yield from _line_problems(form)
    yield from wrong_sums
    yield from _year_problems(form)
    if not tidy(form.project_title):
        yield FieldProblem("project_title", "Enter the project’s title.")


def _applicant_problems(form: ApplicationForm, *, warnings: bool) -> Iterator[FieldProblem]:
    if form.organisation is not None:
        for problem in organisation_problems(form.organisation, warnings=warnings):
            yield FieldProblem(
                f"organisation.{problem.field}", problem.sentence, warning=problem.warning
            )
    elif form.organisation_id is None:
        yield FieldProblem("organisation", "Choose the applicant, or add a new organisation.")
    if form.main_contact is not None:
        yield from contact_problems(form.main_contact, "main_contact", warnings=warnings)
    if form.second_contact is not None:
        yield from contact_problems(form.second_contact, "second_contact", warnings=warnings)


def _length_problems(form: ApplicationForm) -> Iterator[FieldProblem]:
    if len(form.project_title) > TITLE_LIMIT:
        yield FieldProblem("project_title", f"Shorten the title to {TITLE_LIMIT} characters.")
    texts = {"summary": form.summary, "what": form.what, "who": form.who, "where": form.where}
    for name, text in texts.items():
        if len(text) > TEXT_LIMIT:
            yield FieldProblem(name, f"Shorten this to {TEXT_LIMIT:,} characters.")
    for code, answer in form.answers.items():
        if len(answer) > TEXT_LIMIT:
            yield FieldProblem(f"answers.{code}", f"Shorten this to {TEXT_LIMIT:,} characters.")
    for name, code in (("board", form.board), ("channel", form.channel)):
        if len(code) > CODE_LIMIT:
            yield FieldProblem(name, f"Shorten this to {CODE_LIMIT} characters.")


def _line_problems(form: ApplicationForm) -> Iterator[FieldProblem]:
    for name, lines in (("budget", form.budget), ("match", form.match)):
        if len(lines) > ROWS_LIMIT:
            yield FieldProblem(name, f"Give at most {ROWS_LIMIT} lines.")

    texts = (*(line.description for line in form.budget), *(line.source for line in form.match))
    if max(map(len, texts), default=0) > LINE_LIMIT:
        yield FieldProblem("budget", f"Shorten each line to {LINE_LIMIT} characters.")


def _sum_problems(form: ApplicationForm) -> Iterator[FieldProblem]:
    sums = (
        ("amount_requested", form.amount_requested),
        ("total_cost", form.total_cost),
        ("reserves", form.reserves),
        *(("budget", amount) for line in form.budget for amount in (line.cost, line.from_grant)),
        *(("match", line.amount) for line in form.match),
    )
    found: dict[str, str] = {}
    for name, amount in sums:
        if amount is not None and (sentence := sum_problem(amount)) is not None:
            found.setdefault(name, sentence)
    yield from (FieldProblem(name, sentence) for name, sentence in found.items())


def _year_problems(form: ApplicationForm) -> Iterator[FieldProblem]:
    for name, day in (("starts_on", form.starts_on), ("ends_on", form.ends_on)):
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            yield FieldProblem(name, f"Enter a day between {_FIRST_YEAR} and {_LAST_YEAR}.")


def _text_problems(
    form: ApplicationForm, definition: FormDefinition, *, warnings: bool
) -> Iterator[FieldProblem]:
    if form.main_contact is None:
        yield FieldProblem("main_contact.name", "Enter the main contact.")
    texts = (
        ("summary", "Summary", form.summary, definition.summary_words),
        ("what", "What will be done", form.what, definition.text_words),
        ("who", "Who it is for", form.who, definition.text_words),
        ("where", "Where", form.where, definition.text_words),
    )
    for name, label, text, limit in texts:
        if name in {"summary", "what"} and not text.strip():
            yield FieldProblem(name, f"Enter “{label}”.")
        if warnings and _is_over(text, limit):
            yield _over_words(name, label, text, limit)


def _date_problems(form: ApplicationForm) -> Iterator[FieldProblem]:
    if form.starts_on is None:
        yield FieldProblem("starts_on", "Enter the day the project starts.")
    if form.ends_on is None:
        yield FieldProblem("ends_on", "Enter the day the project ends.")
    if form.starts_on and form.ends_on and form.ends_on < form.starts_on:
        yield FieldProblem("ends_on", "The project ends before it starts. Check both dates.")


def _place_problems(form: ApplicationForm, definition: FormDefinition) -> Iterator[FieldProblem]:
    if not form.districts:
        yield FieldProblem("districts", "Choose at least one district.")
    if not form.priorities:
        yield FieldProblem("priorities", "Choose at least one priority of the plan.")
    codes = {code for code, _name in definition.boards}
    if codes and form.board not in codes:
        yield FieldProblem("board", "Choose the board that the application goes to.")


def _money_problems(form: ApplicationForm, *, warnings: bool) -> Iterator[FieldProblem]:
    for name, label in (("amount_requested", "amount asked for"), ("total_cost", "total cost")):
        amount = getattr(form, name)
        if not amount:
            yield FieldProblem(name, f"Enter the {label}, more than £0.")
    if form.reserves is None:
        yield FieldProblem("reserves", "Enter the unrestricted reserves (£0 if there are none).")
    asked, total = form.amount_requested or Decimal(0), form.total_cost or Decimal(0)
    if total and asked > total:
        yield FieldProblem(
            "total_cost",
            f"The total cost {format_pounds(total)} is less than the {format_pounds(asked)} "
            "asked for. Check both.",
        )
    if warnings and form.budget and total:
        yield from _budget_warnings(form.budget, total)


def _budget_warnings(budget: Sequence[BudgetLine], total: Decimal) -> Iterator[FieldProblem]:
    costs = sum((line.cost for line in budget), Decimal(0))
    if costs != total:
        yield FieldProblem(
            "budget",
            f"The budget adds up to {format_pounds(costs)}, the total cost is "
            f"{format_pounds(total)}.",
            warning=True,
        )
