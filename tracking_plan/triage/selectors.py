"""What a selector means: an id (`U201`), a prefix (`U2`), a rule's name or `ALL`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracking_plan.families import FAMILIES, family_of
from tracking_plan.finding import Code, Finding
from tracking_plan.names.likeness import nearest
from tracking_plan.place import Place
from tracking_plan.rule import Problem, finding
from tracking_plan.triage.codes import UNKNOWN_CODE, UNSUPPRESSIBLE_CODE

ALL = "ALL"
RULES_ARE_LISTED = "'tracking-plan explain ALL' lists the rules"
_PREFIX = re.compile(r"[A-Z][0-9]{0,3}")


def is_prefix(selector: str) -> bool:
    """Whether the selector is a code or the beginning of one, and not a rule's name."""
    return _PREFIX.fullmatch(selector) is not None


def is_explicit(selector: str, code: Code) -> bool:
    """Whether the selector names this very code, or says that all are meant."""
    return selector in (ALL, code.id, code.name)


def matches(selector: str, code: Code) -> bool:
    """Whether the selector means the code."""
    return precision(selector, code) is not None


def selectors_of(code: Code) -> tuple[str, ...]:
    """Every selector that means the code."""
    beginnings = (code.id[: length + 1] for length in range(len(code.id)))
    return (ALL, *filter(is_prefix, beginnings), code.name)


def precision(selector: str, code: Code) -> int | None:
    """How exactly the selector means the code, from 0 for `ALL`; None where it does not."""
    if selector == ALL:
        return 0
    if is_prefix(selector) and code.id.startswith(selector):
        return len(selector)
    return len(code.id) if selector == code.name else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """The codes that selectors can mean: the tool's, and `own` ones of the user's rules.

    `family` gives the tool's codes that begin with a letter. It imports the rules, so it is called
    only for the letters that a selector can mean.
    """

    family: Callable[[str], tuple[Code, ...]]
    own: tuple[Code, ...] = ()

    def codes(self, selector: str) -> tuple[Code, ...]:
        """The codes that the selector means; none where it is unknown."""
        is_name = not (selector == ALL or is_prefix(selector))
        letters = selector[0] if is_prefix(selector) else FAMILIES
        known = (*(code for letter in letters for code in self.family(letter)), *self.own)
        if is_name:
            return tuple(code for code in known if code.name == selector)
        return tuple(code for code in known if matches(selector, code))

    def in_capitals(self, selector: str) -> str | None:
        """The selector in capitals, where that means a code; else None."""
        return selector.upper() if self.codes(selector.upper()) else None

    def nearest(self, selector: str) -> str | None:
        """What an unknown selector was meant to be: a code in capitals, or a rule's name."""
        return self.in_capitals(selector) or nearest(selector, (c.name for c in self.codes(ALL)))

    def check(self, selector: str, at: Place | None = None) -> Finding | None:
        """The finding that a selector that chooses rules is unknown; None where it is not."""
        return None if self.codes(selector) else unknown(selector, at, self.nearest(selector))

    def check_silencing(self, selector: str, at: Place | None = None) -> Finding | None:
        """The finding that a selector that turns rules off is unknown, or would silence F codes."""
        codes = self.codes(selector)
        if codes and is_unsuppressible(selector, codes):
            return unsuppressible(selector, at)
        return self.check(selector, at)


def is_unsuppressible(selector: str, codes: Iterable[Code]) -> bool:
    """Whether the selector, which means these codes, would silence F codes and no others."""
    if is_prefix(selector):
        return not family_of(selector).suppressible
    found = [family_of(code.id).suppressible for code in codes]
    return bool(found) and not any(found)


def unknown(selector: str, at: Place | None, near: str | None) -> Finding:
    """The finding that a selector means no code; `near` is what it was meant to be, if known."""
    problem = Problem(
        message=f"no rule is called {selector!r}",
        at=at,
        hint=f"did you mean {near!r}?" if near else RULES_ARE_LISTED,
    )
    return finding(UNKNOWN_CODE, problem)


def unsuppressible(selector: str, at: Place | None) -> Finding:
    """The finding that a selector would silence F codes."""
    problem = Problem(
        message=f"{selector!r} cannot be silenced: F findings say what could not be read",
        at=at,
        hint="correct the file instead",
    )
    return finding(UNSUPPRESSIBLE_CODE, problem)
