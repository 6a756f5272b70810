"""What the variables of JavaScript's loops have: `for (const x of X)`, `X.forEach((x) => ...)`."""

from collections.abc import Callable, Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.choices import member_or_index
from tracking_plan.usage.facts.expression import Expression, Index, Literal
from tracking_plan.usage.facts.walks import Walked, WalkKind
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.returns import leaves_at_once

_LISTING = {
    "Object.values": WalkKind.VALUE,
    "Object.keys": WalkKind.KEY,
    "Object.entries": WalkKind.ENTRY,
}
_VISITING = frozenset({b"forEach", b"map", b"flatMap"})
_NAMES = ("identifier", "shorthand_property_identifier_pattern")

Target = tuple[Node, Callable[[], Expression]]
"""A variable of a loop, and what builds what it has."""


def of_loop(target: Node, expressions: JavaScriptExpressions) -> Iterator[Target]:
    """The variables that a `for ... of` or a `for ... in` declares, by its left side."""
    loop = target.parent
    kind = loop.child_by_field_name("kind") if loop is not None else None
    if loop is None or loop.type != "for_in_statement" or kind is None or kind.type == "var":
        return
    right, body = loop.child_by_field_name("right"), loop.child_by_field_name("body")
    operator = loop.child_by_field_name("operator")
    if right is None or body is None or operator is None or _is_awaited(loop):
        return
    if leaves_at_once(body):
        return
    is_keys = operator.type == "in"
    yield from _targets(target, partial(_walked, right, body, expressions, is_keys), expressions)


def of_callback(parameter: Node, expressions: JavaScriptExpressions) -> Iterator[Target]:
    """The variables that the first parameter of a function is which a list gives its items to."""
    around = parameter.parent
    is_listed = around is not None and around.type == "formal_parameters"
    function = around.parent if around is not None and is_listed else around
    first = around.named_children[0] if around is not None and is_listed else parameter
    arguments = function.parent if function is not None else None
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    if call is None or arguments is None or function is None or first != parameter:
        return
    callee, body = call.child_by_field_name("function"), function.child_by_field_name("body")
    name = callee.child_by_field_name("property") if callee is not None else None
    whole = callee.child_by_field_name("object") if callee is not None else None
    is_first = next(iter(arguments.named_children), None) == function
    if name is None or name.text not in _VISITING or not is_first or whole is None or body is None:
        return
    target = parameter.child_by_field_name("pattern") or parameter
    yield from _targets(target, partial(_walked, whole, body, expressions, False), expressions)


def _walked(
    whole: Node, body: Node, expressions: JavaScriptExpressions, is_keys: bool
) -> Expression:
    built = expressions.build(whole)
    kind, of = (WalkKind.KEY if is_keys else WalkKind.ITEM), built
    if whole.type == "call_expression" and not is_keys:
        call = expressions.invocation(whole)
        listing = _LISTING.get(expressions.around.path(call.callee))
        if listing is not None and len(call.arguments) == 1:
            kind, of = listing, call.arguments[0].value
    return Walked(
        at=built.at,
        of=of,
        kind=kind,
        begin=whole.start_byte,
        until=body.start_byte,
        start=body.start_byte,
        end=body.end_byte,
    )


def _targets(
    target: Node, build: Callable[[], Expression], expressions: JavaScriptExpressions
) -> Iterator[Target]:
    """The variables of a pattern; those with defaults, and what is left over, are unknown."""
    if target.type in _NAMES:
        yield target, build
    elif target.type == "array_pattern":
        for index, part in enumerate(_items(target)):
            if part is not None:
                yield from _targets(
                    part, partial(_indexed, build, index, part, expressions), expressions
                )
    elif target.type == "object_pattern":
        for part in target.named_children:
            key = part.child_by_field_name("key") if part.type == "pair_pattern" else part
            inner = part.child_by_field_name("value") if part.type == "pair_pattern" else part
            if key is not None and inner is not None:
                yield from _targets(inner, partial(_taken, build, key, expressions), expressions)


def _items(pattern: Node) -> Iterator[Node | None]:
    """What stands in each place of an array's pattern; None: nothing does."""
    found: Node | None = None
    for child in pattern.children[1:]:
        if child.type in (",", "]"):
            yield found
            found = None
        elif not child.is_extra:
            found = child


def _indexed(
    build: Callable[[], Expression], index: int, part: Node, expressions: JavaScriptExpressions
) -> Expression:
    at = expressions.typed(part, None).at
    return Index(at=at, owner=build(), key=Literal(at=at, value=index))


def _taken(
    build: Callable[[], Expression], key: Node, expressions: JavaScriptExpressions
) -> Expression:
    return member_or_index(expressions.key(key).at, build(), expressions.key(key))


def _is_awaited(loop: Node) -> bool:
    return any(child.type == "await" for child in loop.children)
