"""`pccdesk init`: a new database with the office's details and its first administrator."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pccdesk.cli import arguments
from pccdesk.cli.office import NEW_DATABASE, new_address, remember
from pccdesk.cli.terminal import ask, ask_new_password, complain, is_interactive, say
from pccdesk.domain.errors import FieldProblem, Refused

if TYPE_CHECKING:
    from pccdesk.services.offices import OfficeForm
    from pccdesk.services.people import PersonForm

FILE_NAME = "office.sqlite"

Answers = Mapping[str, str | None]
Values = dict[str, str]
_Form = TypeVar("_Form", "OfficeForm", "PersonForm")


@dataclass(frozen=True, slots=True)
class _Question:
    """One thing to give as an option or to be asked for; `field` is its name in the form."""

    field: str
    option: str
    words: str
    needed: bool = True


_OFFICE = (
    _Question("name", "--office-name", "The office's name, as letters print it"),
    _Question("address", "--office-address", "Its address, lines separated by commas"),
    _Question("postcode", "--office-postcode", "Its postcode"),
    _Question("phone", "--office-phone", "Its telephone number"),
    _Question("email", "--office-email", "Its e-mail address"),
    _Question("website", "--office-website", "Its website", needed=False),
    _Question("signatory_name", "--signatory", "Who signs its letters"),
    _Question("signatory_title", "--signatory-title", "The signatory's title"),
)
_PERSON = (
    _Question("username", "--username", "The first administrator's username"),
    _Question("full_name", "--full-name", "The administrator's full name"),
    _Question("job_title", "--job-title", "The administrator's job title"),
)


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "init",
        "Make a new database for an office.",
        "What is not given as an option is asked for in the terminal; the administrator's "
        "password too, or it is taken from PCCDESK_PASSWORD.",
        database=(NEW_DATABASE, f"else PCCDESK_DATABASE, else {FILE_NAME} in your data folder"),
    )
    for title, questions in (("the office", _OFFICE), ("the first administrator", _PERSON)):
        group = parser.add_argument_group(title)
        for each in questions:
            group.add_argument(each.option, dest=each.field, metavar="TEXT", help=each.words)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the database, whole or not at all, and remember it."""
    from pccdesk.services.desk import system_clock
    from pccdesk.services.offices import make_office

    address = new_address(options, FILE_NAME)
    given = vars(options)
    _require_answers(given)
    office = _asked(given, _OFFICE, _office_form)
    person = _asked(given, _PERSON, _person_form)
    administrator = replace(person, password=ask_new_password())
    desk = make_office(address, system_clock, office, administrator, is_sample=False)
    name = str(desk.database.file or desk.database.name)
    desk.database.close()
    remember(address)
    say(f"The database of {office.name} is in {name}")
    say(f"Start pccdesk and sign in as {administrator.username}.")
    return 0


def _require_answers(given: Answers) -> None:
    missing = [
        each.option for each in (*_OFFICE, *_PERSON) if each.needed and given[each.field] is None
    ]
    if missing and not is_interactive():
        raise Refused(f"Give {', '.join(missing)}, or run this in a terminal to be asked.")


def _asked(
    given: Answers, questions: tuple[_Question, ...], form_of: Callable[[Values], _Form]
) -> _Form:
    """Return a sound form: what is missing is asked for, what is wrong asked for again."""
    values = {each.field: _answer(each, given[each.field]) for each in questions}
    while True:
        form = form_of(values)
        problems = _problems(form)
        if not problems:
            return form
        again = [each for each in questions if each.field in {one.field for one in problems}]
        if not again or not is_interactive():
            raise Refused(" ".join(each.sentence for each in problems), problems)
        complain(*dict.fromkeys(each.sentence for each in problems))
        values.update({each.field: ask(each.words) for each in again})


def _answer(question: _Question, given: str | None) -> str:
    if given is not None:
        return given
    return ask(question.words) if is_interactive() else ""


def _problems(form: "OfficeForm | PersonForm") -> tuple[FieldProblem, ...]:
    from pccdesk.services.offices import OfficeForm, office_problems
    from pccdesk.services.people import person_problems

    return office_problems(form) if isinstance(form, OfficeForm) else person_problems(form)


def _office_form(values: Values) -> "OfficeForm":
    from pccdesk.services.offices import OfficeForm

    lines = values["address"].split(",")
    texts = {name: value for name, value in values.items() if name != "address"}
    return OfficeForm(address=tuple(line.strip() for line in lines if line.strip()), **texts)


def _person_form(values: Values) -> "PersonForm":
    from pccdesk.services.offices import first_administrator

    return first_administrator(**values, password=None)
