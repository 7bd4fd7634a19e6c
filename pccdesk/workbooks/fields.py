"""The columns of an application in a spreadsheet, as data: template and reader share them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pccdesk.domain.definitions import FormDefinition, Question, QuestionKind
from pccdesk.domain.forms import TEXT_LIMIT, TITLE_LIMIT
from pccdesk.domain.organisations import LINE_LIMIT, NAME_LIMIT

BUDGET_LINES = 6
MATCH_LINES = 3
ADDRESS_LINES = 3


class FieldKind(StrEnum):
    """What a cell of the field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"  # digits that are no number: kept as text, leading noughts and all
    PHONE = "phone"
    COMPANY = "company"
    POSTCODE = "postcode"
    EMAIL = "email"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    WHOLE = "whole"
    DATE = "date"
    MONEY = "money"


TEXT_KINDS = frozenset(
    {FieldKind.CODE, FieldKind.PHONE, FieldKind.COMPANY, FieldKind.POSTCODE, FieldKind.EMAIL}
)
"""Kinds whose columns have Excel's text format, so that nothing typed is changed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: the code that is kept and the words that stand in the cell."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One column; `limit` is in characters, `group` ties the columns of a budget line."""

    code: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    limit: int = LINE_LIMIT
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    example: str = ""
    section: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceChoices:
    """The choices that come from the database: districts, priorities, kinds of organisation."""

    districts: tuple[Choice, ...]
    priorities: tuple[Choice, ...]
    organisation_kinds: tuple[Choice, ...] = ()


_K = FieldKind
_SEVERAL = "One, or several with a semicolon between"
_DAY = "Day/month/year"
_POUNDS = "Pounds, such as 2500"
_YES_NO = "Yes or No"


def application_fields(form: FormDefinition, reference: ReferenceChoices) -> tuple[Field, ...]:
    """Return every column of a round's spreadsheet, in the order of the paper form."""
    return (
        *_organisation(reference),
        *_contact("main_contact", "Main contact", required=True),
        *_contact("second_contact", "Second contact", required=False),
        *_project(form, reference),
        *_money(),
        *(_question(each) for each in form.questions),
        *_budget(),
        *_match(),
        Field(
            "received_on", "Received on", _K.DATE, hint=f"{_DAY}; empty: today", section="Office"
        ),
    )


def _organisation(reference: ReferenceChoices) -> Iterator[Field]:
    section = "Applicant"
    kinds = reference.organisation_kinds
    yield Field(
        "organisation.name",
        "Organisation",
        required=True,
        limit=NAME_LIMIT,
        hint="Full name, as in its constitution",
        example="Heysham Youth Theatre",
        section=section,
    )
    yield Field(
        "organisation.kind",
        "Kind of organisation",
        _K.CHOICE if kinds else _K.TEXT,
        choices=kinds,
        hint="Choose from the list",
        example=kinds[0].label if kinds else "Charity",
        section=section,
    )
    for number in range(1, ADDRESS_LINES + 1):
        yield Field(
            f"organisation.address.{number}",
            f"Address line {number}",
            example="12 Marine Road" if number == 1 else "",
            section=section,
        )
    for code, title, kind, hint, example in (
        ("town", "Town", _K.TEXT, "", "Morecambe"),
        ("postcode", "Postcode", _K.POSTCODE, "Such as PR1 0LD", "LA4 4DG"),
        ("charity_number", "Charity number", _K.CODE, "6 or 7 digits", "1098765"),
        ("company_number", "Company number", _K.COMPANY, "8 characters, noughts too", "01234567"),
        ("email", "Organisation e-mail", _K.EMAIL, "", "office@example.org"),
        ("phone", "Organisation telephone", _K.PHONE, "With its leading nought", "01524 496 0123"),
        ("website", "Website", _K.TEXT, "", ""),
    ):
        yield Field(
            f"organisation.{code}", title, kind, hint=hint, example=example, section=section
        )
    yield Field(
        "organisation.otherwise_funded",
        "Already funded by the office",
        _K.YES_NO,
        hint=_YES_NO,
        example="No",
        section=section,
    )


def _contact(prefix: str, label: str, *, required: bool) -> Iterator[Field]:
    example = ("Sam Whiteside", "Secretary", "sam@example.org", "07700 900123")
    for (code, kind), shown in zip(
        (("name", _K.TEXT), ("role", _K.TEXT), ("email", _K.EMAIL), ("phone", _K.PHONE)),
        example,
        strict=True,
    ):
        word = {"email": "e-mail", "phone": "telephone"}.get(code, code)
        yield Field(
            f"{prefix}.{code}",
            f"{label} {word}",
            kind,
            required=required and code == "name",
            example=shown if required else "",
            section="Contacts",
        )


