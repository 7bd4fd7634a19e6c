"""Every service, every role, one's own fund and another: refused and untouched, or let through."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from pccdesk.domain.errors import DeskError, NotPermitted
from pccdesk.domain.permissions import (
    ROLE_PERMISSIONS,
    Actor,
    Need,
    Permission,
    Reach,
    Role,
    need_of,
    refusal,
)
from tests.office import Office
from tests.services import declared
from tests.services.call_values import Values, somebody, values_of
from tests.services.untouched import everything
from tests.staff import CAF, RRF

ASKING = declared.asking()
QUERIES = declared.queries()
SECRET = {"account_number", "sort_code", "ending", "password_hash", "word_hash"}
People = dict[tuple[Role | None, str | None], Actor]


@pytest.fixture(scope="module")
def values(shared_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Values:
    """Give values to call every service with; all records are of the Community Action Fund."""
    return values_of(shared_office, tmp_path_factory.mktemp("values"))


@pytest.fixture(scope="module")
def everybody(shared_office: Office) -> People:
    """Give somebody for each role in one's own fund, in another, in all; and one without any."""
    found: People = {
        (role, fund): somebody(shared_office, role, fund)
        for role in Role
        for fund in (CAF, RRF, None)
    }
    found[None, None] = somebody(shared_office, None, None)
    return found


def may(need: Need, role: Role | None, fund: str | None) -> bool:
    """Tell whether what a function declares lets a role through, on a record of the CAF."""
    if role is None or not set(need.permissions) <= ROLE_PERMISSIONS[role]:
        return False
    if need.reach is Reach.EVERY_FUND:
        return fund is None
    return need.reach is Reach.OFFICE or fund in {None, CAF}


def answer(values: Values, function: Any, actor: Actor) -> str:
    """Call a service; return what it refused with, or nothing."""
    try:
        values.call(function, actor)
    except DeskError as error:
        return error.sentence
    return ""


@pytest.mark.parametrize("name", sorted(ASKING))
def test_a_service_lets_through_whom_it_says_and_nobody_else(
    values: Values, everybody: People, name: str
) -> None:
    function = ASKING[name]
    need = need_of(function)
    assert need is not None
    desk = values.office.desk
    before = everything(desk)
    for (role, fund), actor in everybody.items():
        if not may(need, role, fund):
            said = answer(values, function, actor)
            refusals = {refusal(actor, each) for each in need.permissions}
            assert said in refusals, f"{name} as {role} of {fund} said: {said or 'nothing'}"
    assert everything(desk) == before, f"{name} changed something for somebody it refused"
    for (role, fund), actor in everybody.items():
        if may(need, role, fund):
            said = answer(values, function, actor)
            assert said not in {refusal(actor, each) for each in Permission}, (name, role, fund)


def test_every_service_declares_what_it_asks() -> None:
    silent = [name for name, each in declared.services().items() if need_of(each) is None]
    assert not silent, f"Say with @needs or @open_to_all who may: {', '.join(silent)}"
    unexplained = [
        name
        for name, each in declared.services().items()
        if (need := need_of(each)) and not need.permissions and len(need.why) < 20
    ]
    assert not unexplained


def test_the_matrix_is_not_empty() -> None:
    assert len(ASKING) > 60
    assert {need_of(each).reach for each in ASKING.values()} >= {  # type: ignore[union-attr] # all declare
        Reach.OFFICE, Reach.FUND, Reach.EVERY_FUND,
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_is_read_by_whom_it_says_and_nobody_else(
    values: Values, everybody: People, name: str
) -> None:
    need = need_of(QUERIES[name])
    wanted = {Permission.VIEW, *(need.permissions if need else ())}
    for (role, _fund), actor in everybody.items():
        allowed = role is not None and wanted <= ROLE_PERMISSIONS[role]
        if allowed:
            with suppress(TypeError):  # it was called without what it asks about
                values.office.desk.read(actor, QUERIES[name])
        else:
            with pytest.raises(NotPermitted):
                values.office.desk.read(actor, QUERIES[name])


def test_what_a_query_and_a_list_tell_is_found() -> None:
    assert "ending" in declared.told(QUERIES["bank_accounts.current_account"])
    assert "amount" in declared.told(QUERIES["pccdesk.queries.lists.PAYMENTS"])


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_that_tells_bank_details_says_so(name: str) -> None:
    need = need_of(QUERIES[name])
    if declared.told(QUERIES[name]) & SECRET:
        assert need is not None, f"{name} answers with {SECRET}: declare @needs"
        assert Permission.VIEW_BANK_DETAILS in need.permissions
