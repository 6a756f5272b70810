"""Which rules are on, and how severe: layers of settings, the later over the earlier."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tracking_plan.families import family_of
from tracking_plan.finding import Code, Severity

ALL = "ALL"
CodesMeant = Callable[[str], tuple[Code, ...]]  # a selector -> the codes that it means
_PREFIX = re.compile(r"[A-Z][0-9]{0,3}")


def is_prefix(selector: str) -> bool:
    """Whether the selector is a code or the beginning of one, and not a rule's name."""
    return _PREFIX.fullmatch(selector) is not None


def matches(selector: str, code: Code) -> bool:
    """Whether the selector (`U2`, `U201`, `unknown-property`, `ALL`) means the code."""
    return _strength(selector, code) is not None


def _strength(selector: str, code: Code) -> int | None:
    """How exactly the selector means the code; None where it does not."""
    if selector == ALL:
        return 0
    if is_prefix(selector) and code.id.startswith(selector):
        return len(selector)
    return len(code.id) if selector == code.name else None


def _is_explicit(selector: str, code: Code) -> bool:
    """Whether the selector names this very code, or says that all are meant."""
    return selector in (ALL, code.id, code.name)


def _strongest(selectors: Iterable[str], code: Code) -> int:
    """The strength of the most exact selector that means the code; -1 where none does."""
    strengths = (_strength(selector, code) for selector in selectors)
    return max((strength for strength in strengths if strength is not None), default=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One place's settings. `select` None: it does not say; empty: nothing is on.

    `severity` maps selectors to `error`, `warning`, `info` or `off`.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)

    def is_on(self, code: Code, *, before: bool) -> bool:
        """Whether the code is on after this layer. The more exact selector wins, a tie is off.

        A prefix leaves a code off that is off by default: its id, its name or `ALL` turns it on.
        """
        asked = (*(self.select or ()), *self.extend_select)
        may_be_implied = code.default or before
        wanted = _strongest((s for s in asked if may_be_implied or _is_explicit(s, code)), code)
        off = (selector for selector, word in self.severity.items() if word == "off")
        unwanted = _strongest((*self.ignore, *off), code)
        if max(wanted, unwanted) < 0:
            return before and self.select is None
        return wanted > unwanted

    def severity_of(self, code: Code) -> Severity | None:
        """The severity that this layer gives the code; None where it gives none."""
        words = {
            strength: word
            for selector, word in self.severity.items()
            if word != "off" and (strength := _strength(selector, code)) is not None
        }
        return Severity(words[max(words)]) if words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The choice of rules: the plan's layer, then the command line's over it."""

    layers: tuple[Layer, ...] = ()

    def is_on(self, code: Code) -> bool:
        """Whether findings of the code are shown. F codes always are."""
        on = code.default
        for layer in self.layers:
            on = layer.is_on(code, before=on)
        return on or not family_of(code.id).suppressible

    def severity(self, code: Code, own: Severity) -> Severity:
        """The severity of a finding of the code that would have its `own` otherwise."""
        if not family_of(code.id).suppressible:
            return own
        for layer in reversed(self.layers):
            if chosen := layer.severity_of(code):
                return chosen
        return own
