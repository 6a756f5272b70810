"""The parameters of JavaScript and TypeScript functions."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace
from tree_sitter import Node

from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.parameters import FunctionParameter, ParameterKind

_MOST_NESTED = 5  # objects that are taken apart within one another
_DECLARED = ("required_parameter", "optional_parameter")
_DEFAULTED = ("assignment_pattern", "object_assignment_pattern")
_NAMES = ("identifier", "shorthand_property_identifier_pattern")


def start_of(function: Node) -> int:
    """Where the region of a function begins."""
    inner = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    return inner.start_byte if inner else function.start_byte


def parameters(
    function: Node, build: Callable[[Node], Expression]
) -> Iterator[FunctionParameter[Expression]]:
    """The variables that a function has from its callers; `build` reads their defaults."""
    alone = function.child_by_field_name("parameter")
    every = function.child_by_field_name("parameters")
    listed = every.named_children if every is not None else [alone] if alone is not None else []
    position = 0
    for node in listed:
        if node.is_extra or _is_this(node):
            continue
        yield from _taken(node, FunctionParameter(name="", position=position), build)
        position += 1


def _is_this(node: Node) -> bool:
    """Whether a parameter only declares the type of `this`."""
    pattern = node.child_by_field_name("pattern")
    return pattern is not None and pattern.type == "this"


def _taken(
    target: Node, argument: FunctionParameter[Expression], build: Callable[[Node], Expression]
) -> Iterator[FunctionParameter[Expression]]:
    """The variables that a pattern makes of an argument."""
    if target.type in _DECLARED:
        argument = _with_default(target.child_by_field_name("value"), argument, build)
        pattern = target.child_by_field_name("pattern")
        if pattern is not None:
            yield from _taken(pattern, argument, build)
    elif target.type in _DEFAULTED:
        argument = _with_default(target.child_by_field_name("right"), argument, build)
        left = target.child_by_field_name("left")
        if left is not None:
            yield from _taken(left, argument, build)
    elif target.type in _NAMES:
        yield replace(argument, name=_text(target))
    elif target.type == "rest_pattern" and not argument.keys:
        inner = next(iter(target.named_children), None)
        if inner is not None and inner.type in _NAMES:
            yield replace(argument, name=_text(inner), kind=ParameterKind.ITEMS)
    elif target.type == "object_pattern" and len(argument.keys) < _MOST_NESTED:
        yield from _entries(target, replace(argument, default=None), build)


def _entries(
    pattern: Node, argument: FunctionParameter[Expression], build: Callable[[Node], Expression]
) -> Iterator[FunctionParameter[Expression]]:
    """The variables that an object is taken apart into; those under computed keys are unknown."""
    named: list[str] = []
    for part in pattern.named_children:
        if part.type == "rest_pattern":
            inner = next(iter(part.named_children), None)
            if inner is not None and inner.type in _NAMES:
                kind, others = ParameterKind.ENTRIES, tuple(named)
                yield replace(argument, name=_text(inner), kind=kind, others=others)
            continue
        key = _key_of(part)
        if key is not None:
            named.append(key)
            target = part.child_by_field_name("value") if part.type == "pair_pattern" else part
            within = replace(argument, keys=(*argument.keys, key))
            yield from _taken(target or part, within, build)


def _key_of(part: Node) -> str | None:
    """The key that a part of an object pattern takes; None where the code does not show it."""
    key: Node | None = part
    if part.type == "pair_pattern":
        key = part.child_by_field_name("key")
    elif part.type in _DEFAULTED:
        key = part.child_by_field_name("left")
    if key is None or key.type == "computed_property_name":
        return None
    return _text(key).strip("'\"")


def _with_default(
    value: Node | None, argument: FunctionParameter[Expression], build: Callable[[Node], Expression]
) -> FunctionParameter[Expression]:
    return replace(argument, default=partial(build, value)) if value is not None else argument


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
