"""Nodes held against the vocabulary: the F1xx problems, and which nodes to leave out.

A faulty value is left out of its mapping, and a mapping that lacks what it needs is left out of
its own, so that one mistake hides nothing else.
"""

import math
import re
from collections.abc import Callable, Mapping
from functools import cache

from tracking_plan.finding import Code
from tracking_plan.plan import shape_codes, text_codes
from tracking_plan.plan.kinds import (
    AnyObject,
    Anything,
    Choice,
    Count,
    Either,
    EnumScalar,
    Excludes,
    FirstOf,
    Flag,
    Form,
    Kind,
    Later,
    ListOf,
    Literal,
    MapOf,
    Name,
    Needs,
    Null,
    Number,
    Shape,
    Text,
    VersionText,
    When,
)
from tracking_plan.plan.names import nearest
from tracking_plan.plan.parse import ambiguous_number
from tracking_plan.plan.vocabulary import NAME_PATTERN, SHAPES, VERSION_PATTERN
from tracking_plan.rule import Problem
from tracking_plan.source import MappingNode, Node, Place, Scalar, SequenceNode, span_of

_NAME = re.compile(NAME_PATTERN.rstrip("$"))
_VERSION = re.compile(VERSION_PATTERN.rstrip("$"))
_form = cache(re.compile)


