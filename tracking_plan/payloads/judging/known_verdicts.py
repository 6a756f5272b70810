"""What the rules said of a payload, kept for those that are alike: most faults are repeated."""

from collections.abc import Hashable, Iterable, Iterator, Mapping

from tracking_plan.finding import Problem
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.aspects import (
    Aspect,
    UnlikeAnyError,
    base_of,
    is_silent,
    keys_of,
)
from tracking_plan.payloads.judging.payload_rule import PayloadRule, rules_for
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.place import Place
from tracking_plan.rule import Found, Rule, found

_MAX_KEPT = 10_000  # what payloads are like is theirs to choose


class KnownVerdicts:
    """The problems of payloads. Where each rule says what it looks at, the same are found once.

    It `keeps` nothing where values are shown, nor of vendors, of whose payloads the rules look at
    more.
    """

    def __init__(self, rules: Iterable[Rule[Subject]], *, keeps: bool) -> None:
        self._rules = tuple(rules)
        looks = [rule.looks_at for rule in self._rules if isinstance(rule, PayloadRule)]
        known = [aspects for aspects in looks if aspects is not None]
        is_known = keeps and len(known) == len(self._rules)
        self._aspects = tuple(sorted(frozenset().union(*known))) if is_known else None
        self._said: dict[Hashable, tuple[Found, ...]] = {}

    def of(self, subject: Subject) -> tuple[Found, ...]:
        """What the rules say of the payload; where it was said before, the place is another's."""
        if self._aspects is None:
            return tuple(found(self._rules, subject))
        try:
            keys = keys_of(subject, self._aspects)
        except UnlikeAnyError:
            return tuple(found(self._rules, subject))
        key = (base_of(subject), *keys.values())
        said = self._said.get(key)
        if said is None:
            said = tuple(found(self._speaking(keys), subject))
            place = subject.payload.place
            if len(self._said) < _MAX_KEPT and all(_is_at(place, each) for _, each in said):
                self._said[key] = said
        return said

    def _speaking(self, keys: Mapping[Aspect, Hashable]) -> Iterator[Rule[Subject]]:
        """The rules that have something to look at."""
        for rule in self._rules:
            looks_at = rule.looks_at if isinstance(rule, PayloadRule) else None
            if looks_at is None or not is_silent(looks_at, keys):
                yield rule


def verdicts_by_shape(
    rules: Iterable[Rule[Subject]], settings: Settings
) -> Mapping[Shape, KnownVerdicts]:
    """What the rules say, by the shape of payloads."""
    every = tuple(rules)
    keeps = not settings.show_values
    return {
        shape: KnownVerdicts(rules_for(shape, every), keeps=keeps and shape is Shape.ALTERTABLE)
        for shape in Shape
    }


def _is_at(place: Place, problem: Problem) -> bool:
    """Whether the problem is at the place, and nowhere else."""
    return problem.at is place and not problem.places and not problem.related
