"""Who may do what: roles, permissions, and limits in pounds of those who decide."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from pccdesk.domain.errors import NotPermitted
from pccdesk.domain.money import format_pounds


class Role(StrEnum):
    """What a person does in the office."""

    OFFICER = "officer"
    ASSESSOR = "assessor"
    DECISION_MAKER = "decision_maker"
    FINANCE = "finance"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """The role in words."""
        return self.value.replace("_", "-").capitalize()


class Permission(StrEnum):
    """One thing that a service checks before it does anything; the value says it in words."""

    VIEW = "see applications and awards"
    VIEW_AUDIT = "see the audit log"
    VIEW_BANK_DETAILS = "see bank details"
    RECORD_APPLICATIONS = "record applications"
    CHECK_ELIGIBILITY = "check eligibility"
    ASSESS = "assess applications"
    RECOMMEND = "recommend applications"
    DECIDE = "decide applications"
    ISSUE_LETTERS = "issue letters"
    RECORD_ACCEPTANCE = "record acceptances"
    RECORD_BANK_DETAILS = "record bank details"
    CHECK_BANK_DETAILS = "check bank details"
    APPROVE_PAYMENTS = "approve payments"
    EXPORT_PAYMENTS = "send payments to finance"
    CONFIRM_PAYMENTS = "record payments as paid"
    MAKE_REPORTS = "make reports"
    MANAGE_FUNDS = "set up funds and rounds"
    MANAGE_PEOPLE = "set up people"
    MANAGE_OFFICE = "change the office's details"
    VIEW_SESSIONS = "see who signed in"


_P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OFFICER: frozenset(
        {
            _P.VIEW,
            _P.VIEW_BANK_DETAILS,
            _P.RECORD_APPLICATIONS,
            _P.CHECK_ELIGIBILITY,
            _P.RECOMMEND,
            _P.ISSUE_LETTERS,
            _P.RECORD_ACCEPTANCE,
            _P.RECORD_BANK_DETAILS,
            _P.CHECK_BANK_DETAILS,
            _P.MAKE_REPORTS,
        }
    ),
    Role.ASSESSOR: frozenset({_P.VIEW, _P.ASSESS}),
    Role.DECISION_MAKER: frozenset({_P.VIEW, _P.DECIDE, _P.MAKE_REPORTS}),
    Role.FINANCE: frozenset(
        {
            _P.VIEW,
            _P.VIEW_BANK_DETAILS,
            _P.CHECK_BANK_DETAILS,
            _P.APPROVE_PAYMENTS,
            _P.EXPORT_PAYMENTS,
            _P.CONFIRM_PAYMENTS,
            _P.MAKE_REPORTS,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            _P.VIEW,
            _P.VIEW_AUDIT,
            _P.MAKE_REPORTS,
            _P.MANAGE_FUNDS,
            _P.MANAGE_PEOPLE,
            _P.MANAGE_OFFICE,
            _P.VIEW_SESSIONS,
        }
    ),
    Role.AUDITOR: frozenset(
        {_P.VIEW, _P.VIEW_AUDIT, _P.VIEW_BANK_DETAILS, _P.MAKE_REPORTS, _P.VIEW_SESSIONS}
    ),
}
"""What each role may do. Approving a payment and recording bank details never meet in one role."""

GIVEN_BY_ANOTHER = frozenset({Role.DECISION_MAKER, Role.FINANCE})
"""Roles that an administrator gets from another one, as they spend the office's money."""


class Reach(StrEnum):
    """In which fund a permission must be held for one call of a service or query."""

    OFFICE = "in any fund"
    FUND = "in the fund of the record"
    EVERY_FUND = "in every fund"
    NOBODY = "asked of nobody"


@dataclass(frozen=True, slots=True)
class Need:
    """What a function asks of whoever calls it; `why` it asks nobody, where it does not."""

    permissions: tuple[Permission, ...]
    reach: Reach = Reach.OFFICE
    why: str = ""


_F = TypeVar("_F", bound=Callable[..., object])


def needs(*permissions: Permission, reach: Reach = Reach.OFFICE) -> Callable[[_F], _F]:
    """Declare on a service or query which permissions it asks for, all of them, and in which fund.

    A test calls every public service with every role and holds it to what is declared here.
    A query that declares nothing asks for `Permission.VIEW`.
    """
    return _declared(Need(permissions, reach))


def open_to_all(why: str) -> Callable[[_F], _F]:
    """Declare on a service that it asks no permission, and why that is right."""
    return _declared(Need((), Reach.NOBODY, why))


def need_of(function: object) -> Need | None:
    """Return what a function declares; of a list's method, what its list declares."""
    declared = getattr(function, "need", None) or getattr(
        getattr(function, "__self__", None), "need", None
    )
    return declared if isinstance(declared, Need) else None


