"""What a rule is: a docstring, a check and a code, in a module that is found by being there."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracking_plan.finding import Code, Finding, Fix, Related, Severity
from tracking_plan.place import Place

S = TypeVar("S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a check yields: a finding before its rule has put a code and a severity on it.

    `severity` is None for the rule's own; a check sets it only where one rule has milder cases.
    """

    message: str
    at: Place | None
    hint: str | None = None
    related: tuple[Related, ...] = ()
    event: str | None = None
    version: str | None = None
    property: str | None = None
    count: int = 1
    places: tuple[Place, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None


Found = tuple[Code, Problem]
"""A problem and the code that it is of, where no rule stands behind it: the loader's way."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """A code and the check that yields its problems for a subject of type `S`."""

    code: Code
    check: Callable[[S], Iterable[Problem]]


def finding(code: Code, problem: Problem) -> Finding:
    """The problem as a finding of the code."""
    return Finding(
        code=code,
        severity=problem.severity or code.severity,
        message=problem.message,
        at=problem.at,
        hint=problem.hint,
        related=problem.related,
        event=problem.event,
        version=problem.version,
        property=problem.property,
        count=problem.count,
        places=problem.places,
        fix=problem.fix,
    )


def judge(rules: Iterable[Rule[S]], subject: S) -> Iterator[Finding]:
    """What the rules find in the subject, rule by rule."""
    for rule in rules:
        for problem in rule.check(subject):
            yield finding(rule.code, problem)


def discover(package: str) -> tuple[Rule[S], ...]:
    """The `RULE` of every module in `package`, sorted by code.

    Raises:
        AttributeError: a module of the package has no `RULE`.
    """
    path = importlib.import_module(package).__path__
    modules = (importlib.import_module(f"{package}.{m.name}") for m in pkgutil.iter_modules(path))
    rules: list[Rule[S]] = [module.RULE for module in modules]
    return tuple(sorted(rules, key=lambda rule: rule.code.id))
