"""What a rule is: a docstring, a check and a code, in a module that is found by being there."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tracking_plan.finding import Code, Finding
from tracking_plan.finding import Problem as Problem  # rules import it from here

S = TypeVar("S")


Found = tuple[Code, Problem]
"""A problem and its code: a finding before a severity has been settled."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[S]):
    """A code and the check that yields its problems for a subject of type `S`."""

    code: Code
    check: Callable[[S], Iterable[Problem]]


def finding(code: Code, problem: Problem) -> Finding:
    """The problem as a finding of the code."""
    return Finding(code=code, severity=problem.severity or code.severity, problem=problem)


def found(rules: Iterable[Rule[S]], subject: S) -> Iterator[Found]:
    """The problems that the rules see in the subject, rule by rule, each with its code."""
    for rule in rules:
        for problem in rule.check(subject):
            yield rule.code, problem


def judge(rules: Iterable[Rule[S]], subject: S) -> Iterator[Finding]:
    """What the rules find in the subject, rule by rule."""
    return (finding(code, problem) for code, problem in found(rules, subject))


def discover(package: str) -> tuple[Rule[S], ...]:
    """The `RULE` of every module in `package`, sorted by code.

    Raises:
        AttributeError: a module of the package has no `RULE`.
    """
    return discovered(package)


def discovered(package: str) -> tuple[Any, ...]:
    """The `RULE` of every module in `package`, of whatever kind, sorted by code.

    Raises:
        AttributeError: a module of the package has no `RULE`.
    """
    path = importlib.import_module(package).__path__
    modules = (importlib.import_module(f"{package}.{m.name}") for m in pkgutil.iter_modules(path))
    return tuple(sorted((module.RULE for module in modules), key=lambda rule: rule.code.id))
