"""Checks nodes against the vocabulary: the F1xx problems, and which nodes to leave out.

A faulty value is left out of its mapping, and a mapping that lacks what it needs is left out of
its own, so that one mistake hides nothing else.
"""

from collections.abc import Callable

from tracking_plan.finding import Code, Severity
from tracking_plan.names.likeness import nearest
from tracking_plan.names.property_path import property_path
from tracking_plan.place import Place
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.format.kinds import (
    AnyObject,
    Anything,
    Either,
    Excludes,
    FirstOf,
    ItemsOf,
    Kind,
    Later,
    ListOf,
    MapOf,
    Name,
    Needs,
    Null,
    Shape,
    When,
)
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

_LATER = "its value is checked and kept for a later version of this tool"


class Checker:
    """Checks the nodes of one file against the format.

    Problems are added to `found`; `bad` are the ids of the nodes that a builder must leave out.
    """

    def __init__(self, path: str, found: Problems) -> None:
        self.path = path
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
            return self._report_fault(node, wrong_kind(node, "a mapping", _as_keys(node)))
        good = set()
        for name, (key, value) in node.entries.items():
            known = shape.keys.get(name)
            if known is None:
                self._unknown(shape, name, key, value)
                self.bad.add(id(value))
            elif known.not_a_list and isinstance(value, SequenceNode):
                self._report_fault(value, wrong_kind(value, "a single value", known.not_a_list))
                self.bad.add(id(value))
            elif self.accepts(known.kind, value):
                good.add(name)
                if not known.has_effect:
                    self._report(
                        meaning_codes.NO_EFFECT, key, f"{name!r} has no effect yet", _LATER
                    )
        return self._complete(shape, node, good)

    def _complete(self, shape: Shape, node: MappingNode, good: set[str]) -> bool:
        whole = True
        for name in shape.required:
            if name not in node.entries:
                message = f"{shape.what} needs the key {name!r}"
                self._report(shape_codes.MISSING_KEY, node, message)
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
        if needs.when is not None and not _applies(needs.when, node):
            return True
        if not any(name in node.entries for name in needs.keys):
            self._report(shape_codes.MISSING_KEY, node, needs.message, needs.hint)
        return any(name in good for name in needs.keys)

    def _excluded(self, excludes: Excludes, node: MappingNode) -> set[str]:
        """The keys of `node` that exclude others which are there; each is reported."""
        if not _applies(excludes.when, node):
            return set()
        found = set()
        for name in excludes.refused:
            key, value = node.entries.get(name, (None, None))
            if key is None or value is None:
                continue
            if not (isinstance(value, Scalar) and value.text in excludes.unless):
                message = f"{name!r} cannot stand here: {excludes.message}"
                self._report(shape_codes.EXCLUDED_KEY, key, message, excludes.hint)
                self.bad.add(id(value))
                found.add(name)
        return found

    def _unknown(self, shape: Shape, name: str, key: Scalar, value: Node) -> None:
        if name in shape.elsewhere:
            message = f"{name!r} has no place in {shape.what}"
            self._report(shape_codes.MISPLACED_KEY, key, message, shape.elsewhere[name])
            return
        close = nearest(name, shape.keys)
        hint = f"did you mean {close!r}?" if close else f"known: {', '.join(sorted(shape.keys))}"
        if " " in name and isinstance(value, Scalar) and value.plain and not value.text:
            hint = "a comma ends a plain text within { }: quote a text that holds one"
        self._report(shape_codes.UNKNOWN_KEY, key, f"{shape.what} has no key {name!r}", hint)

    def map_of(self, kind: MapOf, node: Node) -> bool:
        """Whether `node` is a mapping of names; faulty entries are left out."""
        if not isinstance(node, MappingNode):
            return self._report_fault(node, wrong_kind(node, "a mapping of names", _as_keys(node)))
        for name, (key, value) in node.entries.items():
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
        is_text = kind.scalar is not None and not isinstance(kind.scalar, Null)
        sorts = (("text", is_text), ("a list", kind.sequence), ("a mapping", kind.mapping))
        wanted = " or ".join(name for name, sort in sorts if sort)
        return self._report_fault(node, wrong_kind(node, wanted, _as_keys(node)))

    def first_of(self, kind: FirstOf, node: Node) -> bool:
        """Whether `node` is a scalar of one of the kinds."""
        faults = (SCALAR_FAULTS[option.__class__] for option in kind.kinds)
        if isinstance(node, Scalar) and any(
            fault_of(option, node) is None
            for option, fault_of in zip(kind.kinds, faults, strict=True)
        ):
            return True
        return self._report_fault(node, wrong_kind(node, kind.what, f"write {kind.what}"))

    def any_object(self, kind: AnyObject, node: Node) -> bool:
        """Whether `node` is a mapping."""
        good = isinstance(node, MappingNode)
        return good or self._report_fault(node, wrong_kind(node, "a mapping"))

    def anything(self, kind: Anything, node: Node) -> bool:
        """True: any node will do."""
        return True

    def later(self, kind: Later, node: Node) -> bool:
        """Whether `node` can be built as the shape of that name."""
        return self.shape(SHAPES[kind.shape], node)

    def _report_fault(self, node: Node, fault: Fault) -> bool:
        """Note a fault; True where the node can be used all the same."""
        self._report(fault.code, node, fault.message, fault.hint)
        return fault.code.severity is not Severity.ERROR

    def _report(self, code: Code, node: Node, message: str, hint: str | None = None) -> None:
        problem = Problem(
            message=message,
            at=Place(path=self.path, span=span_of(node)),
            hint=hint,
            event=self._event,
            property=property_path(self._route) or None,
        )
        self.found.append((code, problem))


def _as_keys(node: Node) -> str | None:
    """The hint for a list where names should be keys."""
    if isinstance(node, SequenceNode):
        return "write the names as keys (`Name: ...`), not as a list"
    return None


def _applies(when: When, node: Node) -> bool:
    for step in when.route:
        if not isinstance(node, MappingNode) or step not in node.entries:
            return False
        node = node.entries[step][1]
    return when.values is None or (isinstance(node, Scalar) and node.text in when.values)


_CHECKS: dict[type, Callable[..., bool]] = {
    ListOf: Checker.list_of,
    ItemsOf: Checker.items_of,
    MapOf: Checker.map_of,
    AnyObject: Checker.any_object,
    Anything: Checker.anything,
    Later: Checker.later,
    Either: Checker.either,
    FirstOf: Checker.first_of,
}
