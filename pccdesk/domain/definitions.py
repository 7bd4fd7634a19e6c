"""A fund's form, criteria, scoring scheme, payments and terms, read from versioned data.

Definitions arrive as nested mappings (TOML on disk, JSON in the database) and become frozen
records here, so that a new fund or next year's round needs no code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pccdesk.domain.errors import Refused

Content = Mapping[str, Any]
_LARGEST_NUMBER = 2**31


class QuestionKind(StrEnum):
    """How a question of the fund's own is answered."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"


class CriterionKind(StrEnum):
    """The kinds of eligibility rule that a round may set; parameters are data."""

    MAXIMUM_AMOUNT = "maximum_amount"
    TOTAL_COST_AT_MOST = "total_cost_at_most"
    RESERVES_AT_MOST = "reserves_at_most"
    ONE_A_YEAR = "one_a_year"
    NOT_ALREADY_FUNDED = "not_already_funded"
    DOCUMENTS_PRESENT = "documents_present"
    IN_AREA = "in_area"
    RECEIVED_IN_TIME = "received_in_time"
    ANSWER_IS = "answer_is"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a fund's form; `word_limit` 0 means no limit."""

    code: str
    label: str
    kind: QuestionKind
    hint: str = ""
    word_limit: int = 0
    required: bool = False
    choices: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class DocumentWanted:
    """A document that comes with an application, such as the constitution."""

    code: str
    label: str
    hint: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """The questions and documents of one version of a fund's form, with its word limits."""

    version: int
    summary_words: int
    text_words: int
    questions: tuple[Question, ...]
    documents: tuple[DocumentWanted, ...]
    boards: tuple[tuple[str, str], ...] = ()

    def question(self, code: str) -> Question | None:
        """Return the question with this code, if the form has it."""
        return next((each for each in self.questions if each.code == code), None)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One eligibility rule of a round, with its parameters and where the rule stands."""

    code: str
    kind: CriterionKind
    label: str
    source: str = ""
    amount: Decimal = Decimal(0)
    question: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ScoringCriterion:
    """One thing that assessors mark, from 0 to the scheme's maximum, times its weight."""

    code: str
    label: str
    guidance: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """What a total of at least `from_percent` of the greatest possible score means."""

    from_percent: int
    label: str


