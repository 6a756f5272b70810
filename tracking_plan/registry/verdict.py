"""Whether the version of a step is high enough for what changed in it, with proofs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from tracking_plan.finding import Code
from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.settings import Compatibility
from tracking_plan.plan.version import Version
from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.proofs.sampler import NoValue
from tracking_plan.registry.proofs.witness import NO_WITNESS, Witnesses
from tracking_plan.registry.run import seen
from tracking_plan.registry.steps.change import Bump, Change, Effect, required_bump
from tracking_plan.registry.steps.differing import tellable
from tracking_plan.registry.steps.pair import Pair
from tracking_plan.registry.steps.step import Side, Step

_SEED = 20_260_101  # of the search for witnesses: the same plans give the same ones


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighed:
    """A change, the bump that it needs under the plan's policy, and a payload that shows it.

    `witness` is a `properties` object that the old version accepts and the new one refuses; None
    where payloads show nothing. `captured` is what captured payloads say of it; None: they were not
    asked.
    """

    code: Code
    change: Change
    bump: Bump
    witness: Json = None
    captured: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verdict:
    """What a step needs, and what it has.

    `declared` is the bump from the old version's number to the new one's; None where there is only
    one of the two. `proof` says whether all that was valid is proved to be valid still.
    `is_unexplained`: that is refuted, and no change says so; `counterexample` is then a payload
    that was valid and is not. None: none was found, or none is sought, since the policy leaves
    producers out or a new major allows breaks.
    """

    step: Step
    changes: tuple[Weighed, ...]
    declared: Bump | None
    proof: Proof
    is_unexplained: bool = False
    counterexample: Json = None

    @property
    def went_down(self) -> bool:
        """Whether the number is lower than it was."""
        old, new = self.step.old, self.step.new
        return old is not None and new is not None and new.version < old.version

    @property
    def is_unsound(self) -> bool:
        """Whether something is wrong that no change shows."""
        return self.went_down or self.is_unexplained

    @property
    def required(self) -> Bump:
        """The highest bump that a change needs."""
        return max(
            (one.bump for one in self.changes), key=lambda bump: bump.value, default=Bump.NONE
        )

    @property
    def refused(self) -> tuple[Weighed, ...]:
        """The changes for which the version is not high enough, or none would be."""
        return tuple(one for one in self.changes if not self._is_enough(one.bump))

    def version_for(self, bump: Bump) -> Version:
        """The version that a bump of the old one leads to: one that nothing else has or had."""
        assert self.step.old is not None
        to = bumped(self.step.old.version, bump)
        is_taken = bump is Bump.MAJOR and to.major <= self.step.taken
        return Version(self.step.taken + 1, 0) if is_taken else to

    def _is_enough(self, bump: Bump) -> bool:
        if bump is Bump.REFUSED:
            return False
        return self.declared is None or bump.value <= self.declared.value


def bumped(version: Version, bump: Bump) -> Version:
    """The next version after a bump."""
    if bump is Bump.MAJOR:
        return Version(version.major + 1, 0)
    return Version(version.major, version.minor + 1) if bump is Bump.MINOR else version


def declared_bump(old: Side, new: Side) -> Bump:
    """The bump between two versions' numbers; none where the number went down."""
    if new.version.major > old.version.major:
        return Bump.MAJOR
    return Bump.MINOR if new.version > old.version else Bump.NONE


def verdict(step: Step, policy: Compatibility) -> Verdict:
    """What a step needs under a policy."""
    old, new = step.old, step.new
    weighed = [Weighed(code=code, change=change, bump=Bump.NONE) for code, change in seen(step)]
    declared = declared_bump(old, new) if old is not None and new is not None else None
    found, counterexample, is_unexplained = Proof.PROVED, None, False
    if old is not None and new is not None and step.pairs:
        witnesses = _Witnesses(step)
        is_shown = any(map(witnesses.is_shown, _breaking(weighed)))
        found = Proof.REFUTED if is_shown else _proof(old.schema, new.schema)
        weighed = [_settled(one, witnesses, found) for one in weighed]
        is_open = found is not Proof.PROVED and step.is_judged
        is_open = is_open and policy in _OF_PRODUCERS and declared is not Bump.MAJOR
        if is_open and not any(one.change.producers in _NOT_SAFE for one in weighed):
            counterexample = witnesses.anywhere()
            is_unexplained = counterexample is not None or found is Proof.REFUTED
    return Verdict(
        step=step,
        changes=tuple(replace(one, bump=required_bump(one.change, policy)) for one in weighed),
        declared=declared,
        proof=found,
        is_unexplained=is_unexplained,
        counterexample=counterexample,
    )


def _proof(old: JsonSchema, new: JsonSchema) -> Proof:
    """The proof of what tells two schemas apart; of the whole, where that is refuted.

    What both say alike may leave no value at all that could refute anything.
    """
    said = proof(*tellable(old, new))
    return proof(old, new) if said is Proof.REFUTED else said


