"""Where the tool's codes are defined, family by family; each is imported when it is asked for."""

import importlib
from collections.abc import Iterator
from functools import cache

from tracking_plan.finding import Code
from tracking_plan.rule import discovered
from tracking_plan.triage.selectors import ALL, Selectors

RULE_PACKAGES = {  # each module of which is a rule
    "P": "tracking_plan.lint.rules",
    "V": "tracking_plan.registry.rules",
    "U": "tracking_plan.usage.rules",
    "D": "tracking_plan.payloads.rules",
}
_CODE_MODULES = {
    "F": (
        "tracking_plan.plan.codes.text",
        "tracking_plan.plan.codes.shape",
        "tracking_plan.plan.codes.meaning",
    ),
    "V": ("tracking_plan.registry.codes",),
    "G": ("tracking_plan.codegen.codes",),
    "X": ("tracking_plan.triage.codes",),
}


@cache
def family(letter: str) -> tuple[Code, ...]:
    """The codes that begin with the letter, sorted; none for a letter that no family has."""
    package = RULE_PACKAGES.get(letter)
    found = [rule.code for rule in discovered(package)] if package is not None else []
    return tuple(sorted((*found, *_defined(letter)), key=lambda code: code.id))


def _defined(letter: str) -> Iterator[Code]:
    for name in _CODE_MODULES.get(letter, ()):
        module = importlib.import_module(name)
        yield from (value for value in vars(module).values() if isinstance(value, Code))


SELECTORS = Selectors(family=family)


def all_codes() -> tuple[Code, ...]:
    """Every code, sorted within its family."""
    return SELECTORS.codes(ALL)