@dataclass(frozen=True, slots=True)
class ScoringScheme:
    """How applications of a round are scored."""

    version: int
    maximum_mark: int
    assessors_needed: int
    criteria: tuple[ScoringCriterion, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class RoundDefinition:
    """One round as the fund's data seeds it; times of day are UK time."""

    code: str
    title: str
    financial_year: int
    opens: datetime
    closes: datetime
    maximum: Decimal
    minimum: Decimal
    budget: Decimal
    decide_by: date | None
    accept_within_days: int


@dataclass(frozen=True, slots=True)
class FundDefinition:
    """Everything a fund's file says."""

    code: str
    prefix: str
    name: str
    summary: str
    cost_centre: str
    objective_code: str
    subjective_code: str
    vat_treatment: str
    recommending_body: str
    form: FormDefinition
    criteria: tuple[Criterion, ...]
    criteria_version: int
    scoring: ScoringScheme
    instalments: tuple[int, ...]
    first_due_days: int
    terms: tuple[str, ...]
    terms_version: int
    rounds: tuple[RoundDefinition, ...] = field(default=())


def parse_form(content: Content) -> FormDefinition:
    """Return a form from its content (`form` and, for a fund with boards, `boards`)."""
    form = _part(content, "form")
    return FormDefinition(
        version=int(form["version"]),
        summary_words=int(form["summary_words"]),
        text_words=int(form["text_words"]),
        questions=tuple(_question(each) for each in form.get("questions", ())),
        documents=tuple(
            DocumentWanted(
                each["code"], each["label"], each.get("hint", ""), bool(each.get("required", False))
            )
            for each in form.get("documents", ())
        ),
        boards=tuple((each["code"], each["name"]) for each in content.get("boards", ())),
    )


def parse_criteria(content: Content) -> tuple[Criterion, ...]:
    """Return the eligibility criteria of a content's `criteria` part, in its order."""
    return tuple(
        Criterion(
            code=each["code"],
            kind=CriterionKind(each["kind"]),
            label=each["label"],
            source=each.get("source", ""),
            amount=Decimal(str(each.get("amount", 0))),
            question=each.get("question", ""),
            answer=str(each.get("answer", "")),
        )
        for each in _part(content, "criteria").get("items", ())
    )


def parse_scoring(content: Content) -> ScoringScheme:
    """Return the scoring scheme of a content's `scoring` part."""
    scoring = _part(content, "scoring")
    return ScoringScheme(
        version=int(scoring["version"]),
        maximum_mark=int(scoring["maximum_mark"]),
        assessors_needed=int(scoring["assessors_needed"]),
        criteria=tuple(
            ScoringCriterion(
                each["code"], each["label"], each.get("guidance", ""), int(each.get("weight", 1))
            )
            for each in scoring["criteria"]
        ),
        bands=tuple(Band(int(each["from_percent"]), each["label"]) for each in scoring["bands"]),
    )


def parse_fund(content: Content) -> FundDefinition:
    """Return a whole fund; raises `Refused` naming the part that is missing or wrong."""
    try:
        fund = _part(content, "fund")
        payments = _part(content, "payments")
        terms = _part(content, "terms")
        parsed = FundDefinition(
            code=fund["code"],
            prefix=fund["prefix"],
            name=fund["name"],
            summary=fund.get("summary", ""),
            cost_centre=str(fund.get("cost_centre", "")),
            objective_code=str(fund.get("objective_code", "")),
            subjective_code=str(fund.get("subjective_code", "")),
            vat_treatment=fund.get("vat_treatment", "Outside the scope of VAT"),
            recommending_body=fund.get("recommending_body", ""),
            form=parse_form(content),
            criteria=parse_criteria(content),
            criteria_version=int(_part(content, "criteria")["version"]),
            scoring=parse_scoring(content),
            instalments=tuple(int(each) for each in payments["instalments"]),
            first_due_days=int(payments.get("first_due_days", 14)),
            terms=tuple(terms["items"]),
            terms_version=int(terms["version"]),
            rounds=tuple(_round(each) for each in content.get("rounds", ())),
        )
        _require_kinds(parsed)
    except (KeyError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise Refused(f"The fund's definition is not usable: {error!r} is missing or wrong.") from (
            error
        )
    if sum(parsed.instalments) != 100:  # noqa: PLR2004 - per cent
        raise Refused(f"The instalments of {parsed.name} must add up to 100 per cent.")
    return parsed


def _require_kinds(value: object) -> None:
    """Raise naming the place where a text is none, or a number is beyond what can be kept."""
    if isinstance(value, tuple):
        for each in value:
            _require_kinds(each)
    elif is_dataclass(value):
        for part in fields(value):
            held = getattr(value, part.name)
            if part.type is str and not isinstance(held, str):
                raise TypeError(part.name)
            if part.type in {int, Decimal} and not abs(held) < _LARGEST_NUMBER:
                raise ValueError(part.name)
            _require_kinds(held)


def _part(content: Content, name: str) -> Content:
    part = content.get(name)
    if not isinstance(part, Mapping):
        raise KeyError(name)
    return part


def _question(each: Content) -> Question:
    choices: Sequence[str] = each.get("choices", ())
    return Question(
        code=each["code"],
        label=each["label"],
        kind=QuestionKind(each["kind"]),
        hint=each.get("hint", ""),
        word_limit=int(each.get("word_limit", 0)),
        required=bool(each.get("required", False)),
        choices=tuple(choices),
        section=each.get("section", ""),
    )


def _round(each: Content) -> RoundDefinition:
    decide_by = each.get("decide_by")
    return RoundDefinition(
        code=each["code"],
        title=each["title"],
        financial_year=int(each["financial_year"]),
        opens=datetime.fromisoformat(str(each["opens"])),
        closes=datetime.fromisoformat(str(each["closes"])),
        maximum=Decimal(str(each["maximum"])),
        minimum=Decimal(str(each.get("minimum", 0))),
        budget=Decimal(str(each["budget"])),
        decide_by=date.fromisoformat(str(decide_by)) if decide_by else None,
        accept_within_days=int(each.get("accept_within_days", 28)),
    )
