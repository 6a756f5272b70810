"""All codes that the tool knows, family by family, each imported when it is asked for."""

import importlib
from functools import cache

from tracking_plan.finding import Code
from tracking_plan.rule import Rule, discover
from tracking_plan.selection import ALL, is_prefix, matches

# The first letter of a code -> the package of its rules, or the modules that name its codes.
RULES = {
    "P": "tracking_plan.lint.rules",
    "U": "tracking_plan.usage.rules",
    "D": "tracking_plan.payloads.rules",
}
TABLES = {
    "F": (
        "tracking_plan.plan.text_codes",
        "tracking_plan.plan.shape_codes",
        "tracking_plan.plan.meaning_codes",
    ),
    "G": ("tracking_plan.codegen.codes",),
    "X": ("tracking_plan.triage_codes",),
}
FAMILIES = ("F", "P", "U", "D", "G", "X")


@cache
def family(letter: str) -> tuple[Code, ...]:
    """The codes that begin with the letter, sorted; none for a letter that no family has."""
    if letter in RULES:
        rules: tuple[Rule[object], ...] = discover(RULES[letter])
        return tuple(rule.code for rule in rules)
    if letter in TABLES:
        modules = (importlib.import_module(name) for name in TABLES[letter])
        named = (value for module in modules for value in vars(module).values())
        codes = (value for value in named if isinstance(value, Code))
        return tuple(sorted(codes, key=lambda code: code.id))
    return ()


def all_codes() -> tuple[Code, ...]:
    """Every code, sorted."""
    return tuple(code for letter in FAMILIES for code in family(letter))


def meant(selector: str) -> tuple[Code, ...]:
    """The codes that a selector means: an id, a prefix, a name or `ALL`; none: it is unknown."""
    letters = (selector[0],) if selector != ALL and is_prefix(selector) else FAMILIES
    return tuple(c for letter in letters for c in family(letter) if matches(selector, c))
