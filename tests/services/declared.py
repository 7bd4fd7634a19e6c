"""Every public service and query of the program, found in the code, with what each declares."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any

import pccdesk.queries
import pccdesk.services
from pccdesk.domain.permissions import need_of
from pccdesk.queries.listing import Listing

Function = Callable[..., Any]
MACHINERY = {f"pccdesk.services.{name}" for name in ("work", "workflow", "desk")}
"""What services are made with: it is given the permission that it asks for."""


def services() -> dict[str, Function]:
    """Return every public function of the services that acts at a desk or for a person."""
    return {
        name: function
        for name, function in _functions(pccdesk.services)
        if function.__module__ not in MACHINERY
        and {"desk", "actor"} & set(inspect.signature(function).parameters)
    }


def asking() -> dict[str, Function]:
    """Return the services that ask for a permission."""
    return {
        name: function
        for name, function in services().items()
        if (need := need_of(function)) is not None and need.permissions
    }


def queries() -> dict[str, Function]:
    """Return every public function and list of the queries."""
    found = {
        name: function
        for name, function in _functions(pccdesk.queries)
        if next(iter(inspect.signature(function).parameters), "") == "connection"
    }
    for module in _modules(pccdesk.queries):
        for name, value in vars(module).items():
            if isinstance(value, Listing):
                found[f"{module.__name__}.{name}"] = value.first_rows
    return found


def told(function: Function) -> set[str]:
    """Return the names of all fields that a query's answer, or a list's rows, have at any depth."""
    found: set[str] = set()
    listing = getattr(function, "__self__", None)
    if isinstance(listing, Listing):
        _look(listing.record, found, set())
        return found
    with suppress(TypeError):  # “array[int]” is no type to Python 3.11, and tells numbers only
        _look(typing.get_type_hints(function).get("return"), found, set())
    return found


def _look(kind: Any, found: set[str], seen: set[Any]) -> None:
    for part in typing.get_args(kind):
        _look(part, found, seen)
    if isinstance(kind, type) and kind not in seen:
        seen.add(kind)
        for name in _fields_of(kind):
            found.add(name)
            _look(typing.get_type_hints(kind)[name], found, seen)


def _fields_of(kind: type) -> tuple[str, ...]:
    """Return the fields of a dataclass or a named tuple; of any other kind there are none."""
    if is_dataclass(kind):
        return tuple(each.name for each in fields(kind))
    return tuple(getattr(kind, "_fields", ()))


def _functions(package: ModuleType) -> Iterator[tuple[str, Function]]:
    for module in _modules(package):
        for name, value in vars(module).items():
            own = inspect.isfunction(value) and value.__module__ == module.__name__
            if own and not name.startswith("_"):
                yield f"{module.__name__.split('.', 2)[2]}.{name}", value


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)
