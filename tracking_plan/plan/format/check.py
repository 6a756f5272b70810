"""Checks nodes against the vocabulary: the F1xx problems, and which nodes to leave out.

A faulty value is left out of its mapping, and a mapping that lacks what it needs is left out of
its own, so that one mistake hides nothing else.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.names.property_path import property_path
from tracking_plan.place import Place
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.format import habits, levels
from tracking_plan.plan.format.conditions import applies, excluded
from tracking_plan.plan.format.foreign import meant_key
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.format.kinds import (
    AnyObject,
    Anything,
    Either,
    Excludes,
    FirstOf,
    Form,
    ItemsOf,
    Key,
    Kind,
    Later,
    ListOf,
    MapOf,
    Name,
    Needs,
    Shape,
    Text,
)
from tracking_plan.plan.format.repeats import repeats, shown
from tracking_plan.plan.format.scalars import (
    SCALAR_FAULTS,
    Fault,
    name_fault,
    version_fault,
    wrong_kind,
)
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode, span_of
from tracking_plan.plan.text.problems import Problems
from tracking_plan.rule import Problem

_UNCOMPARED = (Anything, AnyObject, Later)  # examples may repeat each other
_LATER = "its value is checked and kept for a later version of this tool"


class Checker:
    """Checks the nodes of one file against the format.

    Problems are added to `found`; `bad` are the ids of the nodes that a builder must leave out.
    """

    def __init__(
        self, path: str, found: Problems, commented: Mapping[int, str] = MappingProxyType({})
    ) -> None:
        self.path = path
        self._commented = commented
        self.found = found
        self.bad: set[int] = set()
        self._event: str | None = None
        self._route: list[str | int] = []  # to the property at hand; 0 for the items of an array

    def accepts(self, kind: Kind, node: Node) -> bool:
        """Whether `node` is of `kind`; reports, and marks as bad, what is not."""
        fault_of = SCALAR_FAULTS.get(kind.__class__)
        if fault_of is not None and isinstance(node, Scalar):  # most nodes: no call too many here
            fault = fault_of(kind, node)
            good = fault is None or self._report_fault(node, fault)
        elif fault_of is not None:
            good = self._report_fault(node, wrong_kind(node, "a single value"))
        else:
            good = _CHECKS[kind.__class__](self, kind, node)
        if not good:
            self.bad.add(id(node))
        return good

    def shape(self, shape: Shape, node: Node) -> bool:
        """Whether `node` is a mapping that can be built as `shape`, faulty keys left out."""
        if not isinstance(node, MappingNode):
            return self._report_fault(node, wrong_kind(node, "a mapping", habits.as_keys(node)))
        good: set[str] = set()
        meant: dict[str, tuple[Scalar, Node]] = {}
        cut: set[int] | None = None
        for name, (key, value) in node.entries.items():
            known = shape.keys.get(name)
            if value.__class__ is Scalar and habits.is_without_colon(key, value):
                cut = self._cut_by_commas(shape, node) if cut is None else cut
            if cut and id(value) in cut:
                self.bad.add(id(value))
            elif known is None:
                meant[self._unknown(shape, name, key, value)] = key, value
                self.bad.add(id(value))
            elif self._accepts_key(known, name, key, value):
                good.add(name)
        for name, entry in meant.items():
            node.entries.setdefault(name, entry)  # so that it is not called missing as well
        return self._complete(shape, node, good)

    def _accepts_key(self, known: Key, name: str, key: Scalar, value: Node) -> bool:
        """Whether the value of a known key can be used."""
        if known.not_a_list and isinstance(value, SequenceNode):
            hint = (habits.hint_of_types(value) if name == "type" else None) or known.not_a_list
            self._report_fault(value, wrong_kind(value, "a single value", hint))
            self.bad.add(id(value))
            return False
        good = self.accepts(known.kind, value)
        if good and not known.has_effect:
            self._report(meaning_codes.NO_EFFECT, key, f"{name!r} has no effect yet", _LATER)
        return good

    def _cut_by_commas(self, shape: Shape, node: MappingNode) -> set[int]:
        """The ids of the values of keys that are the rest of a text; each text is reported once."""
        found: set[int] = set()
        texts = {name for name, known in shape.keys.items() if isinstance(known.kind, Text)}
        for text in habits.cut_texts(node, texts):
            found.update(map(id, text.values))
            message = f"the text {text.text!r} ends at a comma"
            whole = text.whole.replace("'", "''")
            hint = f"a comma ends a plain text within {{ }}: quote it: '{whole}'"
            self._report(shape_codes.UNKNOWN_KEY, text.key, message, hint)
        return found

    def _complete(self, shape: Shape, node: MappingNode, good: set[str]) -> bool:
        whole = True
        for name in shape.required:
            if name not in node.entries:
                message = f"{shape.what} needs the key {name!r}"
                self._report(shape_codes.MISSING_KEY, node, message, shape.missing.get(name))
            whole = whole and name in good
        written = node.entries
        for constraint in shape.constraints:
            if isinstance(constraint, Excludes) and constraint.when.route[0] in written:
                good -= self._excluded(constraint, node)
        for constraint in shape.constraints:
            if isinstance(constraint, Needs):
                whole = self._needs(constraint, node, good) and whole
        return whole

    def _needs(self, needs: Needs, node: MappingNode, good: set[str]) -> bool:
        if needs.when is not None and not applies(needs.when, node):
            return True
        if not any(name in node.entries for name in needs.keys):
            implied = next((name for name in needs.implied if name in node.entries), None)
            hint = needs.implied[implied] if implied else needs.hint
            self._report(shape_codes.MISSING_KEY, node, needs.message, hint)
        return any(name in good for name in needs.keys)

    def _excluded(self, excludes: Excludes, node: MappingNode) -> set[str]:
        """The keys of `node` that exclude others which are there; each is reported."""
        found = set()
        for name, key, value in excluded(excludes, node):
            message = f"{name!r} cannot stand here: {excludes.message}"
            self._report(shape_codes.EXCLUDED_KEY, key, message, excludes.hint)
            self.bad.add(id(value))
            found.add(name)
        return found

    def _unknown(self, shape: Shape, name: str, key: Scalar, value: Node) -> str:
        """Notes an unknown key; the key that was meant, or the same where that is not known."""
        if name in shape.elsewhere:
            message = f"{name!r} has no place in {shape.what}"
            self._report(shape_codes.MISPLACED_KEY, key, message, shape.elsewhere[name])
            return name
        meaning = meant_key(name, shape.keys)
        hint = levels.hint_of_place(shape, name, value, SHAPES["event"].keys) or meaning.hint
        self._report(shape_codes.UNKNOWN_KEY, key, f"{shape.what} has no key {name!r}", hint)
        return meaning.key

    def map_of(self, kind: MapOf, node: Node) -> bool:
        """Whether `node` is a mapping of names; faulty entries are left out."""
        if not isinstance(node, MappingNode):
            return self._report_fault(
                node, wrong_kind(node, "a mapping of names", habits.as_keys(node))
            )
        for name, (key, value) in node.entries.items():
            hint = levels.wrong_level(kind.role, name, value, SHAPES)
            if hint is not None:
                self._report(shape_codes.MISPLACED_KEY, key, f"{name!r} is no name here", hint)
                self.bad.add(id(value))
                continue
            self._enter(kind.role, name)
            # A key is its source text, whatever YAML would read it as.
            fault = name_fault(name) if isinstance(kind.key, Name) else version_fault(key)
            named = fault is None or self._report_fault(key, fault)
            if not self.accepts(kind.value, value) or not named:
                self.bad.add(id(value))
            self._leave(kind.role)
        return True

    def _enter(self, role: str | None, name: str) -> None:
        if role == "event":
            self._event = name
        elif role == "property":
            self._route.append(name)

    def _leave(self, role: str | None) -> None:
        if role == "event":
            self._event = None
        elif role == "property":
            self._route.pop()

    def list_of(self, kind: ListOf, node: Node) -> bool:
        """Whether `node` is a list, long enough; faulty items are left out."""
        if not isinstance(node, SequenceNode):
            hint = f"write [{node.text[:60]}]" if isinstance(node, Scalar) and node.text else None
            return self._report_fault(node, wrong_kind(node, "a list", hint))
        if len(node.items) < kind.at_least:
            hint = "list a value, or remove the key"
            self._report(shape_codes.OUT_OF_RANGE, node, "the list is empty", hint)
            return False
        good = [self.accepts(kind.item, item) for item in node.items]
        if len(good) > 1 and not isinstance(kind.item, _UNCOMPARED):
            for second, first in repeats(node):
                related = (Related(message="first here", at=self._at(first)),)
                message = f"{shown(second)} is listed twice"
                self._report(shape_codes.LISTED_TWICE, second, message, "keep one of them", related)
        return not good or any(good)

    def items_of(self, kind: ItemsOf, node: Node) -> bool:
        """Whether `node` describes the items of an array."""
        self._route.append(0)
        good = self.accepts(kind.kind, node)
        self._route.pop()
        return good

    def either(self, kind: Either, node: Node) -> bool:
        """Whether `node` is of the kind that `kind` has for nodes of its sort."""
        if isinstance(node, Scalar):
            chosen = kind.scalar
        else:
            chosen = kind.mapping if isinstance(node, MappingNode) else kind.sequence
        if chosen is not None:
            return self.accepts(chosen, node)
        is_property = isinstance(kind.scalar, Form)
        hint = habits.as_enum(node) if is_property else habits.as_keys(node)
        return self._report_fault(node, wrong_kind(node, habits.wanted(kind), hint))

    def first_of(self, kind: FirstOf, node: Node) -> bool:
        """Whether `node` is a scalar of one of the kinds."""
        faults = (SCALAR_FAULTS[option.__class__] for option in kind.kinds)
        if isinstance(node, Scalar) and any(
            fault_of(option, node) is None
            for option, fault_of in zip(kind.kinds, faults, strict=True)
        ):
            return True
        return self._report_fault(node, wrong_kind(node, kind.what, f"write {kind.what}"))

    def sorted_as(self, sort: type[Node], what: str, node: Node) -> bool:
        """Whether a node is of a sort, with any content."""
        return isinstance(node, sort) or self._report_fault(node, wrong_kind(node, what))

    def later(self, kind: Later, node: Node) -> bool:
        """Whether `node` can be built as the shape of that name."""
        return self.shape(SHAPES[kind.shape], node)

    def _report_fault(self, node: Node, fault: Fault) -> bool:
        """Note a fault; True where the node can be used all the same."""
        comment = self._commented.get(id(node))
        hint = f"a '#' begins a comment: quote it: '{comment}'" if comment else fault.hint
        self._report(fault.code, node, fault.message, hint)
        return fault.code.severity is not Severity.ERROR

    def _at(self, node: Node) -> Place:
        return Place(path=self.path, span=span_of(node))

    def _report(
        self,
        code: Code,
        node: Node,
        message: str,
        hint: str | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        problem = Problem(
            message=message,
            at=self._at(node),
            hint=hint,
            related=related,
            event=self._event,
            property=property_path(self._route) or None,
        )
        self.found.append((code, problem))


_CHECKS: dict[type, Callable[..., bool]] = {
    ListOf: Checker.list_of,
    ItemsOf: Checker.items_of,
    MapOf: Checker.map_of,
    AnyObject: lambda checker, kind, node: checker.sorted_as(MappingNode, "a mapping", node),
    Anything: lambda checker, kind, node: True,
    Later: Checker.later,
    Either: Checker.either,
    FirstOf: Checker.first_of,
}