_NOT_SAFE = frozenset((Effect.BREAK, Effect.UNKNOWN))
_OF_PRODUCERS = frozenset((Compatibility.ALL, Compatibility.PRODUCERS))


class _Witnesses:
    """Seeks witnesses for the changes of one step; compiles nothing before one is asked for."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._found: dict[Pair, Json | NoValue] = {}

    @cached_property
    def _search(self) -> Witnesses | None:
        try:
            chance = Random(_SEED)  # noqa: S311  repeatable, no secret
            return Witnesses(*self._step.schemas, chance, self._step.pairs)
        except ValueError:  # another tool's schema, which does not compile
            return None

    def is_shown(self, pair: Pair) -> bool:
        """Whether a payload shows at a glance what changed at a place."""
        if self._search is None:
            return False
        found = self._search.at(pair, at_a_glance=True)
        if found is not NO_WITNESS:
            self._found[pair] = found
        return found is not NO_WITNESS

    def at(self, pair: Pair) -> Json | NoValue:
        """A payload that shows what changed at a place; or none."""
        if pair not in self._found:
            found = self._search.at(pair) if self._search is not None else NO_WITNESS
            self._found[pair] = found
        return self._found[pair]

    def is_passed(self, pair: Pair) -> bool:
        """Whether counts alone show that something at a place is refused."""
        return self._search is not None and self._search.is_passed(pair)

    def reach(self, pair: Pair) -> bool:
        """Whether some payload of the old version has a value at a place."""
        return self._search is not None and self._search.reach(pair)

    def anywhere(self) -> Json:
        """A payload that was valid and no longer is; None: none was found."""
        found = self._search.of(None) if self._search is not None else NO_WITNESS
        return None if found is NO_WITNESS else found


def _breaking(weighed: Iterable[Weighed]) -> Iterator[Pair]:
    """The places where a rule sees a break for producers."""
    for one in weighed:
        if one.change.pair is not None and one.change.producers is Effect.BREAK:
            yield one.change.pair


def _settled(one: Weighed, witnesses: _Witnesses, found: Proof) -> Weighed:
    """The change with what a proof or a witness says of it."""
    one = _of_readers(one, found)
    change, pair = one.change, one.change.pair
    if pair is None or change.producers not in _NOT_SAFE:
        return one
    if found is Proof.PROVED and change.is_provable:
        return _for_producers(one, Effect.SAFE)
    shown = witnesses.at(pair)
    if shown is not NO_WITNESS:
        return replace(_for_producers(one, Effect.BREAK), witness=shown)
    if not change.is_provable:
        return one
    here = _proof_at(pair) if pair.was_required == pair.is_required else Proof.UNDECIDED
    if Proof.PROVED in (here, *map(_proof_at, _around(pair))):
        return _for_producers(one, Effect.SAFE)
    is_refuted = here is Proof.REFUTED or witnesses.is_passed(pair)
    is_sure = is_refuted and _is_read(pair) and witnesses.reach(pair)
    if change.producers is Effect.BREAK and not is_sure:
        return _for_producers(one, Effect.UNKNOWN)
    return one


def _of_readers(one: Weighed, found: Proof) -> Weighed:
    """The change, safe for those that read where a place has the values that it had, or fewer.

    That is asked where rules cannot read alternatives, and where they see another type of what may
    be the same values. Of a change that is no more than unknown it is enough that all values now
    were allowed before.
    """
    change, pair = one.change, one.change.pair
    if pair is None or change.consumers not in _NOT_SAFE or not change.is_provable:
        return one
    is_read = not pair.before.opaque and not pair.after.opaque
    is_wider = found is Proof.PROVED or change.producers not in _NOT_SAFE
    may_be_same = is_wider and pair.is_retyped
    if (is_read and not may_be_same) or _proof_back(pair) is not Proof.PROVED:
        return one
    if change.consumers is Effect.BREAK and _proof_at(pair) is not Proof.PROVED:
        return one
    return replace(one, change=replace(change, consumers=Effect.SAFE))


def _for_producers(one: Weighed, effect: Effect) -> Weighed:
    return replace(one, change=replace(one.change, producers=effect))


def _around(pair: Pair) -> Iterator[Pair]:
    """What the place of a pair lies in, from the inside out."""
    while pair.parent is not None:
        pair = pair.parent
        yield pair


def _proof_at(pair: Pair) -> Proof:
    """Whether all values that a place could have are accepted there still."""
    return proof(pair.before.schema, pair.after.schema)


def _proof_back(pair: Pair) -> Proof:
    """Whether all values that a place can have now were accepted there before."""
    return proof(pair.after.schema, pair.before.schema)


def _is_read(pair: Pair) -> bool:
    """Whether the rules read all that is asked of what a place lies in."""
    return not any(one.before.opaque for one in _around(pair))
