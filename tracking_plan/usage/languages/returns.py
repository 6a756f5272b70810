"""What a call of a function gives, and when its code runs."""

from tree_sitter import Node

from tracking_plan.usage.facts.delays import Delay

_FUNCTIONS = frozenset(
    """
    function_definition lambda arrow_function function_expression function_declaration
    generator_function generator_function_declaration method_definition
    """.split()
)
_YIELDING = ("yield", "yield_expression", "*")
_WAITING = ("async", *_YIELDING)


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