class Checker:
    """Holds the nodes of one file against the format.

    `found` are the problems; `bad` are the ids of the nodes that a builder must leave out.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[tuple[Code, Problem]] = []
        self.bad: set[int] = set()
        self._event: str | None = None
        self._properties: list[str] = []

    def report(self, code: Code, node: Node, message: str, hint: str | None = None) -> None:
        """Note a problem at a node."""
        place = Place(path=self.path, span=span_of(node))
        problem = Problem(
            message=message,
            at=place,
            hint=hint,
            event=self._event,
            property=".".join(self._properties) or None,
        )
        self.found.append((code, problem))

    def holds(self, kind: Kind, node: Node) -> bool:
        """Whether `node` is of `kind`; reports, and marks as bad, what is not."""
        good = _CHECKS[kind.__class__](self, kind, node)
        if not good:
            self.bad.add(id(node))
        return good

    def shape(self, shape: Shape, node: Node) -> bool:
        """Whether `node` is a mapping that can be built as `shape`, faulty keys left out."""
        if not isinstance(node, MappingNode):
            self._wrong_kind(node, "a mapping")
            return False
        good = set()
        for name, (key, value) in node.entries.items():
            known = shape.keys.get(name)
            if known is None:
                self._unknown(shape, name, key, value)
                self.bad.add(id(value))
            elif self.holds(known.kind, value):
                good.add(name)
        return self._complete(shape, node, good)

    def _complete(self, shape: Shape, node: MappingNode, good: set[str]) -> bool:
        whole = True
        for name in shape.required:
            if name not in node.entries:
                self.report(shape_codes.MISSING_KEY, node, f"{shape.what} needs the key {name!r}")
            whole = whole and name in good
        for constraint in shape.constraints:
            if isinstance(constraint, Excludes):
                good -= self._excluded(constraint, node)
        for constraint in shape.constraints:
            if isinstance(constraint, Needs):
                whole = self._needs(constraint, node, good) and whole
        return whole

    def _needs(self, needs: Needs, node: MappingNode, good: set[str]) -> bool:
        if needs.when is not None and not _applies(needs.when, node):
            return True
        if not any(name in node.entries for name in needs.keys):
            self.report(shape_codes.MISSING_KEY, node, needs.message, needs.hint)
        return any(name in good for name in needs.keys)

    def _excluded(self, excludes: Excludes, node: MappingNode) -> set[str]:
        """The keys of `node` that must not stand beside the others; each is reported."""
        if not _applies(excludes.when, node):
            return set()
        found = set()
        for name in excludes.refused:
            key, value = node.entries.get(name, (None, None))
            if key is None or value is None:
                continue
            if not (isinstance(value, Scalar) and value.text in excludes.unless):
                message = f"{name!r} cannot stand here: {excludes.message}"
                self.report(shape_codes.EXCLUDED_KEY, key, message, excludes.hint)
                self.bad.add(id(value))
                found.add(name)
        return found

    def _unknown(self, shape: Shape, name: str, key: Scalar, value: Node) -> None:
        if name in shape.elsewhere:
            hint = shape.elsewhere[name]
            message = f"{name!r} has no place in {shape.what}"
            self.report(shape_codes.MISPLACED_KEY, key, message, hint)
            return
        close = nearest(name, shape.keys)
        hint = f"did you mean {close!r}?" if close else f"known: {', '.join(sorted(shape.keys))}"
        if " " in name and isinstance(value, Scalar) and value.plain and not value.text:
            hint = "a comma ends a plain text within { }: quote a text that holds one"
        self.report(shape_codes.UNKNOWN_KEY, key, f"{shape.what} has no key {name!r}", hint)

    def map_of(self, kind: MapOf, node: Node) -> bool:
        """Whether `node` is a mapping of names; faulty entries are left out."""
        if not isinstance(node, MappingNode):
            self._wrong_kind(node, "a mapping of names")
            return False
        for name, (key, value) in node.entries.items():
            self._enter(kind.role, name)
            named = _is_key_of(self, kind.key, key)
            if not self.holds(kind.value, value) or not named:
                self.bad.add(id(value))
            self._leave(kind.role)
        return True

    def _enter(self, role: str | None, name: str) -> None:
        if role == "event":
            self._event = name
        elif role == "property":
            self._properties.append(name)

    def _leave(self, role: str | None) -> None:
        if role == "event":
            self._event = None
        elif role == "property":
            self._properties.pop()

    def list_of(self, kind: ListOf, node: Node) -> bool:
        """Whether `node` is a list, long enough; faulty items are left out."""
        if not isinstance(node, SequenceNode):
            hint = f"write [{node.text}]" if isinstance(node, Scalar) and node.text else None
            self._wrong_kind(node, "a list", hint)
            return False
        if len(node.items) < kind.at_least:
            self.report(
                shape_codes.OUT_OF_RANGE, node, "the list is empty", "list a value or remove it"
            )
            return False
        good = [self.holds(kind.item, item) for item in node.items]
        return all(good) or len(good) > good.count(False)

    def either(self, kind: Either, node: Node) -> bool:
        """Whether `node` is of the kind that `kind` has for nodes of its sort."""
        if isinstance(node, Scalar):
            chosen = kind.scalar
        else:
            chosen = kind.mapping if isinstance(node, MappingNode) else kind.sequence
        if chosen is not None:
            return self.holds(chosen, node)
        sorts = (("text", kind.scalar), ("a list", kind.sequence), ("a mapping", kind.mapping))
        self._wrong_kind(node, " or ".join(name for name, sort in sorts if sort is not None))
        return False

    def scalar(self, node: Node, what: str, good: bool, hint: str | None = None) -> bool:
        """`good`; reports where it is False."""
        if not good:
            self._wrong_kind(node, what, hint)
        return good

    def _wrong_kind(self, node: Node, wanted: str, hint: str | None = None) -> None:
        if hint is None and wanted == "text" and isinstance(node, Scalar) and node.text:
            hint = f"quote it: '{node.text}'"
        message = f"expected {wanted}, got {_what(node)}"
        self.report(shape_codes.WRONG_KIND, node, message, hint)


def _applies(when: When, node: Node) -> bool:
    for step in when.route:
        if not isinstance(node, MappingNode) or step not in node.entries:
            return False
        node = node.entries[step][1]
    return when.values is None or (isinstance(node, Scalar) and node.text in when.values)


def _what(node: Node) -> str:
    """What a node is, as a message names it."""
    if isinstance(node, MappingNode):
        return "a mapping"
    if isinstance(node, SequenceNode):
        return "a list"
    value = node.value
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    return f"the {'boolean' if isinstance(value, bool) else 'number'} {node.text[:40]}"


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_text


def _is_number(node: Node) -> bool:
    if not isinstance(node, Scalar):
        return False
    value = node.value
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _text(checker: Checker, kind: Kind, node: Node) -> bool:
    return checker.scalar(node, "text", _is_text(node))


def _name(checker: Checker, kind: Kind, node: Node) -> bool:
    if not _is_text(node):
        return _text(checker, kind, node)
    assert isinstance(node, Scalar)
    return _is_key_of(checker, Name(), node)


def _is_key_of(checker: Checker, kind: Name | VersionText, node: Scalar) -> bool:
    """Whether a key is a name or a version. A key is its source text, whatever YAML reads it as."""
    if isinstance(kind, VersionText):
        return checker.holds(kind, node)
    text = node.text
    if text.isprintable() and text and text.strip() == text:
        return True  # most names, and faster than the expression
    if _NAME.fullmatch(text):
        return True
    shown = f"the name {node.text[:40]!r} is empty, padded, or holds a control character"
    checker.report(shape_codes.BAD_NAME, node, shown, "a name has no blanks at its ends")
    return False


def _form_text(checker: Checker, kind: Form, node: Node) -> bool:
    if not _is_text(node):
        return checker.scalar(node, kind.what, good=False, hint=f"write {kind.hint}")
    assert isinstance(node, Scalar)
    if _form(kind.pattern.removesuffix("$")).fullmatch(node.text):
        return True
    message = f"{node.text[:60]!r} is not {kind.what}"
    checker.report(shape_codes.MALFORMED, node, message, _form_hint(kind, node.text))
    return False


def _form_hint(kind: Form, text: str) -> str:
    close = nearest(text.rstrip("!"), ("string", "integer", "number", "boolean", "array", "object"))
    if kind.what == "a property" and close and close != text.rstrip("!"):
        return f"did you mean {close!r}?"
    return f"write {kind.hint}"


def _version(checker: Checker, kind: Kind, node: Node) -> bool:
    if isinstance(node, Scalar) and _VERSION.fullmatch(node.text):
        return True
    if isinstance(node, Scalar) and node.text:
        message = f"{node.text[:40]!r} is not a version"
        checker.report(shape_codes.MALFORMED, node, message, "write MAJOR.MINOR, such as 1.0")
        return False
    return checker.scalar(node, "a version", good=False, hint="write MAJOR.MINOR, such as 1.0")


_MEANT: Mapping[str, str] = {
    **dict.fromkeys(("yes", "y", "on"), "true"),
    **dict.fromkeys(("no", "n", "off"), "false"),
}


def _flag(checker: Checker, kind: Flag, node: Node) -> bool:
    value = node.value if isinstance(node, Scalar) else None
    if isinstance(value, bool) and kind.only in (None, value):
        return True
    meant = _MEANT.get(node.text.lower()) if isinstance(node, Scalar) else None
    wanted = "true or false" if kind.only is None else str(kind.only).lower()
    return checker.scalar(node, wanted, good=False, hint=f"write {meant or wanted}")


def _number(checker: Checker, kind: Number, node: Node) -> bool:
    if not checker.scalar(node, "a number", _is_number(node)):
        return False
    assert isinstance(node, Scalar)
    value = node.value
    assert isinstance(value, int | float)
    if kind.positive and value <= 0:
        checker.report(shape_codes.OUT_OF_RANGE, node, f"{node.text} is not above 0")
        return False
    return True


def _count(checker: Checker, kind: Count, node: Node) -> bool:
    value = node.value if _is_number(node) and isinstance(node, Scalar) else None
    if not isinstance(value, int | float) or value != int(value):
        return checker.scalar(node, "a whole number", good=False)
    if value < kind.minimum:
        checker.report(shape_codes.OUT_OF_RANGE, node, f"{value} is below {kind.minimum}")
        return False
    return True


def _literal(checker: Checker, kind: Literal, node: Node) -> bool:
    value = node.value if isinstance(node, Scalar) else None
    good = not isinstance(value, bool) and value == kind.value
    return checker.scalar(node, str(kind.value), good, hint=f"write {kind.value}")


def _enum_scalar(checker: Checker, kind: Kind, node: Node) -> bool:
    if isinstance(node, Scalar) and ambiguous_number(node):
        message = f"{node.text} is read as the number {node.value}"
        hint = f"if it is a text, quote it: '{node.text}'"
        checker.report(text_codes.AMBIGUOUS_NUMBER, node, message, hint)
    if isinstance(node, Scalar) and (_is_number(node) or isinstance(node.value, str | bool)):
        return True
    empty = isinstance(node, Scalar) and node.value is None
    advice = "write `nullable: true` to allow null" if empty else None
    return checker.scalar(node, "a text, a number or a boolean", good=False, hint=advice)


def _choice(checker: Checker, kind: Choice, node: Node) -> bool:
    if not _is_text(node):
        return checker.scalar(node, "one of " + ", ".join(kind.values), good=False)
    assert isinstance(node, Scalar)
    if node.text in kind.values:
        return True
    close = nearest(node.text, kind.values)
    hint = f"did you mean {close!r}?" if close else "choose one of " + ", ".join(kind.values)
    checker.report(shape_codes.NOT_A_CHOICE, node, f"{node.text[:40]!r} is not known here", hint)
    return False


def _null(checker: Checker, kind: Null, node: Node) -> bool:
    good = isinstance(node, Scalar) and node.value is None
    return checker.scalar(node, "a mapping", good)


def _first_of(checker: Checker, kind: FirstOf, node: Node) -> bool:
    trials = []
    for option in kind.kinds:
        trial = Checker(checker.path)
        if trial.holds(option, node):
            return True
        trials.append(trial)
    checker.found.extend(trials[-1].found)
    return False


def _any_object(checker: Checker, kind: AnyObject, node: Node) -> bool:
    return checker.scalar(node, "a mapping", isinstance(node, MappingNode))


def _anything(checker: Checker, kind: Anything, node: Node) -> bool:
    return True


def _later(checker: Checker, kind: Later, node: Node) -> bool:
    return checker.shape(SHAPES[kind.shape], node)


_CHECKS: dict[type, Callable[..., bool]] = {
    Text: _text,
    Name: _name,
    Form: _form_text,
    VersionText: _version,
    Flag: _flag,
    Null: _null,
    Number: _number,
    Count: _count,
    Literal: _literal,
    EnumScalar: _enum_scalar,
    Choice: _choice,
    ListOf: Checker.list_of,
    MapOf: Checker.map_of,
    AnyObject: _any_object,
    Anything: _anything,
    Later: _later,
    Either: Checker.either,
    FirstOf: _first_of,
}
