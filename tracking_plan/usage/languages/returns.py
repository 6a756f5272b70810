"""What a call of a function gives, and when its code runs."""

from collections.abc import Callable

from tree_sitter import Node

from tracking_plan.usage.facts.delays import Delay
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.outcomes import Outcome, Outcomes

_FUNCTIONS = frozenset(
    """
    function_definition lambda arrow_function function_expression function_declaration
    generator_function generator_function_declaration method_definition
    """.split()
)
_GETTERS = (b"@property", b"cached_property")
_BLOCKS = ("statement_block", "block")
_LEAVING = ("return_statement", "throw_statement", "raise_statement")
_YIELDING = ("yield", "yield_expression", "*")
_WAITING = ("async", *_YIELDING)


def outcomes(function: Node, build: Callable[[Node], Expression]) -> Outcomes[Expression]:
    """What a function returns, in the order of the code; `build` reads it.

    A generator returns nothing so.
    """
    body = function.child_by_field_name("body")
    if body is None or "generator" in function.type or delay_of(function) is Delay.OPEN:
        return Outcomes()
    if body.type not in _BLOCKS:  # `() => value`, `lambda: value`
        given = (Outcome(build(body), body.start_byte),)
        return Outcomes(given, may_end=False, names_object=_names_object(function))
    is_getter = _decorated(function, _GETTERS) or any(c.type == "get" for c in function.children)
    nodes, values, may_end = [body], list[Node](), not _is_left(body)
    while nodes:
        node = nodes.pop()
        if node.type == "return_statement":
            value = next((c for c in node.children if c.is_named and not c.is_extra), None)
            values.extend([value] if value is not None else [])
            may_end = may_end or value is None
        nodes.extend(child for child in node.children if child.type not in _FUNCTIONS)
    values.sort(key=lambda one: one.start_byte)
    every = tuple(Outcome(build(one), one.start_byte) for one in values)
    is_declared, is_bound = _is_only_declared(function, body), _names_object(function)
    return Outcomes(every, may_end, is_declared, is_getter, is_bound)


def _names_object(function: Node) -> bool:
    """Whether the text of a function in JavaScript has the object that it is called on."""
    return any(word in (function.text or b"") for word in (b"this", b"super", b"eval"))


def _decorated(function: Node, names: tuple[bytes, ...]) -> bool:
    """Whether a decorator of a function in Python has one of some names."""
    around = function.parent.children if function.parent is not None else []
    return any(c.type == "decorator" and (c.text or b"").endswith(names) for c in around)


def _is_only_declared(function: Node, body: Node) -> bool:
    """Whether a function says that it is abstract, or does nothing but to raise an error."""
    if _decorated(function, (b"abstractmethod",)):
        return True
    done = [c for c in body.children if c.is_named and not c.is_extra]
    is_text = len(done) == 2 and [c.type for c in done[0].children] == ["string"]
    return len(done) == 1 + is_text and done[-1].type in ("raise_statement", "throw_statement")


def leaves_at_once(body: Node) -> bool:
    """Whether the first round of a loop surely is the last."""
    return any(child.type in (*_LEAVING, "break_statement") for child in body.children)


def _is_left(body: Node) -> bool:
    """Whether the last statement of a function surely leaves it."""
    last = [c for c in body.children if c.is_named and not c.is_extra][-1:]
    return bool(last) and last[0].type in _LEAVING


def returns_once(function: Node) -> bool:
    """Whether a function returns nowhere else, and returns a value at once."""
    if "generator" in function.type or any(c.type in _WAITING for c in function.children):
        return False
    body = function.child_by_field_name("body")
    nodes, returns = [body] if body is not None else [], 0
    while nodes:
        node = nodes.pop()
        if node.type in _WAITING:
            return False
        returns += node.type == "return_statement"
        nodes.extend(child for child in node.children if child.type not in _FUNCTIONS)
    return returns <= 1


def delay_of(function: Node) -> Delay:
    """When the code of a function runs: that of a generator when somebody goes through it."""
    if "generator" in function.type or any(c.type in _YIELDING for c in function.children):
        return Delay.OPEN
    body = function.child_by_field_name("body")
    nodes = [body] if body is not None else []
    while nodes:
        node = nodes.pop()
        if node.type in _YIELDING and node.is_named:
            return Delay.OPEN
        nodes.extend(child for child in node.children if child.type not in _FUNCTIONS)
    is_async = any(child.type == "async" for child in function.children)
    return Delay.AWAITED if is_async else Delay.NONE
