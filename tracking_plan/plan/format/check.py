"""Checks nodes against the vocabulary: the F1xx problems, and which nodes to leave out.

A faulty value is left out of its mapping, and a mapping that lacks what it needs is left out of
its own, so that one mistake hides nothing else.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.codes import text as text_codes
from tracking_plan.plan.format import habits, levels
from tracking_plan.plan.format.alternatives import fault_of_all
from tracking_plan.plan.format.conditions import applies, excluded
from tracking_plan.plan.format.disguises import swallowed, unknown_key
from tracking_plan.plan.format.doubtful import doubts
from tracking_plan.plan.format.faults import wrong_kind
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.format.kinds import (
    AnyObject,
    Anything,
    Either,
    Excludes,
    FirstOf,
    Form,
    InnerOf,
    Key,
    Kind,
    Later,
    ListOf,
    MapOf,
    Name,
    Needs,
    Null,
    Shape,
    Text,
)
from tracking_plan.plan.format.numbers import not_in_json
from tracking_plan.plan.format.repeats import repeats, shown
from tracking_plan.plan.format.reporter import Reporter
from tracking_plan.plan.format.scalars import LATER, SCALAR_FAULTS, name_fault, version_fault
from tracking_plan.plan.format.under_key import hint_for_entry, hint_of_empty, hint_under_key
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode
from tracking_plan.plan.text.problems import Problems
from tracking_plan.plan.text.refusals import Refusals


class Checker:
    """Checks the nodes of one file against the format.

    Problems are added to `found`; `bad` is what a builder must leave out.
    """

    def __init__(
        self, path: str, found: Problems, commented: Mapping[int, str] = MappingProxyType({})
    ) -> None:
        self.bad = Refusals()
        self._to = Reporter(path, found, commented)

    def accepts(self, kind: Kind, node: Node) -> bool:
        """Whether `node` is of `kind`; reports, and marks as bad, what is not."""
        fault_of = SCALAR_FAULTS.get(kind.__class__)
        if fault_of is not None and isinstance(node, Scalar):  # most nodes: no call too many here
            fault = fault_of(kind, node)
            good = fault is None or self._to.fault(node, fault, kind)
        elif fault_of is not None:
            good = self._to.fault(node, wrong_kind(node, "a single value"))
        else:
            good = _CHECKS[kind.__class__](self, kind, node)
        if not good:
            self.bad.add(id(node))
        return good

    def shape(self, shape: Shape, node: Node) -> bool:
        """Whether `node` is a mapping that can be built as `shape`, faulty keys left out."""
        if not isinstance(node, MappingNode):
            hint = hint_under_key(shape, node) or habits.as_keys(node)
            return self._to.fault(node, wrong_kind(node, "a mapping", hint))
        good, apart, is_cut = set[str](), set[int](), False  # apart: reported together
        meant: levels.Entries = {}
        if not node.entries.keys() <= shape.keys.keys():
            apart = self._cut_by_commas(shape, node)
            is_cut = bool(apart)
            apart |= self._names(shape, node, meant, apart)
        for name, (key, value) in node.entries.items():
            known = shape.keys.get(name)
            if isinstance(value, Scalar) and not value.text and not is_cut:
                is_cut = habits.is_without_colon(key, value)
                apart |= self._cut_by_commas(shape, node) if is_cut else set()
            if apart and id(value) in apart:
                self.bad.add(id(value))
            elif known is None:
                meant[self._unknown(shape, name, key, value)] = key, value
                self.bad.add(id(value))
            elif self._accepts_key(known, name, key, value):
                good.add(name)
        if not meant:
            return self._complete(shape, node, good)
        self.bad.meant[id(node)] = frozenset(meant)
        as_meant = MappingNode(node.start)  # in which nothing is missing that was misspelled
        as_meant.entries, as_meant.end = {**meant, **node.entries}, node.end
        return self._complete(shape, as_meant, good)

    def _accepts_key(self, known: Key, name: str, key: Scalar, value: Node) -> bool:
        """Whether the value of a known key can be used."""
        kind, fault_of = known.kind, SCALAR_FAULTS.get(known.kind.__class__)
        is_scalar = known.has_effect and isinstance(value, Scalar)
        if fault_of and is_scalar and not fault_of(kind, value):
            return True  # most keys: no call too many here
        if known.not_a_list and isinstance(value, SequenceNode):
            hint = (habits.hint_of_types(value) if name == "type" else None) or known.not_a_list
            self._to.fault(value, wrong_kind(value, "a single value", hint))
            self.bad.add(id(value))
            return False
        good = self.accepts(kind, value)
        if good and not known.has_effect:
            self._to.problem(meaning_codes.NO_EFFECT, key, f"{name!r} has no effect yet", LATER)
        return good

    def _cut_by_commas(self, shape: Shape, node: MappingNode) -> set[int]:
        """The ids of the values of keys that are the rest of a text; each text is reported once."""
        found: set[int] = set()
        texts = {name for name, known in shape.keys.items() if isinstance(known.kind, Text)}
        for text in habits.cut_texts(node, texts):
            found.update(map(id, text.values))
            self._to.problem(shape_codes.UNKNOWN_KEY, text.key, text.message, text.hint)
        return found

    def _complete(self, shape: Shape, node: MappingNode, good: set[str]) -> bool:
        whole = True
        for name in shape.required:
            if name not in node.entries:
                message = f"{shape.what} needs the key {name!r}"
                self._to.problem(shape_codes.MISSING_KEY, node, message, shape.missing.get(name))
            whole = whole and name in good
        written = node.entries
        if "enum" in good or "const" in good:
            for doubt in doubts(node):
                self._to.problem(text_codes.AMBIGUOUS_NUMBER, *doubt)
        for constraint in shape.constraints:
            if constraint.__class__ is Excludes and constraint.when.route[0] in written:
                good -= self._excluded(constraint, node)
        for constraint in shape.constraints:
            if constraint.__class__ is Needs:
                whole = self._needs(constraint, node, good) and whole
        return whole

    def _needs(self, needs: Needs, node: MappingNode, good: set[str]) -> bool:
        if not good.isdisjoint(needs.keys):
            return True  # of most mappings, and faster than the condition
        if needs.when is not None and not applies(needs.when, node):
            return True
        if node.entries.keys().isdisjoint(needs.keys):
            implied = next((name for name in needs.implied if name in node.entries), None)
            hint = needs.implied[implied] if implied else needs.hint
            self._to.problem(shape_codes.MISSING_KEY, node, needs.message, hint)
        return False

    def _excluded(self, excludes: Excludes, node: MappingNode) -> set[str]:
        """The keys of `node` that exclude others which are there; each is reported."""
        found = set()
        for name, key, value in excluded(excludes, node):
            if key.text != name:
                continue  # meant by another, which was reported
            message = f"{name!r} cannot stand here: {excludes.message}"
            self._to.problem(shape_codes.EXCLUDED_KEY, key, message, excludes.hint)
            self.bad.add(id(value))
            found.add(name)
        return found

    def _unknown(self, shape: Shape, name: str, key: Scalar, value: Node) -> str:
        """Notes an unknown key; the key that was meant, or the same where that is not known."""
        unknown = unknown_key(shape, name)
        self._to.problem(unknown.code, key, unknown.message, unknown.hint)
        return unknown.meant

    def _names(
        self, shape: Shape, node: MappingNode, meant: levels.Entries, cut: set[int]
    ) -> set[int]:
        """Reports names that stand among keys, and checks them as what they are meant for.

        Returns the ids of their values; what is not to be called missing is added to `meant`.
        """
        among = levels.names_among_keys(shape, node, SHAPES)
        names = among or levels.names_alone(shape, node, cut)
        if names is None:
            return set()
        apart = levels.emptied(node, names.under)
        first = next(iter(names.entries.values()))
        self._to.problem(shape_codes.UNKNOWN_KEY, first[0], names.message, names.hint)
        if names.under:
            written = MappingNode(first[0].start)
            written.entries = names.entries
            self.accepts(shape.keys[names.under].kind, written)
        meant.update({names.under or "type": first, "type": first})
        return apart.union(id(value) for _, value in names.entries.values())

    def map_of(self, kind: MapOf, node: Node) -> bool:
        """Whether `node` is a mapping of names; faulty entries are left out."""
        if not isinstance(node, MappingNode):
            hint = habits.as_keys(node)
            return self._to.fault(node, wrong_kind(node, "a mapping of names", hint))
        misplaced = levels.keys_among_names(kind.role, node, SHAPES)
        if misplaced.entries:
            self._misplaced(misplaced)
        for name, (key, value) in node.entries.items():
            if name in misplaced.entries:
                continue
            self._to.enter(kind.role, name)
            # A key is its source text, whatever YAML would read it as.
            lost = swallowed(name) if key.plain and ("{" in name or "[" in name) else None
            fault = name_fault(name) if isinstance(kind.key, Name) else version_fault(key)
            fault = lost or fault
            named = fault is None or self._to.fault(key, fault)
            if lost or not self.accepts(kind.value, value) or not named:
                self.bad.add(id(value))
            self._to.leave(kind.role)
        return True

    def _misplaced(self, keys: levels.Misplaced) -> None:
        first = next(iter(keys.entries.values()))[0]
        self._to.problem(keys.code, first, keys.message, keys.hint)
        self.bad.update(id(value) for _, value in keys.entries.values())

    def list_of(self, kind: ListOf, node: Node) -> bool:
        """Whether `node` is a list, long enough; faulty items are left out."""
        if not isinstance(node, SequenceNode):
            hint = hint_for_entry(kind, node) or habits.as_list(kind, node)
            return self._to.fault(node, wrong_kind(node, "a list", hint))
        if len(node.items) < kind.at_least:
            hint = "list a value, or remove the key"
            self._to.problem(shape_codes.OUT_OF_RANGE, node, "the list is empty", hint)
            return False
        good = [self.accepts(kind.item, item) for item in node.items]
        if isinstance(kind.item, Anything | AnyObject):  # an example
            good = [self._is_json(item) and was for item, was in zip(node.items, good, strict=True)]
        if len(good) > 1 and not isinstance(kind.item, Later):
            is_example = isinstance(kind.item, Anything | AnyObject)
            wrong = {id(item) for item, was in zip(node.items, good, strict=True) if not was}
            every = repeats(node, are_examples=is_example)
            for second, first in (pair for pair in every if id(pair[0]) not in wrong):
                what = shown(second, is_example=is_example)
                message, hint = f"{what} is listed twice", "keep one of them"
                self._to.problem(shape_codes.LISTED_TWICE, second, message, hint, first)
        return not good or any(good)

    def inner_of(self, kind: InnerOf, node: Node) -> bool:
        """Whether `node` describes the items of an array, or the values of a map."""
        self._to.enter(kind.role)
        good = self.accepts(kind.kind, node)
        self._to.leave(kind.role)
        return good

    def either(self, kind: Either, node: Node) -> bool:
        """Whether `node` is of the kind that `kind` has for nodes of its sort."""
        if isinstance(node, Scalar):
            chosen = kind.scalar
            if isinstance(chosen, Null) and (hint := hint_of_empty(kind.mapping, node)):
                return self._to.fault(node, wrong_kind(node, "a mapping", hint))
        else:
            chosen = kind.mapping if isinstance(node, MappingNode) else kind.sequence
        if chosen is not None:
            return self.accepts(chosen, node)
        hint = hint_of_empty(kind.mapping, node) if isinstance(kind.scalar, Null) else None
        hint = hint or (habits.as_enum if isinstance(kind.scalar, Form) else habits.as_keys)(node)
        return self._to.fault(node, wrong_kind(node, habits.wanted(kind), hint))

    def first_of(self, kind: FirstOf, node: Node) -> bool:
        """Whether `node` is a scalar of one of the kinds."""
        if not isinstance(node, Scalar):
            return self._to.fault(node, wrong_kind(node, kind.what, f"write {kind.what}"))
        fault = fault_of_all(kind, node)
        return fault is None or self._to.fault(node, fault)

    def any_object(self, kind: AnyObject, node: Node) -> bool:
        """Whether a node is a mapping, with any content."""
        return isinstance(node, MappingNode) or self._to.fault(node, wrong_kind(node, "a mapping"))

    def _is_json(self, node: Node) -> bool:
        """Whether a node has no number that JSON cannot have; one that has is left out."""
        faults = [self._to.fault(scalar, fault) for scalar, fault in not_in_json(node)]
        self.bad.update([id(node)] if faults else ())
        return not faults

    def later(self, kind: Later, node: Node) -> bool:
        """Whether `node` can be built as the shape of that name."""
        return self.shape(SHAPES[kind.shape], node)


_CHECKS: dict[type, Callable[..., bool]] = {
    ListOf: Checker.list_of,
    InnerOf: Checker.inner_of,
    MapOf: Checker.map_of,
    AnyObject: Checker.any_object,
    Anything: lambda checker, kind, node: True,
    Later: Checker.later,
    Either: Checker.either,
    FirstOf: Checker.first_of,
}
