"""What a rule about payloads says of itself: which payloads need not be shown to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Rule


@dataclass(frozen=True, slots=True)
class PayloadRule(Rule[Subject]):
    """A rule about payloads.

    `is_screened`: every payload that the rule has something to say of is refused by the screens of
    the fast path, so that the payloads which pass them need not be shown to the rule. A rule of
    which that is not known switches the fast path off while it runs.

    `looks_at`: what its findings depend on, besides the event, its version and how that was chosen.
    Of payloads that are alike in that, the rule looks at the first alone. None: that is not known,
    and it looks at each.

    `is_about_envelope`: it looks at Altertable's fields around an event's properties, and has
    nothing to say of payloads of another shape, which have other ones.
    """

    is_screened: bool = False
    looks_at: frozenset[Aspect] | None = None
    is_about_envelope: bool = False


def rules_for(shape: Shape, rules: Iterable[Rule[Subject]]) -> tuple[Rule[Subject], ...]:
    """The rules that look at payloads of a shape."""
    if shape is Shape.ALTERTABLE:
        return tuple(rules)
    return tuple(rule for rule in rules if not getattr(rule, "is_about_envelope", False))


def is_screened(rule: Rule[Subject]) -> bool:
    """Whether the fast path may pass the rule by."""
    return isinstance(rule, PayloadRule) and rule.is_screened
