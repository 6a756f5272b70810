"""All codes that the tool knows, family by family, each imported when it is asked for."""

import importlib
from functools import cache

from tracking_plan.families import FAMILIES, family_of
from tracking_plan.finding import Code
from tracking_plan.rule import Rule, discover
from tracking_plan.triage.selection import ALL, is_prefix, matches


@cache
def family(letter: str) -> tuple[Code, ...]:
    """The codes that begin with the letter, sorted; none for a letter that no family has."""
    about = family_of(letter)
    if about.package is not None:
        rules: tuple[Rule[object], ...] = discover(about.package)
        return tuple(rule.code for rule in rules)
    modules = (importlib.import_module(name) for name in about.modules)
    named = (value for module in modules for value in vars(module).values())
    codes = (value for value in named if isinstance(value, Code))
    return tuple(sorted(codes, key=lambda code: code.id))


def all_codes() -> tuple[Code, ...]:
    """Every code, sorted."""
    return tuple(code for letter in FAMILIES for code in family(letter))


def meant(selector: str) -> tuple[Code, ...]:
    """The codes that a selector means: an id, a prefix, a name or `ALL`; none: it is unknown."""
    letters = selector[0] if selector != ALL and is_prefix(selector) else FAMILIES
    return tuple(c for letter in letters for c in family(letter) if matches(selector, c))