def _declared(need: Need) -> Callable[[_F], _F]:
    def mark(function: _F) -> _F:
        function.need = need  # type: ignore[attr-defined] # a mark that `need_of` reads
        return function

    return mark


class DecisionSeries(StrEnum):
    """Which running number a decision takes: the Commissioner's own, or a delegated one."""

    COMMISSIONER = ""
    DELEGATED = "DEL"


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role that a person holds, in one fund or (`fund_code` None) in all."""

    role: Role
    fund_code: str | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """Authority to decide up to `limit` pounds an award (None: no limit) between two days."""

    limit: Decimal | None
    series: DecisionSeries
    fund_code: str | None = None
    valid_from: date = date.min
    valid_to: date = date.max

    @property
    def words(self) -> str:
        """The authority in words, for the audit log."""
        limit = "any amount" if self.limit is None else f"up to {format_pounds(self.limit)}"
        where = self.fund_code or "all funds"
        days = [
            f" {word} {day.isoformat()}"
            for word, day, open_end in (
                ("from", self.valid_from, date.min),
                ("to", self.valid_to, date.max),
            )
            if day != open_end
        ]
        return f"{self.series.name.lower()}: {limit} in {where}{''.join(days)}"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who is signed in, with roles and delegations as they stood when last read.

    `version` is the account's, by which a read notices that they changed meanwhile; `session`
    is the number of this sign-in. Neither makes somebody another person.
    """

    user_id: int
    username: str
    full_name: str
    job_title: str
    roles: tuple[RoleHeld, ...]
    delegations: tuple[Delegation, ...] = ()
    version: int = field(default=0, compare=False)
    session: int | None = field(default=None, compare=False)

    def may(self, permission: Permission, fund_code: str | None = None) -> bool:
        """Tell whether a role grants the permission; None asks for it in any fund."""
        return any(
            permission in ROLE_PERMISSIONS[held.role]
            for held in self.roles
            if fund_code is None or held.fund_code in {None, fund_code}
        )

    def may_everywhere(self, permission: Permission) -> bool:
        """Tell whether one role grants the permission in all funds, those to come too."""
        return any(
            permission in ROLE_PERMISSIONS[held.role] and held.fund_code is None
            for held in self.roles
        )

    def require(self, permission: Permission, fund_code: str | None = None) -> None:
        """Raise `NotPermitted`, saying who may, unless the person may."""
        if not self.may(permission, fund_code):
            raise NotPermitted(refusal(self, permission))

    def delegation_for(self, fund_code: str, day: date) -> Delegation | None:
        """Return the widest delegation in force on a day for a fund, if there is one."""
        in_force = [
            each
            for each in self.delegations
            if each.fund_code in {None, fund_code} and each.valid_from <= day <= each.valid_to
        ]
        return max(in_force, key=lambda each: (each.limit is None, each.limit or 0), default=None)

    @property
    def role_words(self) -> str:
        """The roles in words, for the status bar."""
        return ", ".join(dict.fromkeys(held.role.label for held in self.roles))


def refusal(actor: Actor, permission: Permission) -> str:
    """Return the sentence that tells a person why not, and who may."""
    allowed = [role.label.lower() for role in Role if permission in ROLE_PERMISSIONS[role]]
    return (
        f"{actor.full_name} may not {permission.value}. "
        f"That is for: {', '.join(allowed)}. Ask an administrator if your role should change."
    )


def self_given(
    before: tuple[RoleHeld, ...],
    after: tuple[RoleHeld, ...],
    limits_before: tuple[Delegation, ...],
    limits_after: tuple[Delegation, ...],
) -> tuple[str, ...]:
    """Return in words what an administrator would give themselves that another must give."""
    roles = tuple(
        f"{held.role.label} of {held.fund_code or 'all funds'}"
        for held in after
        if held.role in GIVEN_BY_ANOTHER
        and held not in before
        and RoleHeld(held.role) not in before
    )
    return roles + tuple(each.words for each in limits_after if each not in limits_before)


def limit_objection(actor: Actor, fund_code: str, amount: Decimal, day: date) -> str | None:
    """Return why a person cannot decide a sum in a fund, or None if the delegation covers it."""
    delegation = actor.delegation_for(fund_code, day)
    if delegation is None:
        return f"{actor.full_name} has no delegated authority for this fund today."
    if delegation.limit is not None and amount > delegation.limit:
        return (
            f"{format_pounds(amount)} is over {actor.full_name}’s limit of "
            f"{format_pounds(delegation.limit)}. Somebody with a higher limit must decide."
        )
    return None