def _project(form: FormDefinition, reference: ReferenceChoices) -> Iterator[Field]:
    section = "Project"
    yield Field(
        "project_title",
        "Project title",
        required=True,
        limit=TITLE_LIMIT,
        hint=f"Up to {TITLE_LIMIT} characters",
        example="Friday night stage school",
        section=section,
    )
    for code, title, words, required, example in (
        ("summary", "Summary", form.summary_words, True, "Weekly drama evenings for young people."),
        ("what", "What will be done", form.text_words, True, "Thirty evenings led by two tutors."),
        ("who", "Who it is for", form.text_words, False, "Young people aged 11 to 16."),
        ("where", "Where", form.text_words, False, "The Winter Gardens, Morecambe."),
    ):
        hint = f"Up to {words} words" if words else ""
        yield Field(code, title, _K.LONG_TEXT, required, TEXT_LIMIT, (), hint, example, section)
    yield Field("starts_on", "Starts on", _K.DATE, True, 0, (), _DAY, "01/09/2026", section)
    yield Field("ends_on", "Ends on", _K.DATE, True, 0, (), _DAY, "31/03/2027", section)
    for code, title, choices in (
        ("districts", "Districts", reference.districts),
        ("priorities", "Plan priorities", reference.priorities),
    ):
        yield Field(
            code,
            title,
            _K.CHOICES,
            required=True,
            choices=choices,
            hint=_SEVERAL,
            example=choices[0].label if choices else "",
            section=section,
        )
    if form.boards:
        boards = tuple(Choice(code, name) for code, name in form.boards)
        yield Field(
            "board", "Board", _K.CHOICE, True, 0, boards, "Choose one", boards[0].label, section
        )


def _money() -> Iterator[Field]:
    for code, title, example in (
        ("amount_requested", "Amount asked for", "2400"),
        ("total_cost", "Total cost", "3100"),
        ("reserves", "Unrestricted reserves", "1850.50"),
    ):
        yield Field(code, title, _K.MONEY, True, 0, (), _POUNDS, example, "Money")


def _question(question: Question) -> Field:
    kinds = {
        QuestionKind.TEXT: _K.TEXT,
        QuestionKind.LONG_TEXT: _K.LONG_TEXT,
        QuestionKind.YES_NO: _K.YES_NO,
        QuestionKind.CHOICE: _K.CHOICE,
        QuestionKind.CHOICES: _K.CHOICES,
        QuestionKind.NUMBER: _K.WHOLE,
        QuestionKind.DATE: _K.DATE,
        QuestionKind.MONEY: _K.MONEY,
    }
    kind = kinds[question.kind]
    words = f"up to {question.word_limit} words" if question.word_limit else ""
    return Field(
        f"answers.{question.code}",
        question.label,
        kind,
        question.required,
        TEXT_LIMIT,
        tuple(Choice(each, each) for each in question.choices),
        _sentence_case(
            "; ".join(part for part in (question.hint, _answer_hint(kind), words) if part)
        ),
        _answer_example(question),
        question.section or "The fund’s questions",
    )


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _answer_hint(kind: FieldKind) -> str:
    return {
        _K.YES_NO: _YES_NO,
        _K.CHOICE: "choose one",
        _K.CHOICES: _SEVERAL.lower(),
        _K.WHOLE: "whole number",
        _K.DATE: _DAY.lower(),
        _K.MONEY: _POUNDS.lower(),
    }.get(kind, "")


def _answer_example(question: Question) -> str:
    if question.choices:
        return question.choices[0]
    return {
        QuestionKind.YES_NO: "Yes",
        QuestionKind.NUMBER: "24",
        QuestionKind.DATE: "15/05/2026",
        QuestionKind.MONEY: "250",
    }.get(question.kind, "An answer in words.")


def _budget() -> Iterator[Field]:
    for number in range(1, BUDGET_LINES + 1):
        group, first = f"budget.{number}", number == 1
        for part, title, kind, hint, example in (
            ("description", "item", _K.TEXT, "What is bought", "Tutors’ fees"),
            ("cost", "cost", _K.MONEY, _POUNDS, "3100"),
            ("from_grant", "from grant", _K.MONEY, "Part the grant pays", "2400"),
        ):
            yield Field(
                f"{group}.{part}",
                f"Budget {number} {title}",
                kind,
                hint=hint,
                example=example if first else "",
                section="Budget",
                group=group,
            )


def _match() -> Iterator[Field]:
    for number in range(1, MATCH_LINES + 1):
        group, first = f"match.{number}", number == 1
        for part, title, kind, hint, example in (
            ("source", "source", _K.TEXT, "Who gives it", "Town council"),
            ("amount", "amount", _K.MONEY, _POUNDS, "700"),
            ("in_kind", "in kind", _K.YES_NO, "Yes: help, no money", "No"),
            ("confirmed", "confirmed", _K.YES_NO, _YES_NO, "Yes"),
        ):
            yield Field(
                f"{group}.{part}",
                f"Match {number} {title}",
                kind,
                hint=hint,
                example=example if first else "",
                section="Match funding",
                group=group,
            )
