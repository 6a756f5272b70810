"""Checked nodes to properties, with every `ref` taken."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from tracking_plan.finding import Code
from tracking_plan.names.likeness import Nearest
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.place import Place
from tracking_plan.plan.builders.fields import Fields, day_of
from tracking_plan.plan.builders.references import Shared, order, shorthand_ref
from tracking_plan.plan.builders.values import PLAIN_KEYS, TYPES, implied_type, number, pii_faults
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.codes import text as text_codes
from tracking_plan.plan.limits import LIMITS
from tracking_plan.plan.model import Property
from tracking_plan.plan.pii import PiiAction
from tracking_plan.plan.text.nodes import Node, Scalar, span_of
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.text.problems import Problems
from tracking_plan.plan.text.refusals import Refusals
from tracking_plan.plan.text.size import MAX_PROPERTIES
from tracking_plan.rule import Problem
from tracking_plan.validation import patterns

MAX_LEVELS = 64


class PropertyBuilder:
    """Builds properties; the F2xx problems met on the way are added to `found`.

    `skipped_refs` counts each `ref` that may lead to a file that could not be read: no problem is
    made of it.
    """

    def __init__(self, shared: Shared, bad: Refusals, found: Problems) -> None:
        self.found = found
        self.skipped_refs = 0
        self._shared = shared.definitions
        self._refused = shared.refused
        self._has_unread_files = shared.has_unread_files
        self._bad = bad
        self._built: dict[str, Property | None] = {}
        self._expansions: dict[str, tuple[int, int]] = {}  # levels and properties
        self._event: str | None = None
        self._property = ""  # the path of the one that is being built
        self._near: Nearest | None = None
        self._level = 0  # of the one that is being built
        self._levels = self._count = 0  # of the event or the definition that is being built
        self._build_shared()

    def of_event(self, event: str, path: str, node: Node | None) -> tuple[Property, ...]:
        """The properties of an event, which problems with them name."""
        with self._about(event, ""):
            return tuple(self.several(path, node))

    def others_of_event(self, event: str, path: str, node: Node) -> bool | Property:
        """Whether the event has further properties, or what each of them is."""
        with self._about(event, ""):
            return self.others(path, node)

    def several(self, path: str, node: Node | None) -> Iterator[Property]:
        """The properties of a mapping from names; those that cannot be built are left out."""
        for name, key, value in Fields(path, node, self._bad).named():
            if self._count >= MAX_PROPERTIES:
                self._too_many(Origin(path, key, value, self._bad).place)
                return
            built = self.one(path, name, key, value)
            if built is not None:
                yield built

    def one(self, path: str, name: str, key: Scalar, node: Node) -> Property | None:
        """The property that a node describes; None where it refers to what does not exist."""
        return self._at(below(self._property, name), path, name, key, node)

    def _at(
        self, place: str, path: str, name: str, key: Scalar | None, node: Node
    ) -> Property | None:
        outer, self._property = self._property, place
        self._level += 1
        self._levels = max(self._levels, self._level)
        self._count += 1
        built = self._one(path, name, key, node)
        self._property = outer
        self._level -= 1
        return built

    @contextmanager
    def _about(self, event: str | None, property_: str) -> Iterator[None]:
        """What problems are about, meanwhile."""
        before = self._event, self._property
        self._event, self._property = event, property_
        self._levels = self._count = 0
        yield
        self._event, self._property = before
        self._levels = self._count = 0

    def _one(self, path: str, name: str, key: Scalar | None, node: Node) -> Property | None:
        origin = Origin(path, key, node, self._bad)
        if isinstance(node, Scalar):
            return self._shorthand(name, origin, node)
        fields = Fields(path, node, self._bad)
        ref = fields.text("ref")
        if ref is not None:
            return self._taken(name, origin, ref, self._written(fields, origin))
        written = self._written(fields, origin)
        if "type" not in written:
            written["type"] = implied_type(written)
        return Property(name=name, origin=origin, **written)  # type: ignore[arg-type] # checked by the vocabulary

    def shared(self) -> dict[str, Property]:
        """Every shared definition that can be built, by name."""
        built = ((name, self._built[name]) for name in self._shared)
        return {name: definition for name, definition in built if definition is not None}

    def _shorthand(self, name: str, origin: Origin, node: Scalar) -> Property | None:
        ref = shorthand_ref(node)
        if ref is not None:
            is_required = node.text.startswith("ref!")
            return self._taken(name, origin, ref, {"required": True} if is_required else {})
        type_ = TYPES[node.text.rstrip("!")]
        return Property(name=name, type=type_, origin=origin, required=node.text.endswith("!"))

    def _written(self, fields: Fields, origin: Origin) -> dict[str, object]:
        """The keyword arguments of a `Property` for the keys that are written."""
        written: dict[str, object] = {}
        limits: dict[str, int | float | bool] = {}
        for name, (_, value) in fields.entries.items():
            if name in LIMITS:
                limits[name] = number(value)
            elif name in PLAIN_KEYS:
                written[name] = PLAIN_KEYS[name](fields.path, value, self._bad)
            elif name in _READERS:
                written[name] = _READERS[name](self, fields.path, value)
        if limits:
            written["limits"] = limits
        refused = fields.refused
        if self._is_bad_pattern(written, origin):
            del written["pattern"]
            refused |= {"pattern"}
        if "sunset" in fields.entries and not self._has_sunset(written, fields):
            refused |= {"sunset"}
        if refused:
            written["refused"] = refused
        return written

    def _has_sunset(self, written: dict[str, object], fields: Fields) -> bool:
        """Whether the day can be used, which is written then; else it is reported."""
        text = fields.text("sunset")
        written["sunset"] = day = None if text is None else day_of(text)
        if text is not None and day is None:
            at = fields.origin("sunset").at()
            self._report(meaning_codes.NO_SUCH_DAY, at, f"{text} is no day")
        return day is not None

    def _is_bad_pattern(self, written: dict[str, object], origin: Origin) -> bool:
        """Whether the pattern cannot be used, which is reported."""
        pattern = written.get("pattern")
        fault = patterns.fault(pattern) if isinstance(pattern, str) else None
        if fault is None:
            return False
        message = f"the pattern {pattern!r} cannot be used: {fault}"
        self._report(meaning_codes.BAD_PATTERN, origin.at("pattern"), message)
        return True

    def _taken(
        self, name: str, origin: Origin, ref: str, written: dict[str, object]
    ) -> Property | None:
        if ref in self._refused:
            return None  # the definition has its own finding
        if ref not in self._shared and self._has_unread_files:
            self.skipped_refs += 1
            return None
        if ref not in self._shared:
            self._near = self._near or Nearest(self._shared)
            close = self._near.to(ref)
            hint = f"did you mean {close!r}?" if close else "define it under `shared`"
            self._report(
                meaning_codes.UNKNOWN_REF, origin.at("ref"), f"nothing shared is {ref!r}", hint
            )
            return None
        base = self._built.get(ref)
        if base is None or not self._fits(ref, origin):
            return None
        refused = written.get("refused", frozenset())
        if base.refused and isinstance(refused, frozenset):
            written["refused"] = refused | base.refused
        taken = replace(base, name=name, origin=origin, ref=ref, **written)  # type: ignore[arg-type] # checked by the vocabulary
        self._pii_fits(taken)
        return taken

    def _pii_fits(self, taken: Property) -> None:
        """What a schema cannot see: the shared type or action beside this use's own keys."""
        for key, message in pii_faults(taken):
            self._report(shape_codes.EXCLUDED_KEY, taken.origin.at(key), message)

    def _fits(self, ref: str, origin: Origin) -> bool:
        """Whether a definition can be taken here without passing the limits of expansion."""
        levels, count = self._expansions[ref]
        levels, count = self._level + levels - 1, self._count + count - 1
        if levels > MAX_LEVELS:
            message = f"nested more than {MAX_LEVELS} deep, counted through each `ref`"
            self._report(text_codes.TOO_DEEP, origin.at("ref"), message, "flatten it")
            return False
        if count > MAX_PROPERTIES:
            self._too_many(origin.at("ref"))
            return False
        self._levels, self._count = max(self._levels, levels), count
        return True

    def _too_many(self, at: Place) -> None:
        message = f"more than {MAX_PROPERTIES:,} properties, counted through each `ref`"
        hint = "leave out what no chart needs, or use `type: object` without `properties`"
        self._report(text_codes.TOO_MANY, at, message, hint)

    def _build_shared(self) -> None:
        """Builds every definition, each after those that it refers to, whatever the chain."""
        nodes = {name: (path, node) for name, (path, _, node) in self._shared.items()}
        in_order = order(nodes, self._bad)
        for circle in in_order.circles:
            path, key, node = self._shared[circle.name]
            message = f"shared definitions in a circle: {circle.text}"
            self._report(meaning_codes.REF_CYCLE, Place(path=path, span=span_of(key)), message)
        for name in in_order.names:
            path, key, node = self._shared[name]
            with self._about(None, ""):
                self._built[name] = self.one(path, name, key, node)
                self._expansions[name] = self._levels, self._count

    def _report(self, code: Code, at: Place, message: str, hint: str | None = None) -> None:
        problem = Problem(
            message=message,
            at=at,
            hint=hint,
            event=self._event,
            property=self._property or None,
        )
        self.found.append((code, problem))

    # readers of keys that hold properties, by the table below

    def item(self, path: str, node: Node) -> Property | None:
        """The property that an array's items are."""
        return self._at(items_of(self._property), path, "", None, node)

    def others(self, path: str, node: Node) -> bool | Property:
        """Whether an object has further keys, or the property that each of them is."""
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        outer, self._property = self._property, values_of(self._property)
        built = self._at(self._property, path, "", None, node)
        if built is not None and built.action is not PiiAction.ALLOW:  # by what its `ref` says
            message = (
                f"a map's values are sent as they are, and {built.ref!r} is not: {built.action}"
            )
            self._report(shape_codes.EXCLUDED_KEY, built.origin.place, message)
        self._property = outer
        return True if built is None else built

    def properties(self, path: str, node: Node) -> tuple[Property, ...]:
        """An object's properties."""
        return tuple(self.several(path, node))


_READERS: Mapping[str, Callable[[PropertyBuilder, str, Node], object]] = {
    "items": PropertyBuilder.item,
    "properties": PropertyBuilder.properties,
    "additional_properties": PropertyBuilder.others,
}
